import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  JsonGeneralNames,
  JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const MINUTE_MS = 60_000;
const VALID_DAYS = 365;

/** A certificate with its private key, both as PEM text. */
export interface KeyPair {
  certificate: string;
  key: string;
}

export interface Subject {
  commonName: string;
  /** Kubernetes reads a client's groups from here. */
  organization?: string;
  /** Host names and addresses of a server. */
  hosts?: string[];
}

/** A certificate authority of our own. */
export interface Authority {
  certificate: string;
  /** A certificate for a server and for a client alike. */
  issue(subject: Subject): Promise<KeyPair>;
}

/**
 * Makes an authority whose key never leaves this process. What it issues must
 * have other names than its own, or looks as if it had signed itself.
 */
export async function createAuthority(commonName: string): Promise<Authority> {
  const keys = await generateKeys();
  const name = nameOf({ commonName });
  const root = await X509CertificateGenerator.create({
    ...frame(),
    subject: name,
    issuer: name,
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(
        // Bits of one number, so their sum has both.
        KeyUsageFlags.keyCertSign + KeyUsageFlags.cRLSign,
        true,
      ),
    ],
  });
  return {
    certificate: root.toString('pem'),
    issue: subject => issue(root, keys.privateKey, subject),
  };
}

/** A key pair without a certificate, to sign service account tokens with. */
export async function createSigningKey(): Promise<{
  privateKey: string;
  publicKey: string;
}> {
  const keys = await generateKeys();
  const { subtle } = webcrypto;
  return {
    privateKey: await privateKeyPem(keys.privateKey),
    publicKey: PemConverter.encode(
      await subtle.exportKey('spki', keys.publicKey),
      'PUBLIC KEY',
    ),
  };
}

async function issue(
  issuer: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  subject: Subject,
): Promise<KeyPair> {
  const keys = await generateKeys();
  const names: JsonGeneralNames = (subject.hosts ?? []).map(host => ({
    type: isIP(host) ? 'ip' : 'dns',
    value: host,
  }));
  const certificate = await X509CertificateGenerator.create({
    ...frame(),
    subject: nameOf(subject),
    issuer: issuer.subjectName.toJSON(),
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([
        ExtendedKeyUsage.serverAuth,
        ExtendedKeyUsage.clientAuth,
      ]),
      ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
    ],
  });
  return {
    certificate: certificate.toString('pem'),
    key: await privateKeyPem(keys.privateKey),
  };
}

function frame() {
  const now = Date.now();
  return {
    serialNumber: Buffer.from(
      webcrypto.getRandomValues(new Uint8Array(15)),
    ).toString('hex'),
    // A clock that is a little behind must not refuse a new certificate.
    notBefore: new Date(now - 5 * MINUTE_MS),
    notAfter: new Date(now + VALID_DAYS * 24 * 60 * MINUTE_MS),
    signingAlgorithm: ALGORITHM,
  };
}

function nameOf(subject: Subject): JsonName {
  return [
    { CN: [subject.commonName] },
    ...(subject.organization ? [{ O: [subject.organization] }] : []),
  ];
}

async function generateKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(
    await webcrypto.subtle.exportKey('pkcs8', key),
    'PRIVATE KEY',
  );
}
