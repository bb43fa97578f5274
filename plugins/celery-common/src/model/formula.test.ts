import fc from 'fast-check';
import jsep from 'jsep';
import { compileFormula } from './formula';
import { FormulaError } from './formulaError';

const NAMES = ['waiting', 'running', 'held'];

function evaluate(source: string, values: Record<string, number>) {
  return compileFormula(source, NAMES).evaluate(values);
}

describe('compileFormula', () => {
  const values = { waiting: 7, running: 4, held: 0 };

  it.each([
    ['waiting + running', 11],
    ['waiting - running * 2 / 4', 5],
    ['(waiting - running) * 2', 6],
    ['-waiting + 10', 3],
    ['2 ** 3 ** 2', 512],
    ['2 ^ 3', 8],
    ['7 % 4 + int(waiting) % 4', 6],
    ['waiting + max(running, min(held, 1))', 11],
    ['max([waiting, running, 9])', 9],
    ['sum(waiting, running) + mean(waiting, 5) + median(1, 9, 4)', 21],
    ['ceil(waiting / 2) + floor(waiting / 2)', 7],
    ['round(2.5) + round(-2.5) + abs(-1)', 1],
    ['waiting > 5 ? waiting : 0', 7],
    ['waiting > 5 && running < 4 ? 1 : 2', 2],
    ['waiting > 9 or not (running == 4) ? 1 : 2', 2],
    ['waiting >= 7 and running != 5 ? 1 : 2', 1],
    ['!(waiting <= 7) ? 1 : 2', 2],
    ['true ? 3 : 4', 3],
    ['float(5) / int(2.9)', 2.5],
  ])('%s', (source, result) => {
    expect(evaluate(source, values)).toBe(result);
  });

  it('knows nil, which binds before any other operator', () => {
    expect(evaluate('waiting ?? 5 + 1', {})).toBe(6);
    expect(evaluate('waiting ?? 5 + 1', { waiting: 2 })).toBe(3);
    expect(evaluate('waiting ?? running', {})).toBeUndefined();
    expect(evaluate('waiting == nil ? 1 : 2', {})).toBe(1);
  });

  it.each([
    [
      'waiting + unacked',
      /names unacked, but no trigger is called so \(waiting, running, held\)/,
    ],
    ['waiting +', /cannot be read/],
    ['waiting running', /can replace/],
    ['waiting = 3', /cannot be read/],
    ['waiting > 3', /gives a boolean, not a number/],
    ['waiting && running ? 1 : 2', /neither true nor false/],
    ['not waiting', /gives a boolean/],
    ['(waiting > 3) + 1', /applies \+ to a boolean/],
    ['waiting % 3', /write int\(…\)/],
    ['sqrt(waiting)', /calls sqrt, which is none of max, min/],
    ['ceil(waiting, 2)', /calls ceil with 2 arguments/],
    ['max()', /calls max with 0 arguments/],
    ['[waiting]', /gives a list/],
    ['waiting.length', /can replace/],
    ["'text'", /which is no number/],
    ['this', /can replace/],
    ['nil + 1', /applies \+ to nil/],
    ['', /can replace/],
  ])('refuses %s', (source, message) => {
    const compile = () => compileFormula(source, NAMES);
    expect(compile).toThrow(FormulaError);
    expect(compile).toThrow(message);
  });

  it('says which value is missing only where it matters', () => {
    const formula = compileFormula('waiting > 0 ? waiting : running', NAMES);
    expect(formula.evaluate({ waiting: 3 })).toBe(3);
    expect(() => formula.evaluate({ running: 3 })).toThrow('to nil');
  });

  it('leaves the parser as it was for everybody else', () => {
    const before = JSON.stringify([jsep.binary_ops, jsep.unary_ops]);
    expect(() => compileFormula('1 +', [])).toThrow(FormulaError);
    compileFormula('1 + 1', []);
    expect(JSON.stringify([jsep.binary_ops, jsep.unary_ops])).toBe(before);
    expect([...jsep.right_associative]).toEqual(['**']);
  });

  it('answers any text with a formula or a FormulaError', () => {
    const answers = (source: string) => {
      try {
        return Boolean(compileFormula(source, ['a']));
      } catch (error) {
        return error instanceof FormulaError;
      }
    };
    const sources = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[a-z0-9+*/%?:()<>=&|!., -]{0,20}$/),
    );
    expect(fc.check(fc.property(sources, answers))).toMatchObject({
      failed: false,
    });
  });
});
