import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrokerConnection } from '../../../plugins/celery-backend/src/broker/BrokerConnection';
import { KOMBU_PRIORITY_STEPS } from '@celery-keda/backstage-plugin-celery-common';
import { asList, BrokerAccess, brokerSecret, Manifest } from '../deploy';
import { useCluster } from './support/clusterUnderTest';
import { GuardedBroker, startGuardedBroker } from './support/guardedBroker';
import { ServiceUnderTest } from './support/ServiceUnderTest';
import { until } from './support/wait';

const NAME = 'vault';
const PREFIX = `${NAME}:`;

// Every command that it needs, and no other.
const KEDA = ['ping', 'eval', 'type', 'llen', 'hlen', 'zcard', 'scard'];
// As the README of the backend plugin says.
const PORTAL = [
  ...['evalsha', 'eval', 'time', 'llen', 'lindex', 'hlen', 'hkeys'],
  ...['hrandfield', 'hstrlen', 'hget', 'client|setname'],
];

/** The Secret that KEDA has of its own, instead of the workers'. */
const kedaSecret = (access: BrokerAccess) => {
  const secret = brokerSecret({ name: NAME, namespace: NAME }, access);
  return { ...secret, metadata: { ...secret.metadata, name: `${NAME}-keda` } };
};

describe('a broker with TLS, an authority of its own and a user for each', () => {
  const cluster = useCluster();
  let broker: GuardedBroker;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    broker = await startGuardedBroker();
    await broker.setUser('keda', ...confined('~', KEDA), '>first');
    await broker.setUser('portal', ...confined('%R~', PORTAL), '>first');
    service = await ServiceUnderTest.deploy(cluster(), {
      name: NAME,
      broker: broker.access(NAME, 'first'),
      beforeDeployment: useAclFile,
      change: manifests => [
        kedaSecret(broker.access('keda', 'first')) as Manifest,
        ...manifests.map(useKedaSecret),
      ],
    });
  });

  afterAll(async () => {
    await service?.stop();
    await broker?.stop();
  });

  it('lets KEDA count with seven commands', async () => {
    expect(service.applied.warnings).toEqual([]);
    const ready = await service.condition('Ready', 'True');

    expect(ready.reason).toBe('ScaledObjectReady');
  });

  it('lets workers work', async () => {
    await service.enqueue(20, '--seconds', '2');

    await service.someWorkers(60);
    await service.done(20, 120);
    expect(await service.tasks()).toMatchObject({
      tasks: 20,
      doneTwice: 0,
      startedAgain: 0,
    });
  });

  it('lets the portal read', async () => {
    await broker.admin.lpush(`${PREFIX}parked`, '{}');
    const { host, port, username, password, ca } = broker.access(
      'portal',
      'first',
    );
    const connection = new BrokerConnection({
      name: 'vault-broker',
      server: { host, port },
      username,
      password,
      tls: { ca },
      db: 0,
      timeoutSeconds: 5,
    });
    try {
      const reading = await connection.read([
        {
          queue: 'parked',
          keyPrefix: PREFIX,
          prioritySteps: KOMBU_PRIORITY_STEPS,
        },
      ]);
      expect(reading.queues).toEqual([expect.objectContaining({ length: 1 })]);
    } finally {
      connection.close();
    }
  });

  it('rotates the passwords while tasks run, and loses none', async () => {
    await service.enqueue(60, '--seconds', '4');
    await service.someWorkers(60);

    for (const user of [NAME, 'keda']) {
      await broker.setUser(user, '>second');
    }
    await cluster().kubectl(['apply', '--server-side', '-f', '-'], {
      input: asList([
        brokerSecret(
          { name: NAME, namespace: NAME },
          broker.access(NAME, 'second'),
        ),
        kedaSecret(broker.access('keda', 'second')),
      ]),
    });
    const old = service.pods.alive;
    await service.kubectl('rollout', 'restart', 'deployment', NAME);
    // Those that still finish their tasks know the first password only.
    await until('the old workers are gone', 120, () =>
      service.pods.alive.every(pod => !old.includes(pod)),
    );
    for (const user of [NAME, 'keda']) {
      await broker.setUser(user, '<first');
    }
    await broker.admin.call('CLIENT', 'KILL', 'USER', 'keda');

    await service.done(80, 240);
    expect(await service.tasks()).toMatchObject({ tasks: 80, doneTwice: 0 });
    await service.noWorkers(180);
    const ready = await service.condition('Ready', 'True');
    expect(ready.reason).toBe('ScaledObjectReady');
  });

  it('refused no worker and no portal anything', async () => {
    // KEDA's client introduces itself, and learns by a refusal that its password
    // has changed; it does without an answer to either.
    expect(
      (await broker.refusals()).filter(line => !line.startsWith('keda: ')),
    ).toEqual([]);
  });

  /** Makes the user that the generated repository asks for. */
  async function useAclFile(repository: string) {
    const file = await readFile(join(repository, 'deploy/users.acl'), 'utf8');
    const [, name, ...rules] = file.trim().split(' ');
    expect(name).toBe(NAME);
    await broker.setUser(
      name,
      ...rules.map(rule => rule.replace('>PASSWORD', '>first')),
    );
  }
});

function confined(access: '~' | '%R~', commands: string[]): string[] {
  return [
    ...['on', `${access}${PREFIX}*`, 'resetchannels', '-@all'],
    ...commands.map(command => `+${command}`),
  ];
}

function useKedaSecret(manifest: Manifest): Manifest {
  if (manifest.kind !== 'TriggerAuthentication') {
    return manifest;
  }
  const references = manifest.spec!.secretTargetRef as object[];
  return {
    ...manifest,
    spec: {
      secretTargetRef: references.map(reference => ({
        ...reference,
        name: `${NAME}-keda`,
      })),
    },
  };
}
