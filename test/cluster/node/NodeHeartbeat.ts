import { V1MicroTime, V1Node } from '@kubernetes/client-node';
import { NodeApi } from './apiClient';

const LEASE_NAMESPACE = 'kube-node-lease';
const LEASE_SECONDS = 40;
const RENEW_MS = 10_000;

/** Registers the node and keeps telling that it lives. */
export class NodeHeartbeat {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly api: NodeApi,
    private readonly nodeName: string,
  ) {}

  async start(): Promise<void> {
    const node = await this.api.core.createNode({
      body: nodeOf(this.nodeName),
    });
    await this.api.coordination.createNamespacedLease({
      namespace: LEASE_NAMESPACE,
      body: {
        metadata: {
          name: this.nodeName,
          ownerReferences: [
            {
              apiVersion: 'v1',
              kind: 'Node',
              name: this.nodeName,
              uid: node.metadata!.uid!,
            },
          ],
        },
        spec: this.#leaseSpec(),
      },
    });
    this.#timer = setInterval(() => {
      // A missed renewal is made up for by the next one.
      this.#renew().catch(() => {});
    }, RENEW_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #renew(): Promise<void> {
    const where = { namespace: LEASE_NAMESPACE, name: this.nodeName };
    const lease = await this.api.coordination.readNamespacedLease(where);
    await this.api.coordination.replaceNamespacedLease({
      ...where,
      body: { ...lease, spec: this.#leaseSpec() },
    });
  }

  #leaseSpec() {
    return {
      holderIdentity: this.nodeName,
      leaseDurationSeconds: LEASE_SECONDS,
      renewTime: new V1MicroTime(),
    };
  }
}

function nodeOf(name: string): V1Node {
  const now = new Date();
  const resources = { cpu: '1000', memory: '1000Gi', pods: '1000' };
  return {
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    status: {
      capacity: resources,
      allocatable: resources,
      addresses: [{ type: 'Hostname', address: name }],
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'pods are processes of this machine',
          lastHeartbeatTime: now,
          lastTransitionTime: now,
        },
      ],
    },
  };
}
