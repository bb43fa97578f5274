import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The oldest Python that Celery 5.7 runs on. */
const OLDEST = [3, 10] as const;

const CANDIDATES = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python',
];

const PROBE = `
import sys
from importlib.util import find_spec
print(sys.executable)
print(sys.version.split()[0])
print(find_spec("ensurepip") is not None)
`;

interface Interpreter {
  executable: string;
  version: string;
  makesEnvironments: boolean;
}

/** Something about Python that only the person at the keyboard can mend; one line. */
export class PythonProblem extends Error {
  name = 'PythonProblem';
}

/**
 * Finds a Python on the `PATH` that is new enough and can make virtual
 * environments.
 *
 * @throws {@link PythonProblem} when there is none.
 */
export async function findInterpreter(
  candidates: readonly string[] = CANDIDATES,
): Promise<string> {
  const tooOld: string[] = [];
  let incomplete: string | undefined;
  for (const candidate of candidates) {
    const found = await probe(candidate);
    if (!found) {
      continue;
    }
    if (!isNewEnough(found.version)) {
      tooOld.push(`${candidate} is ${found.version}`);
    } else if (found.makesEnvironments) {
      return found.executable;
    } else {
      incomplete ??= candidate;
    }
  }
  if (incomplete) {
    throw new PythonProblem(
      `${incomplete} cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv`,
    );
  }
  const needed = `Python ${OLDEST.join('.')} or newer is needed`;
  throw new PythonProblem(
    tooOld.length > 0
      ? `${needed}, but ${tooOld.join(', ')}. Install a newer one beside it.`
      : `${needed}, and there is none on the PATH. Install python3, on Debian and Ubuntu with python3-venv.`,
  );
}

async function probe(candidate: string): Promise<Interpreter | undefined> {
  try {
    const { stdout } = await run(candidate, ['-ISc', PROBE]);
    const [executable, version, ensurepip] = stdout.trim().split('\n');
    return { executable, version, makesEnvironments: ensurepip === 'True' };
  } catch {
    return undefined;
  }
}

function isNewEnough(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
