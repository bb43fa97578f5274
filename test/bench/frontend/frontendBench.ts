import { cpus, loadavg } from 'node:os';
import { Page } from 'playwright-core';
import { openBrowser } from '../../e2e/browser';
import { digits, spread, table } from '../backend/markdown';
import { ratioOf, Spread, spreadOf } from '../backend/timing';
import { chartFiles, ChunkFigure, chunkFigures } from './chunks';
import {
  FirstContent,
  firstContent,
  forgetShifts,
  Frames,
  hide,
  OPEN_PAGES,
  openPage,
  requestsDuring,
  scrollFrames,
  shiftsOf,
  watchPage,
} from './pages';
import { SERVICES, startServices } from '../portal/services';
import { serveSite } from './site';

const LOADS = 15;
const SCROLLS = 5;
const OPEN_MS = 60_000;
const HIDDEN_MS = 30_000;
const NAMES = Object.keys(OPEN_PAGES) as (keyof typeof OPEN_PAGES)[];

/** What a page does that stays open. */
interface OpenFigure {
  page: keyof typeof OPEN_PAGES;
  requestsPerMinute: number;
  requestsHidden: number;
  layoutShift: number;
}

/** All that is measured of the frontend. */
export interface FrontendFigures {
  machine: string;
  about: Spread;
  card: Spread;
  cardOfAbout: Spread;
  chunks: ChunkFigure[];
  /** Files with the chart that a service's first page loaded. */
  chartFilesLoaded: number;
  open: OpenFigure[];
  /** Frames of the page when nothing happens: what this browser can do. */
  still: Frames[];
  scrolled: Frames[];
}

/** Measures the pages in a browser, in front of a real catalog and broker. */
export async function frontendBench(): Promise<{
  json: FrontendFigures;
  text: string;
}> {
  const loadBefore = loadavg()[0].toFixed(1);
  const start = performance.now();
  const chunks = await during('chunks', chunkFigures);
  const services = await during('backend', startServices);
  const site = await during('build', () => serveSite(services.port));
  const browser = await openBrowser();
  try {
    const { page } = browser;
    await watchPage(page);
    const loaded = new Set<string>();
    page.on('request', request =>
      loaded.add(new URL(request.url()).pathname.slice(1)),
    );
    // Once before it counts, so that the browser has the files.
    await firstContent(page, site.url);
    const charts = chartFiles(site.metafile);
    const chartFilesLoaded = charts.filter(file => loaded.has(file)).length;
    const loads = await during('first content', async () => {
      const all: FirstContent[] = [];
      for (let load = 0; load < LOADS; load++) {
        all.push(await firstContent(page, site.url));
      }
      return all;
    });

    const still: Frames[] = [];
    const scrolled: Frames[] = [];
    await during('scrolling', async () => {
      await openPage(page, site.url, 'overview');
      for (let turn = 0; turn < SCROLLS; turn++) {
        still.push(await scrollFrames(page, 0));
        scrolled.push(await scrollFrames(page));
      }
    });

    const open = await during('open pages', async () => {
      const pages = await Promise.all(
        NAMES.map(async name => {
          const each = await page.context().newPage();
          await watchPage(each);
          await openPage(each, site.url, name);
          return each;
        }),
      );
      return openFigures(pages, services.send);
    });

    const about = loads.map(each => each.about);
    const card = loads.map(each => each.card);
    const minutes = Math.ceil((performance.now() - start) / 60_000);
    const json: FrontendFigures = {
      machine:
        `${cpus().length} × ${
          cpus()[0].model
        }, load ${loadBefore} before and ` +
        `${loadavg()[0].toFixed(1)} after, ${minutes} minutes.`,
      about: spreadOf(about),
      card: spreadOf(card),
      cardOfAbout: ratioOf(card, about),
      chunks,
      chartFilesLoaded,
      open,
      still,
      scrolled,
    };
    return { json, text: frontendTable(json) };
  } finally {
    await browser.close();
    await site.stop();
    await services.stop();
  }
}

async function openFigures(
  pages: readonly Page[],
  send: () => Promise<void>,
): Promise<OpenFigure[]> {
  const sending = setInterval(send, 2_000);
  // From then on numbers change, and the state that they make does not.
  await pages[0].waitForTimeout(15_000);
  await Promise.all(pages.map(forgetShifts));
  const visible = await Promise.all(
    pages.map(page => requestsDuring(page, OPEN_MS)),
  );
  clearInterval(sending);
  const shifts = await Promise.all(pages.map(shiftsOf));
  await Promise.all(pages.map(hide));
  // What was under way may still ask for more.
  await pages[0].waitForTimeout(2_000);
  const hidden = await Promise.all(
    pages.map(page => requestsDuring(page, HIDDEN_MS)),
  );
  return NAMES.map((page, index) => ({
    page,
    requestsPerMinute: (visible[index] * 60_000) / OPEN_MS,
    requestsHidden: hidden[index],
    layoutShift: shifts[index],
  }));
}

function frontendTable(figures: FrontendFigures): string {
  const { about, card, cardOfAbout, chunks, open, still, scrolled } = figures;
  const [cardChunk] = chunks;
  const framesOf = (frames: readonly Frames[], name: keyof Frames) =>
    spread(spreadOf(frames.map(each => each[name])));
  return [
    figures.machine,
    table(
      ['figure', 'aimed at', 'this run', ''],
      [
        [
          'first content of the card, against the catalog’s card *About*',
          '≤ 1.2x',
          spread(cardOfAbout, 'x'),
          verdict(cardOfAbout.median <= 1.2),
        ],
        [
          'the card without shared dependencies, gzip',
          '≤ 60 kB',
          `${digits(cardChunk.gzipKilobytes)} kB`,
          verdict(cardChunk.gzipKilobytes <= 60),
        ],
        [
          'files with the chart that the card loads',
          '0',
          String(figures.chartFilesLoaded),
          verdict(figures.chartFilesLoaded === 0 && !cardChunk.withChart),
        ],
        ...open.map(({ page, layoutShift }) => [
          `layout shift in a minute of refreshes, ${page}`,
          '0',
          layoutShift === 0 ? '0' : layoutShift.toFixed(4),
          verdict(layoutShift === 0),
        ]),
        [
          `ms a frame while ${SERVICES} rows are scrolled, median`,
          '≤ 17',
          framesOf(scrolled, 'median'),
          verdict(
            spreadOf(scrolled.map(each => each.median)).median <= 1000 / 59,
          ),
        ],
        ...open.map(({ page, requestsHidden }) => [
          `requests in half a minute while hidden, ${page}`,
          '0',
          String(requestsHidden),
          verdict(requestsHidden === 0),
        ]),
      ],
    ),
    table(
      ['', 'value'],
      [
        ['first content of *About*, ms', spread(about)],
        ['first content of the card, ms', spread(card)],
        ...chunks.map(({ part, gzipKilobytes }) => [
          `${part}, gzip kB`,
          digits(gzipKilobytes),
        ]),
        ['ms a frame while scrolled, p95', framesOf(scrolled, 'p95')],
        ['ms a frame while still, median', framesOf(still, 'median')],
        ['ms a frame while still, p95', framesOf(still, 'p95')],
        ...open.map(({ page, requestsPerMinute }) => [
          `requests a minute, ${page}`,
          digits(requestsPerMinute),
        ]),
      ],
    ),
  ].join('\n\n');
}

function verdict(met: boolean): string {
  return met ? 'met' : '**missed**';
}

async function during<T>(name: string, measure: () => Promise<T>): Promise<T> {
  process.stderr.write(`${name}\n`);
  return measure();
}
