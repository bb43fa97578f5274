import AxeBuilder from '@axe-core/playwright';
import { Page } from 'playwright-core';

/** What axe finds wrong with a part of a page, apart from what is around it. */
export async function violations(
  page: Page,
  selector: string,
): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .include(selector)
    .disableRules('region')
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html}`),
  );
}
