import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';

/** A manifest of KEDA's, as far as it is looked at. */
export interface KedaManifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
  };
  spec?: Record<string, unknown>;
  webhooks?: Array<{
    clientConfig: { service?: { path: string }; url?: string };
  }>;
}

/** What `kubectl apply` takes at once. */
export interface KubernetesList {
  apiVersion: 'v1';
  kind: 'List';
  items: KedaManifest[];
}

export interface KedaLocation {
  /** The certificate of the authority that vouches for KEDA's programs. */
  caCertificate: string;
  adapterPort: number;
  webhooksPort: number;
}

/** The Service that stands before the adapter, in KEDA's own manifests. */
const ADAPTER_SERVICE = 'keda-metrics-apiserver';

/** The names that the API server expects in the adapter's certificate. */
export const ADAPTER_HOSTS = [`${ADAPTER_SERVICE}.keda.svc`];

/**
 * KEDA's own manifests (CRDs, rights, webhooks, the metrics API) with its
 * programs where they run here: beside the API server instead of in pods.
 *
 * @returns a Kubernetes List
 */
export async function readKedaManifests(
  file: string,
  location: KedaLocation,
): Promise<KubernetesList> {
  const items = parseAllDocuments(await readFile(file, 'utf8'))
    .map(document => document.toJS() as KedaManifest)
    .filter(manifest => manifest.kind !== 'Deployment')
    .filter(isNeeded)
    .map(manifest => relocate(manifest, location));
  return { apiVersion: 'v1', kind: 'List', items };
}

function isNeeded({ kind, metadata }: KedaManifest): boolean {
  return kind !== 'Service' || metadata.name === ADAPTER_SERVICE;
}

function relocate(
  manifest: KedaManifest,
  location: KedaLocation,
): KedaManifest {
  const caBundle = Buffer.from(location.caCertificate).toString('base64');
  switch (manifest.kind) {
    case 'Service':
      return {
        ...manifest,
        spec: { type: 'ExternalName', externalName: 'localhost' },
      };
    case 'APIService': {
      const service = { ...Object(manifest.spec?.service) };
      return {
        ...manifest,
        spec: {
          ...manifest.spec,
          caBundle,
          service: { ...service, port: location.adapterPort },
        },
      };
    }
    case 'ValidatingWebhookConfiguration':
      return {
        ...manifest,
        webhooks: manifest.webhooks?.map(webhook => ({
          ...webhook,
          clientConfig: {
            url: `https://localhost:${location.webhooksPort}${webhook.clientConfig.service?.path}`,
            caBundle,
          },
          // What is accepted here has been looked at.
          failurePolicy: 'Fail',
        })),
      };
    default:
      return manifest;
  }
}
