export interface Config {
  celery?: {
    /**
     * The brokers that services may name; the first is the wizard's default.
     * Only names and the numbers of databases are read.
     */
    brokers?: Array<{
      /** The broker's name. */
      name: string;
      /** @visibility secret */
      url?: string;
      /** The number of the database, 0 by default. */
      db?: number;
    }>;
    local?: {
      /**
       * The folder in which `publish:local` makes repositories, relative to
       * the backend's working directory. Without it the action fails and says
       * so; nothing else needs it.
       */
      root?: string;
      /**
       * A Python that has what a created service requires, for the command
       * that the wizard shows in the end. `python` by default.
       */
      python?: string;
    };
  };
}
