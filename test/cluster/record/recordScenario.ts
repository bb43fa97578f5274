import { setTimeout as delay } from 'node:timers/promises';
import Redis from 'ioredis';
import { Cluster } from '../cluster';
import { requiredVersion } from '../build/go';
import { asList } from '../deploy';
import { Recorder, Recording } from './Recorder';
import { keysOf, Script, ScriptStep } from './script';

/** A recording with all that `test/vectors` keeps of one. */
export type RecordedScenario = Omit<Script, 'types'> &
  Omit<Recording, 'curve'> & { versions: Record<string, string> };

/**
 * Does on a cluster what a script says, and records what comes of it. No
 * workers are needed: the lengths are the script's.
 */
export async function recordScenario(
  cluster: Pick<Cluster, 'auditLog' | 'kubectl'>,
  broker: { host: string; port: number },
  script: Script,
): Promise<RecordedScenario> {
  const name = script.scenario;
  const spec = at(script.scaledObjectSpec, `${broker.host}:${broker.port}`);
  const keys = keysOf(script);
  const redis = new Redis(broker.port, broker.host);
  const recorder = new Recorder({
    auditLog: cluster.auditLog,
    namespace: name,
    name,
    broker,
    keys,
  });
  try {
    await recorder.start();
    const apply = (...items: object[]) =>
      cluster.kubectl(['apply', '--server-side', '-f', '-'], {
        input: asList(items),
      });
    await apply(namespaceNamed(name), deploymentNamed(name));
    await apply({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name, namespace: name },
      spec,
    });
    const createdAt = Date.now();
    for (const step of script.curve) {
      await delay(createdAt + step.t * 1000 - Date.now());
      await take(cluster, redis, script, step);
      if (step.annotations) {
        recorder.annotated(step.annotations);
      }
    }
    await delay(createdAt + script.duration * 1000 - Date.now());
    const recording = await recorder.stop();
    return {
      scenario: name,
      about: script.about,
      versions: await versions(redis),
      scaledObjectSpec: spec,
      keyPrefix: script.keyPrefix,
      ...recording,
      ...relative(recording, script.keyPrefix),
    };
  } finally {
    redis.disconnect();
  }
}

async function take(
  { kubectl }: Pick<Cluster, 'kubectl'>,
  redis: Redis,
  { keyPrefix, scenario, types }: Script,
  { annotations, key, length = 0 }: ScriptStep,
): Promise<void> {
  if (key !== undefined) {
    const name = `${keyPrefix}${key}`;
    const members = Array.from({ length }, (_, i) => String(i));
    const setting = redis.multi().del(name);
    if (length > 0 && types[key] === 'hash') {
      setting.hset(name, ...members.flatMap(member => [member, '']));
    } else if (length > 0) {
      setting.rpush(name, ...members);
    }
    await setting.exec();
  }
  if (annotations) {
    await kubectl([
      ...['patch', 'scaledobject', scenario, '--namespace', scenario],
      ...['--type', 'merge'],
      ...['--patch', JSON.stringify({ metadata: { annotations } })],
    ]);
  }
}

function at(spec: Script['scaledObjectSpec'], address: string) {
  return {
    ...spec,
    triggers: spec.triggers.map(trigger => ({
      ...trigger,
      metadata: { ...trigger.metadata, address },
    })),
  };
}

/** The recording's keys without their prefix. */
function relative({ curve, types }: Recording, prefix: string) {
  return {
    curve: curve.map(change =>
      'key' in change
        ? { ...change, key: change.key.slice(prefix.length) }
        : change,
    ),
    types: Object.fromEntries(
      Object.entries(types).map(([key, type]) => [
        key.slice(prefix.length),
        type,
      ]),
    ),
  };
}

async function versions(redis: Redis): Promise<Record<string, string>> {
  const info = await redis.info('server');
  const fields = new Map(
    [...info.matchAll(/^(\w+):(\S+)/gm)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  const bare = (version: string) => version.replace('v', '');
  return {
    keda: bare(await requiredVersion('keda', 'github.com/kedacore/keda/v2')),
    kubernetes: bare(await requiredVersion('kubernetes', 'k8s.io/kubernetes')),
    redis: fields.get('valkey_version') ?? fields.get('redis_version') ?? '',
  };
}

function namespaceNamed(name: string) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** Its pods never run: nothing stands in for their image. */
function deploymentNamed(name: string) {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'none', image: 'none' }] },
      },
    },
  };
}
