/** What a part of a formula gives, as far as it is known beforehand. */
export type FormulaType = 'int' | 'float' | 'boolean' | 'list' | 'unknown';

/** `undefined` is expr-lang's nil. */
export type FormulaValue = number | boolean | readonly number[] | undefined;

export function isNumeric(type: FormulaType): boolean {
  return type === 'int' || type === 'float';
}

export function isNumber(value: FormulaValue): value is number {
  return typeof value === 'number';
}
