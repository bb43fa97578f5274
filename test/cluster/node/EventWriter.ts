import { V1Pod } from '@kubernetes/client-node';
import { NodeApi } from './apiClient';

/** Writes events about pods, as a kubelet does. */
export class EventWriter {
  constructor(
    private readonly api: NodeApi,
    private readonly nodeName: string,
    private readonly onError: (error: Error) => void,
  ) {}

  write(
    { metadata }: V1Pod,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    const { name, namespace, uid } = metadata!;
    const now = new Date();
    this.api.core
      .createNamespacedEvent({
        namespace: namespace!,
        body: {
          metadata: { generateName: `${name}.`, namespace },
          involvedObject: {
            apiVersion: 'v1',
            kind: 'Pod',
            name,
            namespace,
            uid,
          },
          type,
          reason,
          message,
          count: 1,
          firstTimestamp: now,
          lastTimestamp: now,
          source: { component: 'kubelet', host: this.nodeName },
        },
      })
      .catch(error => {
        // A namespace that is being deleted takes no events: they are dropped.
        if (!/because it is being terminated/.test(String(error.message))) {
          this.onError(error);
        }
      });
  }
}
