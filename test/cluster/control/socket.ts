import { rm } from 'node:fs/promises';
import { connect, createServer, Server } from 'node:net';
import { relative } from 'node:path';
import { createInterface } from 'node:readline';

/** What the cluster's keeper answers to one word. */
export type Answer = (word: string) => Promise<unknown>;

/**
 * Answers words on a socket, each with a line of JSON.
 *
 * @throws when somebody answers there already.
 */
export async function listen(path: string, answer: Answer): Promise<Server> {
  if ((await ask(path, 'status')) !== undefined) {
    throw new Error('The cluster is running already.');
  }
  await rm(path, { force: true });
  const server = createServer(socket => {
    socket.on('error', () => {});
    createInterface({ input: socket }).once('line', word => {
      answer(word).then(
        reply => socket.end(`${JSON.stringify(reply)}\n`),
        error => socket.end(`${JSON.stringify({ error: error.message })}\n`),
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(short(path), resolve);
  });
  return server;
}

/**
 * Says a word to the cluster's keeper.
 *
 * @returns undefined when there is none.
 */
export async function ask(path: string, word: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect(short(path), () => socket.write(`${word}\n`));
    let reply = '';
    socket.setEncoding('utf8').on('data', text => {
      reply += text;
    });
    socket.once('error', () => resolve(undefined));
    socket.once('end', () => {
      try {
        resolve(JSON.parse(reply));
      } catch {
        reject(new Error('The cluster ended before it answered.'));
      }
    });
  });
}

/** A socket's path must be short; seen from here it is. */
function short(path: string): string {
  return relative(process.cwd(), path);
}
