const SUFFIX: Record<string, number> = {
  n: 1e-6,
  u: 1e-3,
  m: 1,
  '': 1e3,
  k: 1e6,
  M: 1e9,
  G: 1e12,
  T: 1e15,
  P: 1e18,
  E: 1e21,
  Ki: 1e3 * 2 ** 10,
  Mi: 1e3 * 2 ** 20,
  Gi: 1e3 * 2 ** 30,
  Ti: 1e3 * 2 ** 40,
  Pi: 1e3 * 2 ** 50,
  Ei: 1e3 * 2 ** 60,
};
// All digits there are, however many, and what is behind them.
const QUANTITY = /^([+-]?[0-9.]+)(?![0-9.])(.*)$/;
const EXPONENT = /^[eE]([+-]?\d+)$/;

/**
 * Reads a Kubernetes quantity such as `"12500m"`, `"5"`, `"1M"` or `"0.05"`.
 *
 * @returns thousandths, or `undefined` when it is no quantity
 * @see https://kubernetes.io/docs/reference/kubernetes-api/definitions/quantity-resource/
 * @public
 */
export function parseQuantity(quantity: string | number): number | undefined {
  if (typeof quantity === 'number') {
    return Number.isFinite(quantity) ? quantity * 1000 : undefined;
  }
  const match = QUANTITY.exec(quantity);
  if (!match) {
    return undefined;
  }
  const [, digits, suffix] = match;
  const exponent = EXPONENT.exec(suffix)?.[1];
  const factor =
    exponent === undefined ? SUFFIX[suffix] : 1e3 * 10 ** Number(exponent);
  // Not a number where there are two points, or no digit.
  const thousandths = Number(digits) * (factor ?? NaN);
  return Number.isNaN(thousandths) ? undefined : thousandths;
}

const CANONICAL: ReadonlyArray<[string, number]> = [
  ['E', 1e21],
  ['P', 1e18],
  ['T', 1e15],
  ['G', 1e12],
  ['M', 1e9],
  ['k', 1e6],
  ['', 1e3],
];

/**
 * Writes thousandths as the API server does: the largest decimal suffix that
 * leaves a whole number.
 *
 * @public
 */
export function formatQuantity(milli: number): string {
  if (milli === 0) {
    return '0';
  }
  const [suffix, unit] = CANONICAL.find(([, size]) => milli % size === 0) ?? [
    'm',
    1,
  ];
  return `${milli / unit}${suffix}`;
}
