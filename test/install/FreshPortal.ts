import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  writeFile,
} from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMap, parse, parseDocument, stringify } from 'yaml';
import { ROOT } from '../docs/documents';
import {
  answersOk,
  freePort,
  GRACE_SECONDS,
  HOST,
  runCommand,
  startCommand,
} from './commands';

const MINUTE = 60_000;
const READY_WITHIN_MS = 5 * MINUTE;

/**
 * What the portal is installed from: releases of that day or before, so that a
 * new release of any of its three thousand packages changes nothing here.
 */
const PACKAGES_UNTIL = Date.parse('2026-10-11T00:00:00Z');

/**
 * `better-sqlite3` 12 is compiled or downloaded at installation, for which a
 * machine may lack the means; 13 brings what it needs. One release of
 * `@yarnpkg/core` cannot be installed at all.
 */
const RESOLUTIONS = { 'better-sqlite3': '13.0.3', '@yarnpkg/core': '4.9.1' };

/** The frontends of a portal, by their packages. */
export type Frontend = 'app' | 'app-legacy';

/** What a new portal is made with. */
export interface FreshPortalOptions {
  /** Where our packages are. */
  registry?: string;
  /** Whether it has the older frontend beside the new one. */
  legacy?: boolean;
  /** Where yarn keeps what it has downloaded. */
  cache?: string;
}

/** The portal while it runs. */
export interface RunningPortal {
  frontendUrl: string;
  backendUrl: string;
  stop(): Promise<void>;
}

/**
 * A portal as Backstage's own `create-app` makes it, outside of this
 * repository. If it has the older frontend beside the new one, both have the
 * same backend: both of create-app's templates have the very same.
 */
export class FreshPortal {
  readonly #env: NodeJS.ProcessEnv;

  private constructor(readonly folder: string, env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /**
   * Makes and installs the portal.
   *
   * @param folder - an empty one
   */
  static async create(
    folder: string,
    options: FreshPortalOptions = {},
  ): Promise<FreshPortal> {
    const {
      registry,
      legacy = false,
      cache = join(ROOT, 'local/yarn'),
    } = options;
    const createApp = dirname(
      require.resolve('@backstage/create-app/package.json'),
    );
    const bin = join(folder, 'bin');
    await writeYarn(bin, join(createApp, 'templates/default-app'));
    const env = {
      ...process.env,
      PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
      YARN_GLOBAL_FOLDER: cache,
      BACKSTAGE_APP_NAME: 'portal',
      NODE_ENV: 'development',
    };
    const portal = new FreshPortal(join(folder, 'portal'), env);
    const command = [
      process.execPath,
      join(createApp, 'bin/backstage-create-app'),
      '--skip-install',
    ];
    await runCommand(folder, [...command, '--path', portal.folder], env);
    if (legacy) {
      const other = join(folder, 'legacy');
      await runCommand(folder, [...command, '--legacy', '--path', other], env);
      await rename(
        join(other, 'packages/app'),
        join(portal.folder, 'packages/app-legacy'),
      );
      await portal.editJson('packages/app-legacy/package.json', manifest => ({
        ...manifest,
        name: 'app-legacy',
      }));
    }
    await portal.editJson('package.json', manifest => ({
      ...manifest,
      resolutions: { ...manifest.resolutions, ...RESOLUTIONS },
    }));
    await portal.#configureYarn(registry);
    await portal.run('yarn install');
    return portal;
  }

  async #configureYarn(registry: string | undefined): Promise<void> {
    const npm = await runCommand(
      ROOT,
      ['npm', 'config', 'get', 'registry'],
      this.#env,
    );
    await this.edit('.yarnrc.yml', text =>
      stringify({
        ...parse(text),
        enableImmutableInstalls: false,
        enableScripts: false,
        enableTelemetry: false,
        npmMinimalAgeGate: Math.ceil((Date.now() - PACKAGES_UNTIL) / MINUTE),
        npmPreapprovedPackages: ['@celery-keda/*'],
        npmRegistryServer: npm.trim().replace(/\/$/, ''),
        ...(registry && {
          npmScopes: { 'celery-keda': { npmRegistryServer: registry } },
        }),
        unsafeHttpWhitelist: ['*'],
      }),
    );
  }

  /** Runs what a document says, in the portal's folder. */
  async run(command: string): Promise<void> {
    await runCommand(this.folder, command.split(/\s+/), this.#env);
  }

  /** Reads one of the portal's files. */
  read(path: string): Promise<string> {
    return readFile(join(this.folder, path), 'utf8');
  }

  /** Changes one of the portal's files, or makes it. */
  async edit(path: string, change: (text: string) => string): Promise<void> {
    const text = await this.read(path).catch(() => '');
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), change(text));
  }

  async editJson(
    path: string,
    change: (content: Record<string, object>) => object,
  ): Promise<void> {
    await this.edit(path, text => JSON.stringify(change(JSON.parse(text))));
  }

  /** Adds to app-config: what is a list there grows, all else is replaced. */
  async configure(yaml: string): Promise<void> {
    await this.edit('app-config.yaml', text => {
      const document = parseDocument(text);
      for (const [section, settings] of Object.entries<object>(parse(yaml))) {
        if (!isMap(document.get(section, true))) {
          document.set(section, document.createNode({}));
        }
        for (const [key, value] of Object.entries(settings)) {
          const present = document.getIn([section, key], true);
          if (Array.isArray(value) && present) {
            value.forEach(item => document.addIn([section, key], item));
          } else {
            document.setIn([section, key], document.createNode(value));
          }
        }
      }
      return String(document);
    });
  }

  /** Starts the backend and one frontend, each on a free port. */
  async start(
    frontend: Frontend,
    env: NodeJS.ProcessEnv,
  ): Promise<RunningPortal> {
    const frontendPort = await freePort();
    const backendPort = await freePort();
    const frontendUrl = `http://localhost:${frontendPort}`;
    const backendUrl = `http://localhost:${backendPort}`;
    await this.edit('app-config.local.yaml', () =>
      stringify({
        app: {
          baseUrl: frontendUrl,
          listen: { host: HOST, port: frontendPort },
        },
        backend: {
          baseUrl: backendUrl,
          listen: { host: HOST, port: backendPort },
          cors: { origin: frontendUrl },
        },
      }),
    );
    const command =
      frontend === 'app'
        ? 'yarn start'
        : `yarn backstage-cli repo start ${frontend} backend`;
    const running = await startCommand(this.folder, command.split(' '), {
      ...this.#env,
      ...env,
    });
    const stop = async () => {
      running.process.stop(GRACE_SECONDS);
      await running.process.ended;
    };
    const deadline = Date.now() + READY_WITHIN_MS;
    const ready = `${backendUrl}/.backstage/health/v1/readiness`;
    while (!((await answersOk(ready)) && (await answersOk(frontendUrl)))) {
      if (running.hasEnded() || Date.now() > deadline) {
        await stop();
        throw new Error(`The portal did not start:\n${running.output()}`);
      }
      await sleep(500);
    }
    return { frontendUrl, backendUrl, stop };
  }
}

/** The yarn that create-app's template brings along, which create-app looks for on the path. */
async function writeYarn(bin: string, template: string): Promise<void> {
  const releases = join(template, '.yarn/releases');
  const [release] = await readdir(releases);
  await mkdir(bin, { recursive: true });
  await writeFile(
    join(bin, 'yarn'),
    `#!/bin/sh\nexec "${process.execPath}" "${join(releases, release)}" "$@"\n`,
  );
  await chmod(join(bin, 'yarn'), 0o755);
}
