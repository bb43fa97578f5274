import { join, relative } from 'node:path';
import { createGo, MODULES } from '../../build/go';
import { ensureGo } from '../../build/toolchain';

const MODULE = 'github.com/external-secrets/external-secrets';
const PINNED = relative(
  MODULES,
  join(__dirname, '../../../template/matrix/modules/external-secrets'),
);

/** The file that tells a cluster what an ExternalSecret is. */
export async function externalSecretDefinition(): Promise<string> {
  const go = createGo(() => ensureGo());
  const answer = await go(PINNED, 'mod', 'download', '-json', MODULE);
  return join(
    JSON.parse(answer).Dir,
    'config/crds/bases/external-secrets.io_externalsecrets.yaml',
  );
}
