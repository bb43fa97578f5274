import { isDeepStrictEqual } from 'util';
import { Page } from 'playwright-core';
import { sleep } from '../portal';

const WITHIN = 5 * 60_000;

/** The card *Scaling*. */
export const CARD = 'article:has([aria-label="Queues, worst first"])';

/** All that the tab *Celery* shows of one queue, and the choice of it. */
export const TAB = 'nav[aria-label="Queue"], article';

/** The page with the queues of all services. */
export const OVERVIEW = 'main :is([role=search], dl, table)';

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

const choiceOf = (page: Page) =>
  page.getByRole('navigation', { name: 'Queue', exact: true });

/** Opens the tab of a service. */
export async function openTab(page: Page, entityPage: string): Promise<void> {
  await page.goto(`${entityPage}/celery`);
  await choiceOf(page).waitFor({ timeout: WITHIN });
}

/** Opens the page of a service that has the card. */
export async function openCard(page: Page, entityPage: string): Promise<void> {
  await page.goto(entityPage);
  await page.locator(CARD).waitFor({ timeout: WITHIN });
}

/**
 * Has the tab show a queue, and all that its state was read from, once it is
 * in that state.
 */
export async function chooseQueue(
  page: Page,
  queue: string,
  title: string,
): Promise<void> {
  await choiceOf(page)
    .getByRole('link')
    .filter({ has: page.getByText(queue, { exact: true }) })
    .click();
  const panel = page.locator('article', {
    has: page.getByRole('heading', { name: 'What is going on' }),
  });
  await panel.getByText(title, { exact: true }).waitFor({ timeout: WITHIN });
  const evidence = panel.locator('details:not([open]) > summary');
  if (await evidence.count()) {
    await evidence.click();
  }
}

/** Goes to the page with all services. */
export async function openOverview(page: Page): Promise<void> {
  await page
    .getByTestId('sidebar-root')
    .getByRole('link', { name: 'Celery' })
    .click();
  await page.locator('main table').waitFor();
}

/** Whether somebody prefers a page light or dark. */
export type ColorScheme = 'light' | 'dark';

/** Has the portal shown as somebody sees it who prefers this. */
export async function showIn(page: Page, scheme: ColorScheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator(`[data-theme-mode=${scheme}]`).first().waitFor();
}
