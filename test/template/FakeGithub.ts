import { execFileSync, spawn } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';

const MAIN = 'refs/heads/main';

/**
 * GitHub as far as the template's steps see it: the API's few routes, and
 * git's own server behind the address of each repository.
 */
export class FakeGithub {
  /** Every change that was asked for, such as `POST /orgs/shop/repos`. */
  readonly changes: string[] = [];
  /** While set, no file is handed out. */
  isDown = false;

  private readonly folder = mkdtempSync(join(tmpdir(), 'celery-keda-github-'));
  private readonly server: Server = createServer((request, response) => {
    this.answer(request, response).catch(error => {
      response.writeHead(500).end(JSON.stringify({ message: String(error) }));
    });
  });

  static async start(): Promise<FakeGithub> {
    const github = new FakeGithub();
    await new Promise<void>(done =>
      github.server.listen(0, '127.0.0.1', () => done()),
    );
    return github;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** The commit of a repository's main branch. */
  commitOf(repository: string): string {
    return this.git(repository, 'rev-parse', MAIN).trim();
  }

  fileOf(repository: string, path: string): string {
    return this.git(repository, 'show', `${MAIN}:${path}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(done => this.server.close(done));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private git(repository: string, ...args: string[]): string {
    return execFileSync('git', args, {
      cwd: join(this.folder, `${repository}.git`),
      encoding: 'utf8',
    });
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { pathname, search } = new URL(request.url!, this.url);
    if (pathname.startsWith('/git/')) {
      this.serveGit(request, response, pathname.slice('/git'.length), search);
      return;
    }
    if (request.method !== 'GET') {
      this.changes.push(`${request.method} ${pathname}`);
    }
    const [status, body] = this.api(
      `${request.method} ${pathname}`,
      await textOf(request),
    );
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  private api(route: string, body: string): [number, object | string] {
    const [, owner] = /^GET \/users\/([^/]+)$/.exec(route) ?? [];
    if (owner) {
      return [200, { login: owner, type: 'Organization' }];
    }
    const [, organization] = /^POST \/orgs\/([^/]+)\/repos$/.exec(route) ?? [];
    if (organization) {
      return this.create(`${organization}/${JSON.parse(body).name}`);
    }
    const [, method, repository, rest] =
      /^(\w+) \/repos\/([^/]+\/[^/]+)(.*)$/.exec(route) ?? [];
    if (!repository || !this.has(repository)) {
      return [404, { message: 'Not Found' }];
    }
    if (rest === '') {
      return [200, this.describe(repository)];
    }
    if (method === 'PUT' && rest === '/branches/main/protection') {
      return [200, {}];
    }
    if (rest.startsWith('/contents/')) {
      return this.isDown
        ? [503, { message: 'Down' }]
        : [200, this.fileOf(repository, rest.slice('/contents/'.length))];
    }
    return [404, { message: 'Not Found' }];
  }

  private create(repository: string): [number, object] {
    if (this.has(repository)) {
      return [422, { message: 'Repository creation failed.' }];
    }
    const folder = join(this.folder, `${repository}.git`);
    execFileSync('git', ['init', '--quiet', '--bare', folder]);
    this.git(repository, 'config', 'http.receivepack', 'true');
    return [201, this.describe(repository)];
  }

  private has(repository: string): boolean {
    return existsSync(join(this.folder, `${repository}.git`));
  }

  private describe(repository: string): object {
    return {
      clone_url: `${this.url}/git/${repository}.git`,
      html_url: `https://github.com/${repository}`,
    };
  }

  /** Hands a request to git, by the rules of CGI. */
  private serveGit(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    search: string,
  ): void {
    const git = spawn('git', ['http-backend'], {
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: this.folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: path,
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
      },
    });
    request.pipe(git.stdin);
    const parts: Buffer[] = [];
    git.stdout.on('data', part => parts.push(part));
    git.on('close', () => {
      const output = Buffer.concat(parts);
      const end = output.indexOf('\r\n\r\n');
      const headers = output
        .subarray(0, end)
        .toString()
        .split('\r\n')
        .map(line => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
      const { Status = '200', ...others } = Object.fromEntries(headers);
      response
        .writeHead(parseInt(Status, 10), others)
        .end(output.subarray(end + 4));
    });
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += part;
  }
  return text;
}
