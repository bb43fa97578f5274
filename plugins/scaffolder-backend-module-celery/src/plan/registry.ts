/**
 * The host of IBM Cloud Container Registry in each region.
 *
 * @see https://cloud.ibm.com/docs/Registry?topic=Registry-registry_overview
 */
export const REGISTRY_HOSTS: Readonly<Record<string, string>> = {
  'au-syd': 'au.icr.io',
  'br-sao': 'br.icr.io',
  'ca-mon': 'ca2.icr.io',
  'ca-tor': 'ca.icr.io',
  'eu-de': 'de.icr.io',
  'eu-es': 'es.icr.io',
  'eu-gb': 'uk.icr.io',
  'in-che': 'in.icr.io',
  'in-mum': 'in2.icr.io',
  'jp-osa': 'jp2.icr.io',
  'jp-tok': 'jp.icr.io',
  'us-south': 'us.icr.io',
};

export const DEFAULT_REGION = 'us-south';

/** A registry namespace for a service: its name, made as long as allowed. */
export function defaultRegistryNamespace(serviceName: string): string {
  const cut = serviceName.slice(0, 30).replace(/-+$/, '');
  return cut.length < 4 ? `${cut}-images` : cut;
}
