import { cp, mkdtemp, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Image } from '../../../node/images';
import { Call, Command, dispatch, Program, refuse } from './commandLine';

const text = { type: 'string' } as const;
const PLATFORM = 'linux/amd64';

/** Whom a registry lets push where. */
export interface Registry {
  registryNamespaces: ReadonlySet<string>;
  registryLogins: ReadonlySet<string>;
}

/**
 * A `docker` whose images are folders. What is pushed is what the cluster's
 * node can pull, and nothing else.
 */
export class Docker implements Program {
  readonly #images = new Map<string, Image>();

  constructor(
    private readonly options: {
      registry: Registry;
      /** The images on the internet, by name and tag. */
      internet: ReadonlyMap<string, Image>;
      /** The images that the cluster's node finds. */
      pushed: Map<string, Image>;
      /** Gets what images are built from. */
      folder: string;
      /** Where the programs of a built image are. */
      path: string[];
    },
  ) {}

  run(call: Call): Promise<string> {
    return dispatch(this.#commands, call);
  }

  readonly #commands: Record<string, Command> = {
    pull: {
      names: ['IMAGE'],
      options: { platform: text },
      run: ({ name, option }) => {
        refuse(option('platform') !== PLATFORM, 'the nodes could not run it');
        const image = this.options.internet.get(name.IMAGE);
        if (!image) {
          throw new Error(`${name.IMAGE}: not found`);
        }
        this.#images.set(name.IMAGE, image);
        return `${name.IMAGE}\n`;
      },
    },
    tag: {
      names: ['SOURCE', 'TARGET'],
      run: ({ name }) => {
        this.#images.set(name.TARGET, this.#image(name.SOURCE));
        return '';
      },
    },
    build: {
      names: ['FOLDER'],
      options: { platform: text, 'build-arg': text, tag: text },
      run: async ({ name, option }, { cwd }) => {
        refuse(option('platform') !== PLATFORM, 'the nodes could not run it');
        refuse(
          !/^REVISION=[0-9a-f]{40}$/.test(option('build-arg')),
          'the Dockerfile knows REVISION only, a commit',
        );
        const source = resolve(cwd, name.FOLDER);
        await stat(join(source, 'Dockerfile'));
        const repository = await mkdtemp(join(this.options.folder, 'image-'));
        await cp(source, repository, { recursive: true });
        this.#images.set(option('tag'), {
          repository,
          path: this.options.path,
        });
        return `naming to ${option('tag')}\n`;
      },
    },
    push: {
      names: ['IMAGE'],
      run: ({ name }) => {
        const [host, namespace] = name.IMAGE.split('/');
        const { registryLogins, registryNamespaces } = this.options.registry;
        refuse(
          !registryLogins.has(host),
          'unauthorized: authentication required',
        );
        refuse(
          !registryNamespaces.has(`${host}/${namespace}`),
          `denied: there is no namespace ${namespace}`,
        );
        this.options.pushed.set(name.IMAGE, this.#image(name.IMAGE));
        return `${name.IMAGE}: pushed\n`;
      },
    },
  };

  #image(name: string): Image {
    const image = this.#images.get(name);
    if (!image) {
      throw new Error(`No such image: ${name}`);
    }
    return image;
  }
}
