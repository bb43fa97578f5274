/**
 * What the wizard or a caller of the API gives. All but the name and the
 * owner may be left out, or be empty as an untouched field of a form is.
 */
export interface ServiceParameters {
  name: string;
  owner: string;
  description?: string;
  system?: string;
  broker?: string;
  namespace?: string;
  queues?: QueueParameters[];
  /** For each queue that has none of its own. */
  workload?: object;
  /** Whether tasks have priorities; not, unless it is said. */
  priorities?: boolean;
  region?: string;
  cluster?: string;
  registryNamespace?: string;
  publish?: string;
  repoUrl?: string;
}

/** One queue, and what is known about its work. */
export interface QueueParameters {
  name: string;
  workload?: object;
}
