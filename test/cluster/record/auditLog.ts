import { readFile } from 'node:fs/promises';

/** Who writes to a Deployment's replicas, by the name the API server knows. */
const WRITERS: Record<string, 'keda' | 'hpa'> = {
  'system:serviceaccount:keda:keda-operator': 'keda',
  'system:serviceaccount:kube-system:horizontal-pod-autoscaler': 'hpa',
};

interface AuditEvent {
  verb: string;
  user: { username: string };
  objectRef?: {
    resource: string;
    subresource?: string;
    namespace?: string;
    name?: string;
    apiGroup?: string;
  };
  requestObject?: { spec?: { replicas?: number } };
  responseStatus?: { code: number };
  responseObject?: { metadata?: { creationTimestamp?: string } };
  requestURI: string;
  requestReceivedTimestamp: string;
  stageTimestamp: string;
}

/** A write of a Deployment's number of replicas. */
export interface ScaleWrite {
  /** Milliseconds since 1970. */
  at: number;
  by: 'keda' | 'hpa' | 'other';
  /** 0 also stands for a request that leaves the number out. */
  replicas: number;
}

/** A read of one external metric by the HPA. */
export interface MetricRead {
  metric: string;
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  succeeded: boolean;
}

/** What the API server wrote down about one ScaledObject and its Deployment. */
export interface AuditTrail {
  /**
   * When the ScaledObject was created, as it says itself and KEDA goes by: the
   * beginning of that second; milliseconds since 1970.
   */
  createdAt: number;
  /** When somebody else than KEDA changed it; milliseconds since 1970. */
  changes: number[];
  writes: ScaleWrite[];
  reads: MetricRead[];
}

/**
 * Reads the audit log for what happened to a ScaledObject and to the
 * Deployment of the same name.
 *
 * @throws when the ScaledObject was never created
 */
export async function readAuditTrail(
  file: string,
  namespace: string,
  name: string,
): Promise<AuditTrail> {
  const events = (await readFile(file, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as AuditEvent)
    .filter(({ objectRef }) => objectRef?.namespace === namespace);
  const created = events.find(
    ({ objectRef, responseStatus }) =>
      objectRef?.resource === 'scaledobjects' &&
      objectRef.name === name &&
      (responseStatus?.code ?? 0) < 300,
  )?.responseObject?.metadata?.creationTimestamp;
  if (!created) {
    throw new Error(`nobody created the ScaledObject ${namespace}/${name}`);
  }
  return {
    createdAt: Date.parse(created),
    changes: events
      .filter(
        ({ objectRef, responseStatus, user, verb }) =>
          verb === 'patch' &&
          objectRef?.resource === 'scaledobjects' &&
          objectRef.subresource === undefined &&
          objectRef.name === name &&
          responseStatus?.code === 200 &&
          !(user.username in WRITERS),
      )
      .map(event => Date.parse(event.requestReceivedTimestamp)),
    writes: events
      .filter(
        ({ objectRef, responseStatus }) =>
          objectRef?.resource === 'deployments' &&
          objectRef.subresource === 'scale' &&
          objectRef.name === name &&
          responseStatus?.code === 200,
      )
      .map(event => ({
        at: Date.parse(event.requestReceivedTimestamp),
        by: WRITERS[event.user.username] ?? 'other',
        replicas: event.requestObject?.spec?.replicas ?? 0,
      })),
    reads: events
      .filter(
        ({ objectRef, requestURI, user }) =>
          objectRef?.apiGroup === 'external.metrics.k8s.io' &&
          WRITERS[user.username] === 'hpa' &&
          selects(requestURI, name),
      )
      .map(event => ({
        metric: event.objectRef!.resource,
        from: Date.parse(event.requestReceivedTimestamp),
        to: Date.parse(event.stageTimestamp),
        succeeded: event.responseStatus?.code === 200,
      })),
  };
}

function selects(uri: string, scaledObject: string): boolean {
  const selector = new URL(uri, 'https://api').searchParams.get(
    'labelSelector',
  );
  return selector === `scaledobject.keda.sh/name=${scaledObject}`;
}
