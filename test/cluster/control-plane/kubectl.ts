import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { BIN } from '../paths';

/** What kubectl wrote. */
export interface KubectlResult {
  output: string;
  /** Warnings of the API server and its webhooks, one a line. */
  warnings: string[];
}

/** Runs the cluster's own kubectl. */
export type Kubectl = (
  args: string[],
  options?: { input?: string },
) => Promise<KubectlResult>;

/** Says what kubectl said when it failed. */
export class KubectlError extends Error {
  name = 'KubectlError';
}

/** A kubectl for whoever the kubeconfig says. */
export function createKubectl(
  kubeconfig: string,
  cacheFolder: string,
): Kubectl {
  return (args, options = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(join(BIN, 'kubectl'), args, {
        env: {
          ...process.env,
          KUBECONFIG: kubeconfig,
          KUBECACHEDIR: cacheFolder,
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      let output = '';
      let errors = '';
      child.stdout.setEncoding('utf8').on('data', text => {
        output += text;
      });
      child.stderr.setEncoding('utf8').on('data', text => {
        errors += text;
      });
      child.once('error', reject);
      child.once('close', code => {
        if (code !== 0) {
          reject(
            new KubectlError(errors.trim() || `kubectl ended with ${code}`),
          );
          return;
        }
        const warnings = errors
          .split('\n')
          .filter(line => line.startsWith('Warning: '));
        resolve({ output, warnings });
      });
      child.stdin.on('error', () => {});
      child.stdin.end(options.input ?? '');
    });
}
