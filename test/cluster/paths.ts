import { join } from 'node:path';
import { LOCAL } from '../../plugins/celery-backend/dev/paths';

/** What is built and run here: nothing that belongs into git. */
export const CLUSTER = join(LOCAL, 'cluster');

/** The built programs and the manifests that belong to them. */
export const BIN = join(CLUSTER, 'bin');

/** What a running cluster keeps: certificates, kubeconfigs, etcd's data, logs. */
export const CLUSTER_RUN = join(CLUSTER, 'run');

/** Where the one who keeps the cluster listens. */
export const CONTROL_SOCKET = join(CLUSTER, 'control.sock');

/** What `app-config.cluster.yaml` reads of the cluster that is up. */
export const PORTAL_FILE = join(CLUSTER_RUN, 'portal.json');

/** What `npm run cluster:record` writes. */
export const RECORDINGS = join(CLUSTER, 'recordings');
