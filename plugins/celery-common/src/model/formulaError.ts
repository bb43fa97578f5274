/**
 * What is wrong with a formula, in a sentence.
 *
 * @public
 */
export class FormulaError extends Error {
  override name = 'FormulaError';
}
