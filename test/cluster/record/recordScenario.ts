import { setTimeout as delay } from 'node:timers/promises';
import Redis from 'ioredis';
import { Cluster } from '../cluster';
import { requiredVersion } from '../build/go';
import { HOST } from '../control-plane/ports';
import { asList } from '../deploy';
import { MortalBroker } from './MortalBroker';
import { Recorder, Recording, Subject } from './Recorder';
import { keysOf, KeyType, Script, ScriptStep, Trigger } from './script';

/** A recording with all that `test/vectors` keeps of one. */
export type RecordedScenario = Omit<Script, 'types' | 'curve'> &
  Recording & { versions: Record<string, string> };

type Address = { host: string; port: number };

/** One scenario's brokers, objects and clock. */
class Stage {
  readonly #keys: Record<string, KeyType>;
  readonly #clients = new Map<number, Redis>();

  constructor(
    private readonly cluster: Pick<Cluster, 'auditLog' | 'kubectl'>,
    private readonly broker: Address,
    private readonly mortal: MortalBroker | undefined,
    private readonly script: Script,
  ) {
    this.#keys = keysOf(script);
  }

  async record(): Promise<RecordedScenario> {
    const { about, curve, duration, keyPrefix, scenario } = this.script;
    const { scaledObjectSpec, keysOnStoppedRedis } = this.script;
    const spec = this.#addressed(scaledObjectSpec);
    const recorder = new Recorder({
      auditLog: this.cluster.auditLog,
      namespace: scenario,
      name: scenario,
      firstKey: Object.keys(this.#keys)[0],
      brokers: this.#brokers(),
    });
    try {
      await recorder.start();
      await this.#apply(namespaceNamed(scenario), deploymentNamed(scenario));
      await this.#settled();
      await this.#apply({
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: scenario, namespace: scenario },
        spec,
      });
      const createdAt = Date.now();
      for (const step of curve) {
        await delay(createdAt + step.t * 1000 - Date.now());
        await this.#take(step, recorder);
      }
      await delay(createdAt + duration * 1000 - Date.now());
      const recording = await recorder.stop();
      return {
        scenario,
        about,
        versions: await versions(this.#client(this.broker)),
        scaledObjectSpec: spec,
        keyPrefix,
        ...(keysOnStoppedRedis ? { keysOnStoppedRedis } : {}),
        ...recording,
        ...relative(recording, keyPrefix),
      };
    } finally {
      this.#clients.forEach(client => client.disconnect());
    }
  }

  async #take(
    { annotations, key, length = 0, redis, spec }: ScriptStep,
    recorder: Recorder,
  ): Promise<void> {
    if (key !== undefined) {
      await this.#setLength(key, length);
    }
    if (annotations) {
      await this.#patch({ metadata: { annotations } });
      recorder.changed({ annotations });
    }
    if (spec) {
      const addressed = this.#addressed(spec);
      await this.#patch({ spec: addressed });
      recorder.changed({ spec: addressed });
    }
    if (redis !== undefined) {
      await this.mortal?.happen(redis);
      recorder.happened(redis);
    }
  }

  async #setLength(key: string, length: number): Promise<void> {
    const name = `${this.script.keyPrefix}${key}`;
    const members = Array.from({ length }, (_, i) => String(i));
    const setting = this.#client(this.#brokerOf(name)).multi().del(name);
    if (length > 0 && this.#keys[name] === 'hash') {
      setting.hset(name, ...members.flatMap(member => [member, '']));
    } else if (length > 0) {
      setting.rpush(name, ...members);
    }
    await setting.exec();
  }

  async #apply(...items: object[]): Promise<void> {
    await this.cluster.kubectl(['apply', '--server-side', '-f', '-'], {
      input: asList(items),
    });
  }

  /**
   * A young Deployment changes by itself: what KEDA writes at its first poll
   * would then be refused as a conflict, and come a poll later.
   */
  async #settled(): Promise<void> {
    const { scenario } = this.script;
    await this.cluster.kubectl([
      ...['wait', 'deployment', scenario, '--namespace', scenario],
      '--for=jsonpath={.status.unavailableReplicas}=1',
    ]);
  }

  async #patch(patch: object): Promise<void> {
    const { scenario } = this.script;
    await this.cluster.kubectl([
      ...['patch', 'scaledobject', scenario, '--namespace', scenario],
      ...['--type', 'merge', '--patch', JSON.stringify(patch)],
    ]);
  }

  /** The triggers of a spec with the addresses of their brokers. */
  #addressed<Spec extends { triggers?: Trigger[] }>(spec: Spec): Spec {
    return spec.triggers === undefined
      ? spec
      : {
          ...spec,
          triggers: spec.triggers.map(trigger => {
            const { host, port } = this.#brokerOf(trigger.metadata.listName);
            const address = `${host}:${port}`;
            return { ...trigger, metadata: { ...trigger.metadata, address } };
          }),
        };
  }

  #brokers(): Subject['brokers'] {
    const brokers = [
      { ...this.broker },
      ...(this.mortal ? [{ host: HOST, port: this.mortal.port }] : []),
    ];
    return brokers.map(broker => ({
      ...broker,
      keys: Object.fromEntries(
        Object.entries(this.#keys).filter(
          ([key]) => this.#brokerOf(key).port === broker.port,
        ),
      ),
    }));
  }

  #brokerOf(key: string): Address {
    const { keyPrefix, keysOnStoppedRedis } = this.script;
    const isMortal = keysOnStoppedRedis?.includes(key.slice(keyPrefix.length));
    return this.mortal && isMortal
      ? { host: HOST, port: this.mortal.port }
      : this.broker;
  }

  #client({ host, port }: Address): Redis {
    let client = this.#clients.get(port);
    if (!client) {
      client = new Redis(port, host, { retryStrategy: () => 25 });
      // A broker that is away answers later.
      client.on('error', () => {});
      this.#clients.set(port, client);
    }
    return client;
  }
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
  const valkey = fields.get('valkey_version');
  const bare = (version: string) => version.replace('v', '');
  return {
    keda: bare(await requiredVersion('keda', 'github.com/kedacore/keda/v2')),
    kubernetes: bare(await requiredVersion('kubernetes', 'k8s.io/kubernetes')),
    ...(valkey ? { valkey } : { redis: fields.get('redis_version') ?? '' }),
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

/**
 * Does on a cluster what a script says, and records what comes of it. No
 * workers are needed: the lengths are the script's.
 */
export async function recordScenario(
  cluster: Pick<Cluster, 'auditLog' | 'kubectl'>,
  broker: Address,
  script: Script,
): Promise<RecordedScenario> {
  const mortal = script.keysOnStoppedRedis && (await MortalBroker.start());
  try {
    const stage = new Stage(cluster, broker, mortal, script);
    return await stage.record();
  } finally {
    await mortal?.stop();
  }
}
