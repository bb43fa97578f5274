import { UrlReaderService } from '@backstage/backend-plugin-api';
import { parseAllDocuments } from 'yaml';
import { ManifestProblem } from './ManifestProblem';

/** All that is read of one repository; a service of the template has 30 kB. */
const MAX_BYTES = 512 * 1024;
/** Documents of one file. */
const MAX_DOCUMENTS = 100;

/** A file as it was when last read. */
interface KnownFile {
  etag?: string;
  bytes: number;
  documents: unknown[];
}

/**
 * The files of one repository's manifests. What has not changed since it was
 * last read is not sent again.
 *
 * @internal
 */
export class ManifestFiles {
  readonly #reader: UrlReaderService;
  readonly #signal: AbortSignal;
  readonly #before: ReadonlyMap<string, KnownFile>;
  readonly #known = new Map<string, KnownFile>();
  #bytes = 0;

  constructor(options: {
    reader: UrlReaderService;
    /** Ends the reading. */
    signal: AbortSignal;
    /** What was read the last time. */
    before?: ManifestFiles;
  }) {
    this.#reader = options.reader;
    this.#signal = options.signal;
    const { before } = options;
    this.#before = before ? before.#known : new Map();
  }

  /**
   * The YAML documents of a file.
   *
   * @throws ManifestProblem, or what the portal's URL readers throw.
   */
  async read(url: string): Promise<unknown[]> {
    const file = await this.#load(url);
    this.#bytes += file.bytes;
    if (this.#bytes > MAX_BYTES) {
      throw new ManifestProblem('too-large');
    }
    this.#known.set(url, file);
    return file.documents;
  }

  async #load(url: string): Promise<KnownFile> {
    const known = this.#before.get(url);
    try {
      const response = await this.#reader.readUrl(url, {
        etag: known?.etag,
        signal: this.#signal,
      });
      const text = await textOf(response);
      return {
        etag: response.etag,
        bytes: text.length,
        documents: parseYaml(text),
      };
    } catch (error) {
      if (known && (error as Error).name === 'NotModifiedError') {
        return known;
      }
      throw error;
    }
  }
}

type Response = Awaited<ReturnType<UrlReaderService['readUrl']>>;

/** Reads no more of a giant than it takes to see that it is one. */
async function textOf(response: Response): Promise<string> {
  if (!response.stream) {
    return withinLimit(await response.buffer()).toString('utf8');
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response.stream()) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MAX_BYTES) {
      throw new ManifestProblem('too-large');
    }
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function withinLimit(buffer: Buffer): Buffer {
  if (buffer.length > MAX_BYTES) {
    throw new ManifestProblem('too-large');
  }
  return buffer;
}

/**
 * The documents of a YAML text.
 *
 * @throws ManifestProblem when it is none.
 *
 * @internal
 */
export function parseYaml(text: string): unknown[] {
  try {
    const documents = parseAllDocuments(text);
    if (documents.length > MAX_DOCUMENTS) {
      throw new ManifestProblem('too-large');
    }
    return documents.map(document => {
      const [error] = document.errors;
      if (error) {
        throw error;
      }
      return document.toJS();
    });
  } catch (error) {
    throw error instanceof ManifestProblem
      ? error
      : new ManifestProblem('invalid');
  }
}
