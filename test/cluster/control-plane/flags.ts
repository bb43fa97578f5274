import { join } from 'node:path';
import { HOST } from './ports';
import { CertificateFiles, Pki } from './pki';

/** `--name=value` for each entry. */
export function flags(values: Record<string, string | number | boolean>) {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}

/** etcd: in a folder that is thrown away, for nobody without a certificate. */
export function etcdFlags(options: {
  folder: string;
  ports: { client: number; peer: number };
  certificate: CertificateFiles;
}): string[] {
  const { folder, ports, certificate } = options;
  const clients = `https://${HOST}:${ports.client}`;
  const peers = `https://${HOST}:${ports.peer}`;
  return flags({
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': clients,
    'advertise-client-urls': clients,
    'cert-file': certificate.certificate,
    'key-file': certificate.key,
    'trusted-ca-file': certificate.ca,
    'client-cert-auth': true,
    'listen-peer-urls': peers,
    'initial-advertise-peer-urls': peers,
    'initial-cluster': `default=${peers}`,
    'peer-cert-file': certificate.certificate,
    'peer-key-file': certificate.key,
    'peer-trusted-ca-file': certificate.ca,
    'peer-client-cert-auth': true,
    'unsafe-no-fsync': true,
    'log-level': 'warn',
  });
}

/** The API server: RBAC, client certificates, service account tokens, an audit log. */
export function apiServerFlags(options: {
  port: number;
  etcd: string;
  pki: Pki;
  server: CertificateFiles;
  etcdClient: CertificateFiles;
  proxyClient: CertificateFiles;
  auditLog: string;
  auditPolicy: string;
}): string[] {
  const { pki, server, etcdClient, proxyClient } = options;
  return flags({
    'bind-address': HOST,
    'advertise-address': HOST,
    'secure-port': options.port,
    'tls-cert-file': server.certificate,
    'tls-private-key-file': server.key,
    'client-ca-file': pki.ca,
    'authorization-mode': 'RBAC',
    'etcd-servers': options.etcd,
    'etcd-cafile': etcdClient.ca,
    'etcd-certfile': etcdClient.certificate,
    'etcd-keyfile': etcdClient.key,
    // There is no node that could reach a Service's address.
    'endpoint-reconciler-type': 'none',
    'service-cluster-ip-range': '10.96.0.0/24',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': pki.checkingKey,
    'service-account-signing-key-file': pki.signingKey,
    'requestheader-client-ca-file': pki.frontProxyCa,
    'requestheader-allowed-names': 'front-proxy',
    'requestheader-username-headers': 'X-Remote-User',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'proxy-client-cert-file': proxyClient.certificate,
    'proxy-client-key-file': proxyClient.key,
    'audit-log-path': options.auditLog,
    'audit-policy-file': options.auditPolicy,
    profiling: false,
  });
}

/** The Deployment, ReplicaSet, HPA and all other controllers. */
export function controllerManagerFlags(options: {
  port: number;
  pki: Pki;
  kubeconfig: string;
  server: CertificateFiles;
}): string[] {
  const { kubeconfig, pki, server } = options;
  return flags({
    'bind-address': HOST,
    'secure-port': options.port,
    'tls-cert-file': server.certificate,
    'tls-private-key-file': server.key,
    kubeconfig,
    'authentication-kubeconfig': kubeconfig,
    'authorization-kubeconfig': kubeconfig,
    'service-account-private-key-file': pki.signingKey,
    'root-ca-file': pki.ca,
    // Each controller under its own name: the audit log tells who scaled.
    'use-service-account-credentials': true,
    'leader-elect': false,
    profiling: false,
  });
}

/** KEDA's operator: polls the queues, switches 0 to 1 and N to 0. */
export function operatorFlags(options: {
  ports: { grpc: number; health: number };
  certificate: CertificateFiles;
}): string[] {
  return flags({
    'metrics-bind-address': '0',
    'health-probe-bind-address': `${HOST}:${options.ports.health}`,
    'metrics-service-bind-address': `${HOST}:${options.ports.grpc}`,
    'cert-dir': options.certificate.folder,
    'enable-cert-rotation': false,
    'enable-webhook-patching': false,
    'enable-apiservice-patching': false,
    'zap-time-encoding': 'rfc3339nano',
  });
}

/** KEDA's metrics adapter: hands the HPA the operator's numbers. */
export function adapterFlags(options: {
  ports: { secure: number; metrics: number; grpc: number };
  pki: Pki;
  kubeconfig: string;
  certificate: CertificateFiles;
}): string[] {
  const { certificate, kubeconfig, ports } = options;
  return flags({
    'bind-address': HOST,
    'secure-port': ports.secure,
    port: ports.metrics,
    'cert-dir': certificate.folder,
    'tls-cert-file': certificate.certificate,
    'tls-private-key-file': certificate.key,
    'client-ca-file': options.pki.ca,
    'metrics-service-address': `localhost:${ports.grpc}`,
    kubeconfig,
    'lister-kubeconfig': kubeconfig,
    'authentication-kubeconfig': kubeconfig,
    'authorization-kubeconfig': kubeconfig,
  });
}

/** KEDA's admission webhooks. */
export function webhooksFlags(options: {
  ports: { serve: number; health: number };
  certificate: CertificateFiles;
}): string[] {
  return flags({
    port: options.ports.serve,
    'metrics-bind-address': '0',
    'health-probe-bind-address': `${HOST}:${options.ports.health}`,
    'cert-dir': options.certificate.folder,
  });
}
