import catalogPlugin from '@backstage/plugin-catalog-backend';
import { mockServices } from '@backstage/backend-test-utils';
import scaffolderModuleGithub from '@backstage/plugin-scaffolder-backend-module-github';
import catalogModuleCelery from '@celery-keda/backstage-plugin-catalog-backend-module-celery';
import request from 'supertest';
import { parse } from 'yaml';
import { COMBINATIONS } from './matrix/combinations';
import { Repositories } from './matrix/Repositories';
import { prepareTools, Tools } from './matrix/tools';
import { entityOf } from './rendered';
import { DryRun, Scaffolder, startScaffolder } from './scaffolder';

const CASES = COMBINATIONS.map((parameters, index) => ({
  folder: `${String(index).padStart(2, '0')}-${parameters.name}`,
  parameters,
}));
/** One for each way of scaling, for one queue and several, and for each broker. */
const TESTED_WHOLE = [0, 6, 13, 23].map(index => CASES[index]);

const EXAMPLE_SECRET = 'deploy/secret.example.yaml';
/** Files with the description, in which anything may stand. */
const DESCRIBED = ['README.md', 'catalog-info.yaml'];
const LEFT_OF_TEMPLATE =
  /\$\{\{ ?(values|queue|service|trigger)\b|\{% |\bundefined\b/;

const CHECKS = [
  'style',
  'types',
  'quickTests',
  'manifests',
  'otherManifests',
  'workflows',
  'scripts',
  'images',
] as const;

/** A mistake for each check, and what is to be said about it. */
const MISTAKES = {
  style: {
    file: 'src/orders/tasks.py',
    edit: (text: string) => `${text}import os\n`,
    complaint: '`os` imported but unused',
  },
  types: {
    file: 'src/orders/tasks.py',
    edit: (text: string) => `${text}NUMBER: int = "one"\n`,
    complaint: 'expression has type "str"',
  },
  manifests: {
    file: 'deploy/base/workers-orders.yaml',
    edit: (text: string) => text.replace('pollingInterval', 'pollInterval'),
    complaint: '"additionalProperty":"pollInterval"',
  },
  workflows: {
    file: '.github/workflows/ci.yml',
    edit: (text: string) => text.replace('runs-on:', 'runs:'),
    complaint: '"runs-on" section is missing',
  },
  scripts: {
    file: 'scripts/run',
    edit: () => '#!/bin/sh\ncd $1\n',
    complaint: 'SC2086',
  },
  images: {
    file: 'Dockerfile',
    edit: (text: string) => `${text}RUN cd /tmp\n`,
    complaint: 'DL3003',
  },
};

describe('repositories of every kind', () => {
  const rendered = new Map<string, DryRun>();
  let scaffolder: Scaffolder;
  let repositories: Repositories;
  let tools: Tools;

  beforeAll(async () => {
    tools = await prepareTools();
    repositories = await Repositories.create(tools);
    scaffolder = await startScaffolder([
      catalogPlugin,
      catalogModuleCelery,
      scaffolderModuleGithub,
      mockServices.scheduler.factory(),
    ]);
  });

  afterAll(async () => {
    await scaffolder?.stop();
    await repositories?.remove();
  });

  it.each(CASES)(
    'are rendered whole: $folder',
    async ({ folder, parameters }) => {
      const answer = await scaffolder.dryRun({
        owner: 'group:default/platform',
        ...parameters,
      });

      expect(answer.error).toBe('');
      const unfinished = [...answer.files].filter(
        ([path, text]) =>
          !DESCRIBED.includes(path) && LEFT_OF_TEMPLATE.test(text),
      );
      expect(unfinished.map(([path]) => path)).toEqual([]);
      rendered.set(folder, answer);
      await repositories.add(folder, answer);
    },
  );

  it.each(CASES)(
    'are what the catalog accepts: $folder',
    async ({ folder }) => {
      const { status, body } = await request(scaffolder.server)
        .post('/api/catalog/validate-entity')
        .send({
          entity: entityOf(rendered.get(folder)!),
          location: `url:https://github.com/shop/${folder}/catalog-info.yaml`,
        });

      expect(body).toEqual({});
      expect(status).toBe(200);
    },
  );

  it.each(CASES)(
    'say of TLS what the portal knows of the broker: $folder',
    async ({ folder, parameters: { broker = 'local-broker' } }) => {
      const secret = rendered.get(folder)!.files.get(EXAMPLE_SECRET)!;

      const encrypted = broker === 'tls-broker';
      const { tls, ca } = parse(secret).stringData;
      expect({ tls, hasCa: ca !== undefined }).toEqual({
        tls: encrypted ? 'enable' : 'disable',
        hasCa: encrypted,
      });
      expect(secret.includes('--from-file=ca=')).toBe(encrypted);
    },
  );

  it.each(CHECKS)('have nothing to complain about: %s', async check => {
    expect(await repositories[check]()).toBe('');
  });

  // A check that finds nothing anywhere proves nothing.
  it.each(Object.entries(MISTAKES))(
    'are complained about when they are wrong: %s',
    async (check, { file, edit, complaint }) => {
      const right = rendered.get(CASES[0].folder)!;
      const text = edit(right.files.get(file) ?? '');
      const broken = await Repositories.create(tools);
      await broken.add('broken', {
        ...right,
        files: new Map([...right.files, [file, text]]),
      });

      const complaints = await broken[check as keyof typeof MISTAKES]();

      await broken.remove();
      expect(complaints).toContain(complaint);
    },
  );

  describe('with all of their tests', () => {
    let failures: Map<string, string>;

    // They wait most of the time, so they do it together.
    beforeAll(async () => {
      failures = await repositories.testFailures(
        TESTED_WHOLE.map(({ folder }) => folder),
      );
    });

    it.each(TESTED_WHOLE)('pass: $folder', ({ folder }) => {
      expect(failures.get(folder)).toBe('');
    });
  });
});
