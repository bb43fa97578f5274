export interface Config {
  /** What the Celery plugin reads, and how often. */
  celery?: {
    /**
     * How often queue numbers are read from a broker while somebody looks, in
     * seconds; also how often pages ask for them. 5 by default.
     */
    refreshSeconds?: number;
    /**
     * The Redis or Valkey servers that Celery services use. The catalog names
     * them by the annotation `celeryq.dev/broker`.
     */
    brokers?: Array<{
      /** The name that catalog entities use: letters, digits, `-`, `_` and `.`. */
      name: string;
      /**
       * `redis://` or, with TLS, `rediss://`, then
       * `username:password@host:port/db`. Use either this, or the parts below.
       *
       * @visibility secret
       */
      url?: string;
      /** The server's host name or address. */
      host?: string;
      /** The server's port, 6379 by default. */
      port?: number;
      /** The ACL user; Redis's `default` user when left out. */
      username?: string;
      /**
       * The user's password.
       *
       * @visibility secret
       */
      password?: string;
      /** The number of the database, 0 by default. */
      db?: number;
      /**
       * `true` for TLS with the system's certificate authorities, or the
       * details. `rediss://` in `url` switches TLS on as well.
       */
      tls?:
        | boolean
        | {
            /** The certificate authority in PEM, usually `{ $file: ./ca.pem }`. */
            ca?: string;
            /** The client's certificate in PEM, for mutual TLS. */
            cert?: string;
            /**
             * The client certificate's key in PEM.
             *
             * @visibility secret
             */
            key?: string;
            /** The name that the server's certificate must carry, when it is not the host's. */
            servername?: string;
            /** `false` accepts any certificate: for trials only. */
            rejectUnauthorized?: boolean;
          };
      /** Redis Sentinels to ask for the server, in place of `url` and `host`. */
      sentinels?: Array<{
        /** A Sentinel's host name or address. */
        host: string;
        /** 26379 by default. */
        port?: number;
      }>;
      /** The master group's name at the Sentinels. */
      sentinelMaster?: string;
      /** The Sentinels' own ACL user. */
      sentinelUsername?: string;
      /**
       * The Sentinels' own password.
       *
       * @visibility secret
       */
      sentinelPassword?: string;
      /** How long a reading may take, connecting included, in seconds; 3 by default. */
      timeoutSeconds?: number;
    }>;
    /** What is recorded of all queues, in the portal's database. */
    history?: {
      /**
       * How many days of history are kept, 7 by default; 0 records none.
       */
      retentionDays?: number;
    };
  };
}
