import {
  checkClusterName,
  checkDescription,
  checkNamespace,
  checkRegistryNamespace,
} from './place';

const TEMPLATE = '${{ secrets.TOKEN }}';

it.each([
  ['Sends "mails" & more: #1', []],
  ['注文を処理する 🚚', []],
  [TEMPLATE, []],
  ['x'.repeat(200), []],
  ['x'.repeat(201), ['description.too-long']],
  ['two\nlines', ['description.one-line']],
  ['a\u2028b', ['description.one-line']],
  ['\x1b[31m', ['description.one-line']],
])('checks the description %j', (text, keys) => {
  expect(checkDescription(text).map(({ key }) => key)).toEqual(keys);
});

it.each([
  ['orders', []],
  ['json', []],
  ['unacked', []],
  ['kube-system', ['name.namespace']],
  ['Shop', ['name.characters']],
  ['a/../b', ['name.characters']],
  [TEMPLATE, ['name.characters']],
  ['a'.repeat(55), ['name.too-long']],
])('checks the namespace %j', (name, keys) => {
  expect(checkNamespace(name).map(({ key }) => key)).toEqual(keys);
});

it.each([
  ['local', true],
  ['iks/prod.eu-de_1', true],
  ['https://10.0.0.1', false],
  ['a b', false],
  ['a"b', false],
  [TEMPLATE, false],
])('checks the cluster %j', (name, isFine) => {
  expect(checkClusterName(name).length === 0).toBe(isFine);
});

it.each([
  ['shop-images_2', true],
  ['abc', false],
  ['a'.repeat(31), false],
  ['Shop', false],
  ['shop-', false],
  ['shop/../x', false],
])('checks the registry namespace %j', (name, isFine) => {
  expect(checkRegistryNamespace(name).length === 0).toBe(isFine);
});
