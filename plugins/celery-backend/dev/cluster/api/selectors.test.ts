import { parseFieldSelector, parseLabelSelector } from './selectors';

const LABELS = { app: 'orders', 'backstage.io/kubernetes-id': 'orders' };

it.each([
  ['', true],
  ['app=orders', true],
  ['app==orders', true],
  ['app=other', false],
  ['app!=other', true],
  ['missing!=x', true],
  ['app=orders,missing=x', false],
  ['backstage.io/kubernetes-id=orders', true],
  ['app', true],
  ['!app', false],
  ['!missing', true],
  ['app in (other, orders)', true],
  ['app notin (other,orders)', false],
  ['app in (a,b),app', false],
])('%s', (selector, matches) => {
  expect(parseLabelSelector(selector)?.(LABELS)).toBe(matches);
});

it.each(['app=a=b', 'app in orders', '=x', 'a b'])(
  'does not understand %s',
  selector => {
    expect(parseLabelSelector(selector)).toBeUndefined();
  },
);

it('selects by fields', () => {
  const event = { type: 'Warning', involvedObject: { name: 'orders-a' } };
  const select = (text: string) => parseFieldSelector(text)?.(event);
  expect(select('involvedObject.name=orders-a,type!=Normal')).toBe(true);
  expect(select('involvedObject.name=orders-b')).toBe(false);
  expect(select('involvedObject.uid=')).toBe(true);
  expect(select('nonsense')).toBeUndefined();
});
