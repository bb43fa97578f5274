import { ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../testing/isAlive';
import { until } from '../testing/until';
import { Guarded, GuardOptions, spawnGuarded, takeLifeline } from './guard';
import { findInterpreter } from '../python/interpreter';

jest.setTimeout(60_000);

/** Ignores SIGTERM, as does its child; tells both process ids. */
const STUBBORN = 'trap "" TERM; sleep 600 & echo $! $$; wait; wait';

let python: string;
let folder: string;
const started: Guarded[] = [];

beforeAll(async () => {
  python = await findInterpreter();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guard-'));
});

afterEach(async () => {
  started.splice(0).forEach(guarded => guarded.kill());
  await rm(folder, { recursive: true });
});

async function start(script: string, options: Partial<GuardOptions> = {}) {
  let output = '';
  const guarded = await spawnGuarded({
    python,
    command: ['sh', '-c', script],
    onOutput: text => {
      output += text;
    },
    ...options,
  });
  started.push(guarded);
  return { ...guarded, output: () => output };
}

async function startStubborn(options: Partial<GuardOptions> = {}) {
  const guarded = await start(STUBBORN, options);
  await until(() => guarded.output().includes('\n'));
  return { ...guarded, pids: guarded.output().trim().split(' ').map(Number) };
}

async function areGone(pids: number[]): Promise<boolean> {
  await until(() => !pids.some(isAlive));
  return true;
}

/** A process of its own that starts a stubborn command under a guard and waits. */
async function startParent(
  options: Record<string, unknown> = {},
): Promise<{ parent: ChildProcess; pids: number[] }> {
  const guarded = JSON.stringify({
    python,
    command: ['sh', '-c', STUBBORN],
    graceSeconds: 0.1,
    ...options,
  });
  const parent = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      '--eval',
      `require(${JSON.stringify(join(__dirname, 'guard.ts'))}).spawnGuarded({
        ...${guarded}, onOutput: text => process.stdout.write(text),
      });
      process.stdin.resume();`,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const line = await new Promise<string>(resolve =>
    parent.stdout!.once('data', data => resolve(String(data))),
  );
  return { parent, pids: line.trim().split(' ').map(Number) };
}

describe('a guarded command', () => {
  it('tells how it ended', async () => {
    const own = await start('exit 3');
    expect(await own.ended).toEqual({ code: 3 });
    const killed = await start('kill -9 $$');
    expect(await killed.ended).toEqual({ signal: 9 });
  });

  it('that cannot be started is an error that names it', async () => {
    await expect(
      spawnGuarded({ python, command: ['/no/such/command'] }),
    ).rejects.toThrow(
      'could not start /no/such/command: No such file or directory',
    );
  });

  it('has told everything by the time of its end', async () => {
    // Again and again, for its output and its end come on two pipes.
    for (let i = 0; i < 20; i++) {
      const guarded = await start('echo all');
      await guarded.ended;
      expect(guarded.output()).toBe('all\n');
    }
  });

  it('gets SIGTERM and may end in its own way', async () => {
    const guarded = await start(
      'trap "echo bye; exit 7" TERM; echo up; while :; do sleep 0.01; done',
    );
    await until(() => guarded.output() === 'up\n');
    guarded.stop(60);
    expect(await guarded.ended).toEqual({ code: 7 });
    expect(guarded.output()).toBe('up\nbye\n');
  });

  it('gets SIGKILL, with its process group, when the grace is over', async () => {
    const guarded = await startStubborn();
    guarded.stop(0.1);
    expect(await guarded.ended).toEqual({ signal: 9 });
    expect(await areGone(guarded.pids)).toBe(true);
  });

  it('takes what it started with it when it ends by itself', async () => {
    const guarded = await start('sleep 600 & echo $!');
    await guarded.ended;
    expect(await areGone([Number(guarded.output())])).toBe(true);
  });

  it('keeps the newest output in a file of bounded size', async () => {
    const logFile = join(folder, 'log');
    const guarded = await start(
      'for i in $(seq 1000); do echo line $i; done; echo last',
      { logFile, logBytes: 2000 },
    );
    await guarded.ended;
    const older = await readFile(`${logFile}.1`, 'utf8');
    const newer = await readFile(logFile, 'utf8');
    expect(newer).toMatch(/last\n$/);
    expect(older.length + newer.length).toBeLessThanOrEqual(70_000);
  });

  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
    'ends when its starter gets %s',
    async signal => {
      const { parent, pids } = await startParent();
      parent.kill(signal);
      expect(await areGone(pids)).toBe(true);
    },
  );

  it('ends with the process that its guard watches, though its starter lives', async () => {
    const watched = spawn('sleep', ['600']);
    const { parent, pids } = await startParent({
      watchPid: watched.pid,
      orphanGraceSeconds: 0.1,
    });
    expect(pids.every(isAlive)).toBe(true);
    watched.kill('SIGKILL');
    expect(await areGone(pids)).toBe(true);
    expect(parent.exitCode).toBeNull();
    parent.kill('SIGKILL');
  });
});

describe('a held lifeline', () => {
  it('can be taken over, and over again, by whoever comes next', async () => {
    const socket = join(folder, 'socket');
    const guarded = await startStubborn({ socket, graceSeconds: 0.1 });
    await guarded.hold();

    const first = await takeLifeline(socket);
    await first!.hold();
    const second = await takeLifeline(socket);
    expect(guarded.pids.every(isAlive)).toBe(true);
    second!.stop(0.1);
    await second!.ended;
    expect(await areGone(guarded.pids)).toBe(true);
  });

  it('is not given away while somebody has it', async () => {
    const socket = join(folder, 'socket');
    await startStubborn({ socket, graceSeconds: 0.1 });
    expect(await takeLifeline(socket)).toBeUndefined();
    expect(await takeLifeline(join(folder, 'nobody'))).toBeUndefined();
  });

  it('ends the command when nobody takes it over in time', async () => {
    const socket = join(folder, 'socket');
    const guarded = await startStubborn({
      socket,
      holdSeconds: 0.2,
      graceSeconds: 0.1,
    });
    await guarded.hold();
    expect(await areGone(guarded.pids)).toBe(true);
  });

  it('ends the command when it breaks after being taken over', async () => {
    const socket = join(folder, 'socket');
    const guarded = await startStubborn({ socket, graceSeconds: 0.1 });
    await guarded.hold();
    const taker = spawn(process.execPath, [
      '--eval',
      `require('net').connect(${JSON.stringify(socket)})
        .on('data', data => process.stdout.write(data))`,
    ]);
    await new Promise(resolve => taker.stdout.once('data', resolve));
    taker.kill('SIGKILL');
    expect(await areGone(guarded.pids)).toBe(true);
  });

  it('ends the command at once when the watched process is gone', async () => {
    const watched = spawn('sleep', ['600']);
    const socket = join(folder, 'socket');
    const guarded = await startStubborn({
      socket,
      watchPid: watched.pid,
      orphanGraceSeconds: 0.1,
    });
    await guarded.hold();
    watched.kill('SIGKILL');
    expect(await areGone(guarded.pids)).toBe(true);
  });
});
