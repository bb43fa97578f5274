import { Page } from 'playwright-core';

/** What the *Scaling* card says about one queue; `null` where it says no number. */
export interface CardReading {
  state: string;
  waiting: number | null;
  inFlight: number | null;
  workers: number | null;
}

function number(text: string | undefined): number | null {
  const digits = text?.replaceAll(',', '').match(/^\d+$/)?.[0];
  return digits === undefined ? null : Number(digits);
}

/**
 * Reads one queue's block of the card as it is on the screen now; `undefined`
 * while the card does not show the queue.
 */
export async function readCard(
  page: Page,
  queue: string,
): Promise<CardReading | undefined> {
  const block = page.getByRole('group', { name: queue, exact: true });
  if ((await block.count()) === 0) {
    return undefined;
  }
  const shown = await block.evaluate(element => ({
    state: element.querySelector('p, strong, span')?.textContent ?? '',
    numbers: Object.fromEntries(
      [...element.querySelectorAll('dl > div')].map(entry => [
        entry.querySelector('dt')?.textContent ?? '',
        entry.querySelector('dd')?.textContent ?? '',
      ]),
    ),
    workers:
      element.querySelector('[role=meter]')?.getAttribute('aria-valuenow') ??
      undefined,
  }));
  return {
    state: shown.state,
    waiting: number(shown.numbers.waiting),
    inFlight: number(shown.numbers['in flight']),
    workers: number(shown.workers),
  };
}
