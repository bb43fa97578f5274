import { ApiHolder } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { checkServiceName } from '@celery-keda/backstage-plugin-celery-common';
import { translator } from '../../i18n';
import { findService } from './findService';

/**
 * Lets the wizard go on with a name that may be used and is free. When the
 * catalog cannot be asked, the template's actions will find out.
 */
export async function validateServiceName(
  name: string,
  validation: { addError: (message: string) => void },
  { apiHolder }: { apiHolder: ApiHolder },
): Promise<void> {
  const translate = translator(apiHolder);
  const problems = checkServiceName(name);
  for (const { key, params, message } of problems) {
    validation.addError(translate?.(key, params) ?? message);
  }
  const catalog = apiHolder.get(catalogApiRef);
  if (problems.length > 0 || !catalog) {
    return;
  }
  if (await findService(catalog, name).catch(() => false)) {
    validation.addError(
      translate?.('name.taken', { name }) ?? `"${name}" is taken.`,
    );
  }
}
