import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Call, Program } from './commandLine';

const CALL = join(__dirname, 'call.js');

/** Programs on a `PATH`, answered by this process. */
export interface ProgramsOnPath {
  /** To be put first on the `PATH`. */
  bin: string;
  stop(): Promise<void>;
}

/** Asked of whoever typed the command. */
class Question extends Error {}

/**
 * Puts programs into a folder, so that a shell finds them.
 *
 * @param folder - an existing one, of their own
 */
export async function servePrograms(
  folder: string,
  programs: Record<string, Program>,
): Promise<ProgramsOnPath> {
  const socket = join(folder, 'programs.sock');
  const server = createServer(async (request, response) => {
    const { answer, ...call } = JSON.parse(await text(request));
    const program = programs[request.url!.slice(1)];
    const said = await run(program, call, answer);
    response.end(JSON.stringify(said));
  });
  await new Promise<void>(resolve => server.listen(socket, resolve));
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const name of Object.keys(programs)) {
    const words = [process.execPath, CALL, socket, name];
    const script = `#!/bin/sh\nexec ${words
      .map(word => `'${word}'`)
      .join(' ')} "$@"\n`;
    await writeFile(join(bin, name), script);
    await chmod(join(bin, name), 0o755);
  }
  return {
    bin,
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

async function run(
  program: Program,
  call: Omit<Call, 'confirm'>,
  answer: string | undefined,
) {
  const confirm = async (question: string) => {
    if (answer === undefined) {
      throw new Question(question);
    }
    return answer === 'y';
  };
  try {
    const output = await program.run({ ...call, confirm });
    return { code: 0, errors: '', output };
  } catch (error) {
    const { message } = error as Error;
    const question = error instanceof Question;
    return { code: 1, errors: `${message}\n`, output: '', question };
  }
}
