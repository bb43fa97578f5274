import fc from 'fast-check';
import { formatQuantity, parseQuantity } from './quantity';

describe('quantities', () => {
  it.each([
    ['5', 5000],
    ['12500m', 12500],
    ['0.05', 50],
    ['.5', 500],
    ['1k', 1e6],
    ['1M', 1e9],
    ['2Ki', 2048e3],
    ['1e3', 1e6],
    ['-2', -2000],
    ['1.', 1000],
    ['5E', 5e21],
    ['5E3', 5e6],
    ['5e-3', 5],
    [0.1, 100],
  ])('%s is %s thousandths', (text, milli) => {
    expect(parseQuantity(text)).toBeCloseTo(milli, 6);
  });

  it.each([
    ...['', 'x', '5 ', '5x', '1.2.3', 'm', '.', '.m', '5e', '5E+', '5e3m'],
    ...['5constructor', NaN, Infinity],
  ])('%s is none', text => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it.each([
    [0, '0'],
    [12500, '12500m'],
    [5000, '5'],
    [1e9, '1M'],
    [1_500_000, '1500'],
    [-2000, '-2'],
  ])('%s thousandths are written %s', (milli, text) => {
    expect(formatQuantity(milli)).toBe(text);
  });

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer(), milli => {
        expect(parseQuantity(formatQuantity(milli))).toBeCloseTo(milli, 3);
      }),
    );
  });
});
