import { Page, Request } from 'playwright-core';
import { median, quantile } from '../backend/timing';
import { DESCRIPTION } from '../portal/services';

const SERVICE = '/catalog/default/component/service-0';
/** The pages that stay open all day. */
export const OPEN_PAGES = {
  card: { path: SERVICE, shows: '[aria-label="Queues, worst first"] dd' },
  tab: { path: `${SERVICE}/celery`, shows: 'article dl dd' },
  overview: { path: '/celery', shows: 'table tbody th[scope=row]' },
} as const;
const TABLE_SCROLLER = ':has(> table)';
const SCROLL_FRAMES = 240;
/** Pixels a frame: as fast as somebody who looks for something. */
const SCROLL_STEP = 60;

declare global {
  interface Window {
    firstSeen: Partial<Record<'about' | 'card', number>>;
    shifts: number[];
  }
}

/** Has a page note when things are first there, and what moves by itself. */
export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(
    ({ description, shows }) => {
      window.firstSeen = {};
      window.shifts = [];
      const texts = `//*[text()="${description}"]`;
      const look = () => {
        const seen = window.firstSeen;
        const hasText = () =>
          document.evaluate(texts, document, null, XPathResult.BOOLEAN_TYPE)
            .booleanValue;
        if (seen.about === undefined && hasText()) {
          seen.about = performance.now();
        }
        if (seen.card === undefined && document.querySelector(shows)) {
          seen.card = performance.now();
        }
      };
      new MutationObserver(look).observe(document, {
        childList: true,
        subtree: true,
      });
      new PerformanceObserver(list => {
        for (const entry of list.getEntries()) {
          window.shifts.push((entry as unknown as { value: number }).value);
        }
      }).observe({ type: 'layout-shift' });
    },
    { description: DESCRIPTION, shows: OPEN_PAGES.card.shows },
  );
}

/** When two cards of a page were first of use, in milliseconds since it was asked for. */
export interface FirstContent {
  about: number;
  card: number;
}

/** Opens a service's page and waits for the catalog's card and ours. */
export async function firstContent(
  page: Page,
  url: string,
): Promise<FirstContent> {
  await page.goto(`${url}${SERVICE}`);
  await page.waitForFunction(
    () =>
      window.firstSeen.about !== undefined &&
      window.firstSeen.card !== undefined,
  );
  return page.evaluate(() => window.firstSeen as Required<FirstContent>);
}

/** Opens a page and waits until it shows what it is for. */
export async function openPage(
  page: Page,
  url: string,
  name: keyof typeof OPEN_PAGES,
): Promise<void> {
  const { path, shows } = OPEN_PAGES[name];
  await page.goto(`${url}${path}`);
  await page.locator(shows).first().waitFor();
}

/** Counts what a page asks of the backend meanwhile. */
export async function requestsDuring(
  page: Page,
  milliseconds: number,
): Promise<number> {
  let requests = 0;
  const count = (request: Request) => {
    if (new URL(request.url()).pathname.startsWith('/api/')) {
      requests += 1;
    }
  };
  page.on('request', count);
  await page.waitForTimeout(milliseconds);
  page.off('request', count);
  return requests;
}

/** Lets a page believe that nobody sees it. */
export async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => 'hidden',
    });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** What moved by itself on a page from now on, as browsers rate it. */
export async function forgetShifts(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.shifts = [];
  });
}

export async function shiftsOf(page: Page): Promise<number> {
  const shifts = await page.evaluate(() => window.shifts);
  return shifts.reduce((sum, shift) => sum + shift, 0);
}

/** Frames while something happens, in milliseconds each. */
export interface Frames {
  median: number;
  p95: number;
}

/** Scrolls through the overview; without a step it only counts the frames. */
export async function scrollFrames(
  page: Page,
  step: number = SCROLL_STEP,
): Promise<Frames> {
  const times = await page
    .locator(TABLE_SCROLLER)
    .first()
    .evaluate(
      (scroller, [frames, pixels]) =>
        new Promise<number[]>(resolve => {
          scroller.scrollTop = 0;
          const at: number[] = [];
          const frame = (now: number) => {
            at.push(now);
            scroller.scrollTop += pixels;
            if (at.length <= frames) {
              requestAnimationFrame(frame);
            } else {
              resolve(at.slice(1).map((time, index) => time - at[index]));
            }
          };
          requestAnimationFrame(frame);
        }),
      [SCROLL_FRAMES, step] as const,
    );
  return { median: median(times), p95: quantile(times, 0.95) };
}
