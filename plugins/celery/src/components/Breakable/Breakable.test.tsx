import { renderToStaticMarkup } from 'react-dom/server';
import { Breakable } from './Breakable';

it.each([
  ['status.conditions[ScalingLimited]', 'status.|conditions|[Scaling|Limited]'],
  [
    'HorizontalPodAutoscaler shop/orders',
    'Horizontal|Pod|Autoscaler shop/|orders',
  ],
  ['waiting: orders:orders', 'waiting:| orders:|orders'],
  ['104.654', '104.654'],
  ['', ''],
])('lets %p break between its parts only', (text, parts) => {
  expect(
    renderToStaticMarkup(<Breakable text={text} />).replaceAll('<wbr/>', '|'),
  ).toBe(parts);
});
