import jsep from 'jsep';
import { FormulaError } from './formulaError';
import { FUNCTIONS } from './formulaFunctions';
import {
  FormulaType,
  FormulaValue,
  isNumber,
  isNumeric,
} from './formulaValues';

/**
 * A formula of KEDA's `scalingModifiers`, ready to be evaluated.
 *
 * @public
 */
export interface Formula {
  source: string;
  /**
   * Evaluates it. A trigger that is missing from `values` is nil, which only
   * `??` and comparisons accept.
   *
   * @returns the result; `undefined` for nil
   * @throws {@link FormulaError} when nil or another type meets an operator
   */
  evaluate(values: Readonly<Record<string, number>>): number | undefined;
}

interface Term {
  type: FormulaType;
  run(values: Readonly<Record<string, number>>): FormulaValue;
}

// expr-lang's operators with its order of precedence.
const BINARY: Record<string, number> = {
  or: 1,
  '||': 1,
  and: 2,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '**': 6,
  '^': 6,
  '??': 7,
};
const RIGHT_ASSOCIATIVE = ['**', '^'];
const UNARY: Record<string, number> = { '-': 1, '+': 1, '!': 1, not: 1 };

/**
 * Compiles and checks a formula as KEDA's admission webhook does: every name
 * must be a trigger's, the result must be a number, and it must be defined
 * when every trigger reads -1.
 *
 * @param names - the names of the triggers
 * @throws {@link FormulaError} that says what is wrong with it
 * @see https://keda.sh/docs/2.20/reference/scaledobject-spec/#scalingmodifiers
 * @public
 */
export function compileFormula(
  source: string,
  names: readonly string[],
): Formula {
  const term = termOf(parse(source), new Set(names));
  if (term.type !== 'unknown' && !isNumeric(term.type)) {
    throw new FormulaError(
      `The formula gives a ${term.type}, not a number: ${source}`,
    );
  }
  const formula: Formula = {
    source,
    evaluate(values) {
      const value = term.run(values);
      if (value === undefined || isNumber(value)) {
        return value;
      }
      throw new FormulaError(`The formula gave no number: ${source}`);
    },
  };
  formula.evaluate(Object.fromEntries(names.map(name => [name, -1])));
  return formula;
}

/** jsep's tables are global: they are exchanged for the one parse only. */
function parse(source: string): jsep.CoreExpression {
  const operators = { ...jsep.binary_ops };
  const rightAssociative = [...jsep.right_associative];
  const unary = { ...jsep.unary_ops };
  useOperators(BINARY, RIGHT_ASSOCIATIVE, UNARY);
  try {
    return jsep(source) as jsep.CoreExpression;
  } catch (error) {
    throw new FormulaError(
      `The formula cannot be read: ${(error as Error).message}`,
    );
  } finally {
    useOperators(operators, rightAssociative, unary);
  }
}

function useOperators(
  binary: Readonly<Record<string, number>>,
  rightAssociative: readonly string[],
  unary: Readonly<Record<string, number>>,
) {
  jsep.removeAllBinaryOps();
  jsep.right_associative.clear();
  jsep.removeAllUnaryOps();
  Object.entries(binary).forEach(([operator, precedence]) =>
    jsep.addBinaryOp(operator, precedence, rightAssociative.includes(operator)),
  );
  Object.keys(unary).forEach(operator => jsep.addUnaryOp(operator));
}

function termOf(node: jsep.CoreExpression, names: ReadonlySet<string>): Term {
  const child = (expression: jsep.Expression) =>
    termOf(expression as jsep.CoreExpression, names);
  switch (node.type) {
    case 'Literal':
      return literal(node);
    case 'Identifier':
      return variable(node.name, names);
    case 'UnaryExpression':
      return unaryTerm(node.operator, child(node.argument));
    case 'BinaryExpression':
      return binaryTerm(node.operator, child(node.left), child(node.right));
    case 'ConditionalExpression':
      return conditional(
        child(node.test),
        child(node.consequent),
        child(node.alternate),
      );
    case 'CallExpression':
      return call(node.callee, node.arguments.map(child));
    case 'ArrayExpression':
      return list(
        node.elements.map(element =>
          child(element ?? { type: 'Compound', body: [] }),
        ),
      );
    default:
      throw new FormulaError(
        'The formula uses something that only a number per trigger, arithmetic, comparisons, ?:, ?? and functions can replace.',
      );
  }
}

function literal({ value, raw }: jsep.Literal): Term {
  if (typeof value === 'number') {
    return {
      type: Number.isInteger(value) && !/[.e]/i.test(raw) ? 'int' : 'float',
      run: () => value,
    };
  }
  if (typeof value === 'boolean') {
    return { type: 'boolean', run: () => value };
  }
  throw new FormulaError(`The formula holds ${raw}, which is no number.`);
}

