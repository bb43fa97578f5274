import { readFile } from 'node:fs/promises';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { CertificateFiles } from './pki';

const TIMEOUT_MS = 2000;

/** Whether a GET is answered with 200; without certificates, over plain HTTP. */
export async function answersOk(
  url: string,
  client?: CertificateFiles,
): Promise<boolean> {
  const tls = client && {
    ca: await readFile(client.ca),
    cert: await readFile(client.certificate),
    key: await readFile(client.key),
  };
  const send = tls ? tlsRequest : plainRequest;
  return new Promise(resolve => {
    const request = send(url, { ...tls, timeout: TIMEOUT_MS, agent: false });
    request.once('response', response => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy(new Error('timeout')));
    request.once('error', () => resolve(false));
    request.end();
  });
}
