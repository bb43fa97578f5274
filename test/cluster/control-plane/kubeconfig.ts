import { writeFile } from 'node:fs/promises';
import { CertificateFiles } from './pki';

/** Writes a kubeconfig with which its reader is who the certificate says. */
export async function writeKubeconfig(
  file: string,
  server: string,
  user: CertificateFiles,
): Promise<string> {
  // JSON is YAML, too.
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'celery-keda',
        cluster: { server, 'certificate-authority': user.ca },
      },
    ],
    users: [
      {
        name: 'user',
        user: {
          'client-certificate': user.certificate,
          'client-key': user.key,
        },
      },
    ],
    contexts: [
      {
        name: 'celery-keda',
        context: { cluster: 'celery-keda', user: 'user' },
      },
    ],
    'current-context': 'celery-keda',
  };
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, {
    mode: 0o600,
  });
  return file;
}