function variable(name: string, names: ReadonlySet<string>): Term {
  if (name === 'nil') {
    return { type: 'unknown', run: () => undefined };
  }
  if (!names.has(name)) {
    throw new FormulaError(
      `The formula names ${name}, but no trigger is called so (${
        [...names].join(', ') || 'none has a name'
      }).`,
    );
  }
  return { type: 'float', run: values => values[name] };
}

function unaryTerm(operator: string, term: Term): Term {
  if (operator === '!' || operator === 'not') {
    return { type: 'boolean', run: values => !truth(operator, term, values) };
  }
  const sign = operator === '-' ? -1 : 1;
  requireNumeric(operator, term);
  return {
    type: term.type,
    run: values => sign * numeric(operator, term.run(values)),
  };
}

const ARITHMETIC: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '^': (a, b) => a ** b,
};
const COMPARISON: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function binaryTerm(operator: string, left: Term, right: Term): Term {
  const arithmetic = ARITHMETIC[operator];
  if (arithmetic) {
    requireNumeric(operator, left);
    requireNumeric(operator, right);
    return {
      type: arithmeticType(operator, left.type, right.type),
      run: values =>
        arithmetic(
          numeric(operator, left.run(values)),
          numeric(operator, right.run(values)),
        ),
    };
  }
  const comparison = COMPARISON[operator];
  if (comparison) {
    requireNumeric(operator, left);
    requireNumeric(operator, right);
    return {
      type: 'boolean',
      run: values =>
        comparison(
          numeric(operator, left.run(values)),
          numeric(operator, right.run(values)),
        ),
    };
  }
  switch (operator) {
    case '==':
      return { type: 'boolean', run: v => left.run(v) === right.run(v) };
    case '!=':
      return { type: 'boolean', run: v => left.run(v) !== right.run(v) };
    case '??':
      return {
        type: common(left, right),
        run: v => left.run(v) ?? right.run(v),
      };
    case '&&':
    case 'and':
      return {
        type: 'boolean',
        run: v => truth(operator, left, v) && truth(operator, right, v),
      };
    default:
      return {
        type: 'boolean',
        run: v => truth(operator, left, v) || truth(operator, right, v),
      };
  }
}

function arithmeticType(
  operator: string,
  left: FormulaType,
  right: FormulaType,
): FormulaType {
  const whole = left === 'int' && right === 'int';
  if (operator === '%' && !whole) {
    throw new FormulaError(
      'The formula uses % on a number that is not whole: write int(…) around it.',
    );
  }
  return whole && !['/', '**', '^'].includes(operator) ? 'int' : 'float';
}

function conditional(test: Term, then: Term, otherwise: Term): Term {
  return {
    type: common(then, otherwise),
    run: values =>
      truth('?:', test, values) ? then.run(values) : otherwise.run(values),
  };
}

function call(callee: jsep.Expression, args: readonly Term[]): Term {
  const name = callee.type === 'Identifier' ? String(callee.name) : '';
  const definition = FUNCTIONS[name];
  if (!definition) {
    throw new FormulaError(
      `The formula calls ${name || 'something'}, which is none of ${Object.keys(
        FUNCTIONS,
      ).join(', ')}.`,
    );
  }
  if (!args.length || (definition.single && args.length > 1)) {
    throw new FormulaError(
      `The formula calls ${name} with ${args.length} arguments.`,
    );
  }
  args.forEach(arg => {
    if (definition.single || arg.type !== 'list') {
      requireNumeric(name, arg);
    }
  });
  return {
    type: definition.result ?? resultType(args),
    run: values =>
      definition.apply(
        args
          .flatMap(arg => arg.run(values) as FormulaValue | number[])
          .map(value => numeric(name, value)),
      ),
  };
}

/** A function of whole numbers gives a whole number. */
function resultType(args: readonly Term[]): FormulaType {
  return args.every(({ type }) => type === 'int') ? 'int' : 'float';
}

function list(elements: readonly Term[]): Term {
  elements.forEach(element => requireNumeric('[]', element));
  return {
    type: 'list',
    run: values => elements.map(each => numeric('[]', each.run(values))),
  };
}

function common(a: Term, b: Term): FormulaType {
  return a.type === b.type ? a.type : 'unknown';
}

function requireNumeric(operator: string, { type }: Term) {
  if (type !== 'unknown' && !isNumeric(type)) {
    throw new FormulaError(
      `The formula applies ${operator} to a ${type} instead of a number.`,
    );
  }
}

function numeric(operator: string, value: FormulaValue): number {
  if (isNumber(value)) {
    return value;
  }
  throw new FormulaError(
    `The formula applies ${operator} to ${
      value === undefined ? 'nil' : `a ${typeof value}`
    } instead of a number.`,
  );
}

function truth(
  operator: string,
  term: Term,
  values: Readonly<Record<string, number>>,
): boolean {
  const value = term.run(values);
  if (typeof value === 'boolean') {
    return value;
  }
  throw new FormulaError(
    `The formula applies ${operator} to something that is neither true nor false.`,
  );
}
