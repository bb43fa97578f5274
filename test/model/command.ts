import {
  FormulaError,
  ScaledObjectError,
} from '@celery-keda/backstage-plugin-celery-common';
import { replay } from './replay';
import { readScenario, ScenarioError } from './scenario';

const USAGE = 'usage: npm run -s model -- FILE.json';

/** What the command prints, and how it ends. */
export interface Outcome {
  code: 0 | 1;
  stdout: string;
  stderr: string;
}

/** What the model makes of a scenario, or what is wrong with it in one line. */
export function runCommand([file, ...more]: readonly string[]): Outcome {
  try {
    if (file === undefined || more.length > 0) {
      throw new ScenarioError(USAGE);
    }
    const scenario = readScenario(file);
    const result = { scenario: scenario.name, writes: replay(scenario) };
    return { code: 0, stdout: `${JSON.stringify(result)}\n`, stderr: '' };
  } catch (error) {
    if (
      error instanceof ScenarioError ||
      error instanceof ScaledObjectError ||
      error instanceof FormulaError
    ) {
      const [line] = error.message.split('\n');
      return { code: 1, stdout: '', stderr: `${line}\n` };
    }
    throw error;
  }
}
