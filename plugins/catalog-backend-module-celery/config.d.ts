export interface Config {
  celery?: {
    /** The brokers that services may name. The catalog reads no address. */
    brokers?: Array<{
      /** The broker's name, which is also its Resource's. */
      name: string;
      /** What pages call the broker. */
      title?: string;
      /** One sentence on what the broker is for. */
      description?: string;
      /** Entity ref of the broker's owner. Default: `unknown`. */
      owner?: string;
    }>;
    /** For a portal on a laptop, which has no other place for repositories. */
    local?: {
      /**
       * The only folder below which `file` locations may be registered,
       * relative to the backend's working directory. Without it, `file`
       * locations cannot be registered.
       */
      root?: string;
    };
  };
}
