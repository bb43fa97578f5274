import { isDeepStrictEqual } from 'util';
import { Page } from 'playwright-core';
import { sleep } from '../portal';

const WITHIN = 5 * 60_000;

/** The card *Scaling*. */
export const CARD = 'article:has([aria-label="Queues, worst first"])';

/** Has the card show the queues too that it leaves out at first. */
export async function showAllQueues(page: Page): Promise<void> {
  await page.locator(CARD).waitFor();
  const button = page.getByRole('button', { name: /^Show all/ });
  if (await button.count()) {
    await button.click();
  }
}

/** The queues of the card, with what it says of each. */
export async function shownStates(page: Page): Promise<Record<string, string>> {
  const entries = await page
    .locator(`${CARD} [role=group]`)
    .evaluateAll(blocks =>
      blocks.map(block => [
        block.getAttribute('aria-label') ?? '',
        block.querySelector('p, strong, span')?.textContent ?? '',
      ]),
    );
  return Object.fromEntries(entries);
}

/** Waits until each queue of the card is in its state. */
export async function untilShown(
  page: Page,
  expected: Record<string, string>,
): Promise<void> {
  const deadline = Date.now() + WITHIN;
  while (!isDeepStrictEqual(await shownStates(page), expected)) {
    if (Date.now() > deadline) {
      expect(await shownStates(page)).toEqual(expected);
    }
    await sleep(500);
  }
}

/** Has the portal shown as somebody sees it who prefers this. */
export async function showIn(
  page: Page,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`[data-theme-mode=${colorScheme}]`).first().waitFor();
}
