/**
 * What a message is made of, as far as the tests care.
 */
export interface MessageOptions {
  /** Seconds since 1970. */
  sentAt?: unknown;
  /** ISO 8601. */
  eta?: string | null;
  /** Characters of body. */
  size?: number;
  /** More headers, in front of `sent_at`. */
  headers?: Record<string, unknown>;
}

/**
 * A task message as kombu writes it into a queue's list.
 */
export function message(options: MessageOptions = {}): string {
  return pythonJson(messageBody(options));
}

/**
 * A task message as kombu writes it into the hash of unacknowledged ones.
 */
export function unackedEntry(
  routingKey: string,
  options: MessageOptions = {},
): string {
  return pythonJson([messageBody(options), routingKey, routingKey]);
}

function messageBody({ sentAt, eta, size = 100, headers }: MessageOptions) {
  return {
    body: 'W1tdLCB7fV0='.padEnd(size, 'A'),
    'content-encoding': 'utf-8',
    'content-type': 'application/json',
    headers: {
      lang: 'py',
      task: 'orders.tasks.work',
      id: '0b9d2c2e-8f0b-4b1c-9f4e-0d7f4a1f3c55',
      eta: eta ?? null,
      retries: 0,
      timelimit: [null, null],
      argsrepr: '("sent_at\\": 1, }{", \'"eta": "x"\')',
      kwargsrepr: '{}',
      stamps: {},
      ...headers,
      ...(sentAt !== undefined && { sent_at: sentAt }),
    },
    properties: {
      correlation_id: '0b9d2c2e-8f0b-4b1c-9f4e-0d7f4a1f3c55',
      delivery_info: { exchange: '', routing_key: 'orders' },
      priority: 0,
      body_encoding: 'base64',
      delivery_tag: '6f0ce0f7-0b3b-4d9a-9d3b-0a4f3d3f6a11',
    },
  };
}

/** Written as Python's `json.dumps` does it: spaced, and in ASCII. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(pythonJson).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, each]) => `${pythonJson(key)}: ${pythonJson(each)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    each => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
