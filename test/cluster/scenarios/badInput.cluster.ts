import { execFile } from 'node:child_process';
import { join } from 'node:path';
import {
  CeleryService,
  checkServiceName,
  Diagnosis,
} from '@celery-keda/backstage-plugin-celery-common';
import Redis from 'ioredis';
import {
  startValkey,
  Valkey,
} from '../../../plugins/celery-backend/dev/broker/valkey';
import { createAuthority } from '../control-plane/certificates';
import { HOST } from '../control-plane/ports';
import { asList, brokerSecret, Manifest } from '../deploy';
import { BIN } from '../paths';
import { grantPortalAccess } from '../portalAccess';
import { useCluster } from './support/clusterUnderTest';
import { celeryServiceOf, diagnosisOf } from './support/portalView';
import { ServiceUnderTest } from './support/ServiceUnderTest';
import { until } from './support/wait';

const NAME = 'trial';

describe('what goes wrong, and what is said about it', () => {
  const cluster = useCluster();
  let valkey: Valkey;
  let redis: Redis;
  let service: ServiceUnderTest;
  let celery: CeleryService;

  beforeAll(async () => {
    valkey = await startValkey();
    redis = new Redis(valkey.url);
    await grantPortalAccess(cluster());
    service = await ServiceUnderTest.deploy(cluster(), {
      name: NAME,
      broker: { host: HOST, port: valkey.port },
    });
    celery = await celeryServiceOf(service.repository);
    await service.condition('Ready', 'True');
  });

  afterAll(async () => {
    await service?.stop();
    redis?.disconnect();
    await valkey?.stop();
  });

  const scaledObject = () =>
    service.manifests.find(({ kind }) => kind === 'ScaledObject')!;

  async function apply(...manifests: object[]) {
    return cluster().kubectl(['apply', '--server-side', '-f', '-'], {
      input: asList(manifests),
    });
  }

  /** Waits until the card says so. */
  async function diagnosed(
    state: Diagnosis['state'],
    seconds: number,
  ): Promise<Diagnosis> {
    let diagnosis: Diagnosis | undefined;
    await until(`the card says ${state}`, seconds, async () => {
      diagnosis = await diagnosisOf(cluster(), celery, NAME, redis);
      return diagnosis.state === state;
    }).catch(error => {
      throw new Error(`${error.message}; it says ${diagnosis?.state}`);
    });
    return diagnosis!;
  }

  /** Takes the service away and deploys it anew, with other manifests. */
  async function redeploy(
    secret: object | undefined,
    change: (manifest: Manifest) => Manifest = manifest => manifest,
  ) {
    await service.kubectl(
      ...['delete', 'scaledobject,deployment', NAME],
      '--ignore-not-found',
    );
    await service.kubectl(
      ...['delete', 'secret', `${NAME}-broker`],
      '--ignore-not-found',
    );
    await apply(...(secret ? [secret] : []), ...service.manifests.map(change));
  }

  it('a name of 55 characters: KEDA refuses it, the wizard before it', async () => {
    const name = 'x'.repeat(55);

    await expect(
      apply({
        ...scaledObject(),
        metadata: { ...scaledObject().metadata, name },
        // Of its own, or KEDA may complain of the other ScaledObject first.
        spec: { ...scaledObject().spec, scaleTargetRef: { name } },
      }),
    ).rejects.toThrow(/no more than 63/);

    const [problem] = checkServiceName(name);
    expect(problem.message).toContain('54');
  });

  it('a second ScaledObject on one Deployment: KEDA refuses it', async () => {
    const second = {
      ...scaledObject(),
      metadata: { ...scaledObject().metadata, name: 'second' },
    };

    await expect(apply(second)).rejects.toThrow(
      /already managed by the (ScaledObject|hpa)/,
    );
  });

  it('no Secret: preflight says so, and the card of the workers', async () => {
    await redeploy(undefined);

    const { code, output } = await preflight();
    expect(code).toBe(1);
    expect(output).toContain(`MISSING    Secret ${NAME}-broker`);
    const diagnosis = await diagnosed('container-config', 120);
    expect(diagnosis.severity).toBe('trouble');
  });

  it('an unknown authority of the broker: the card says that KEDA cannot read', async () => {
    const authority = await createAuthority('somebody-else');
    await redeploy(
      brokerSecret(
        { name: NAME, namespace: NAME },
        { host: HOST, port: valkey.port, ca: authority.certificate },
      ),
    );

    const diagnosis = await diagnosed('scaled-object-invalid', 180);
    expect(diagnosis.severity).toBe('trouble');
  });

  it('another list than the queue: the card says which', async () => {
    await redeploy(
      brokerSecret(
        { name: NAME, namespace: NAME },
        { host: HOST, port: valkey.port },
      ),
      manifest =>
        manifest.kind === 'ScaledObject'
          ? JSON.parse(
              JSON.stringify(manifest).replace(`${NAME}:${NAME}`, NAME),
            )
          : manifest,
    );
    await redis.lpush(`${NAME}:${NAME}`, '{}');

    const diagnosis = await diagnosed('wrong-list', 120);
    expect(diagnosis.severity).toBe('trouble');
  });

  async function preflight() {
    return new Promise<{ code: number; output: string }>(resolve => {
      execFile(
        'bash',
        [join(service.repository, 'scripts/preflight')],
        {
          env: {
            ...process.env,
            PATH: `${BIN}:${process.env.PATH}`,
            KUBECONFIG: cluster().kubeconfig,
          },
        },
        (error, output) => resolve({ code: Number(error?.code ?? 0), output }),
      );
    });
  }
});
