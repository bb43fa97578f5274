import { FormulaType } from './formulaValues';

interface FormulaFunction {
  /** Takes exactly one number; otherwise numbers or lists of them. */
  single?: boolean;
  /** Absent: as its arguments. */
  result?: FormulaType;
  apply(numbers: readonly number[]): number;
}

/** expr-lang's functions on numbers. */
export const FUNCTIONS: Readonly<Record<string, FormulaFunction>> = {
  max: { apply: numbers => Math.max(...numbers) },
  min: { apply: numbers => Math.min(...numbers) },
  sum: { apply: sum },
  mean: { result: 'float', apply: n => sum(n) / n.length },
  median: { result: 'float', apply: median },
  ceil: { single: true, result: 'float', apply: ([n]) => Math.ceil(n) },
  floor: { single: true, result: 'float', apply: ([n]) => Math.floor(n) },
  round: {
    single: true,
    result: 'float',
    apply: ([n]) => roundAwayFromZero(n),
  },
  abs: { single: true, apply: ([n]) => Math.abs(n) },
  int: { single: true, result: 'int', apply: ([n]) => Math.trunc(n) },
  float: { single: true, result: 'float', apply: ([n]) => n },
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function roundAwayFromZero(n: number): number {
  return Math.sign(n) * Math.round(Math.abs(n));
}
