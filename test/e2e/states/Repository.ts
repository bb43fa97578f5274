import { ChildProcess, spawn, spawnSync } from 'child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Document, parseAllDocuments } from 'yaml';
import { root } from '../portal';

/** What a queue's manifest holds; what is set to `undefined` is taken out. */
export interface Manifest {
  deployment: Document | undefined;
  scaledObject: Document | undefined;
}

/** Tasks that take until somebody lets them end. */
const TASKS = `"""Work that takes as long as the queue's tasks are held."""

import os
import time
from pathlib import Path

from .celery_app import app


@app.task
def work(is_short: bool = False) -> None:
    """End at once, or when nothing holds the queue's tasks."""
    while not is_short and Path("held", os.environ["WORKER_QUEUE"]).exists():
        time.sleep(0.2)
`;

/** The repository of a created service, edited as its team would. */
export class Repository {
  readonly folder: string;
  readonly #package: string;

  constructor(readonly service: string) {
    this.folder = join(root, 'local/services', service);
    this.#package = service.replaceAll('-', '_');
  }

  /** Gives the service tasks that can be held. */
  writeTasks(): void {
    mkdirSync(join(this.folder, 'held'));
    writeFileSync(join(this.folder, 'src', this.#package, 'tasks.py'), TASKS);
  }

  /** Keeps a queue's tasks from ending while the repository is there. */
  holdTasks(queue: string): void {
    writeFileSync(join(this.folder, 'held', queue), '');
  }

  editManifest(queue: string, edit: (manifest: Manifest) => void): void {
    const file = join(this.folder, `deploy/base/workers-${queue}.yaml`);
    const documents = parseAllDocuments(readFileSync(file, 'utf8'));
    const ofKind = (kind: string) =>
      documents.find(document => document.get('kind') === kind) as Document;
    const manifest: Manifest = {
      deployment: ofKind('Deployment'),
      scaledObject: ofKind('ScaledObject'),
    };
    edit(manifest);
    writeFileSync(
      file,
      [manifest.deployment, manifest.scaledObject]
        .filter(document => document !== undefined)
        .map(document => document.toString({ directives: false }))
        .join('---\n'),
    );
  }

  /** The broker's port, once the local cluster has written it down. */
  get brokerPort(): number | undefined {
    const file = join(this.folder, '.env');
    const settings = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const port = settings.match(/^REDIS_PORT='(\d+)'$/m)?.[1];
    return port === undefined ? undefined : Number(port);
  }

  /** Runs Python in the repository to its end, which may be a sudden one. */
  runPython(code: string, input = '', env: NodeJS.ProcessEnv = {}): void {
    const { command, args, options } = this.#python(code, env);
    const { status, signal } = spawnSync(command, args, { ...options, input });
    if (status !== 0 && signal !== 'SIGKILL') {
      throw new Error(`Python ended with ${status ?? signal}.`);
    }
  }

  /** Starts Python in the repository; it has a standard input. */
  startPython(code: string): ChildProcess {
    const { command, args, options } = this.#python(code);
    return spawn(command, args, options);
  }

  /** Takes it away, and with it everything that was held. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #python(code: string, env: NodeJS.ProcessEnv = {}) {
    const stdio: ('pipe' | 'ignore' | 'inherit')[] = [
      'pipe',
      'ignore',
      'inherit',
    ];
    return {
      command: join(root, 'local/venv/bin/python'),
      args: ['-c', code.replaceAll('{package}', this.#package)],
      options: {
        cwd: this.folder,
        env: { ...process.env, PYTHONPATH: 'src', ...env },
        stdio,
      },
    };
  }
}
