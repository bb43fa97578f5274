import AxeBuilder from '@axe-core/playwright';
import { Page } from 'playwright-core';

/** All of a page, or only what another colour scheme changes about it. */
export type Scope = 'everything' | 'colours';

/** What axe finds wrong with a part of a page, apart from what is around it. */
export async function violations(
  page: Page,
  selector: string,
  scope: Scope = 'everything',
): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .include(selector)
    .options({ resultTypes: ['violations'] })
    // The portal has no frames, for which each run would open a page.
    .setLegacyMode();
  const { violations: found } = await (scope === 'colours'
    ? axe.withRules('color-contrast')
    : axe.disableRules('region')
  ).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html}`),
  );
}
