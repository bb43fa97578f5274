import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Authority,
  createAuthority,
  createSigningKey,
  Subject,
} from './certificates';
import { HOST } from './ports';

/** Where a certificate, its key and its authority's certificate are. */
export interface CertificateFiles {
  folder: string;
  ca: string;
  certificate: string;
  key: string;
}

/** The certificates of one cluster. */
export interface Pki {
  /** The certificate of the authority that everybody trusts. */
  ca: string;
  /** The certificate of the authority that vouches for the API server's forwarded requests. */
  frontProxyCa: string;
  caCertificate: string;
  /** Keys that service account tokens are signed and checked with. */
  signingKey: string;
  checkingKey: string;
  /** Writes a certificate for a server on this machine or a client. */
  issue(name: string, subject: Subject): Promise<CertificateFiles>;
  issueFrontProxy(name: string, subject: Subject): Promise<CertificateFiles>;
}

/** Makes the authorities of a cluster and a folder for its certificates. */
export async function createPki(folder: string): Promise<Pki> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const [authority, frontProxy, signing] = await Promise.all([
    createAuthority('cluster'),
    createAuthority('front-proxy'),
    createSigningKey(),
  ]);
  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeFile(file, text, { mode: 0o600 });
    return file;
  };
  const issueFrom =
    (issuer: Authority) =>
    async (name: string, subject: Subject): Promise<CertificateFiles> => {
      const pair = await issuer.issue({
        ...subject,
        hosts: [...(subject.hosts ?? []), 'localhost', HOST],
      });
      // The names that KEDA's programs look for.
      await mkdir(join(folder, name), { recursive: true });
      return {
        folder: join(folder, name),
        ca: await write(`${name}/ca.crt`, issuer.certificate),
        certificate: await write(`${name}/tls.crt`, pair.certificate),
        key: await write(`${name}/tls.key`, pair.key),
      };
    };
  return {
    ca: await write('ca.crt', authority.certificate),
    caCertificate: authority.certificate,
    frontProxyCa: await write('front-proxy-ca.crt', frontProxy.certificate),
    signingKey: await write('service-accounts.key', signing.privateKey),
    checkingKey: await write('service-accounts.pub', signing.publicKey),
    issue: issueFrom(authority),
    issueFrontProxy: issueFrom(frontProxy),
  };
}
