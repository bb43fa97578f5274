import { mkdirSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { BrowserContext, chromium, Page } from 'playwright-core';

const screenshots = resolve(__dirname, '../../local/screenshots');

/** A browser with one page, and its own empty profile. */
export interface Browser {
  page: Page;
  close(): Promise<void>;
}

/**
 * Opens the system's Chromium; `CHROMIUM_PATH` names another one. Background
 * networking is off: nothing but the portal is asked.
 */
export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'celery-keda-e2e-'));
  const context: BrowserContext = await chromium.launchPersistentContext(
    profile,
    {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      headless: true,
      viewport: { width: 1440, height: 1000 },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  );
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Runs a part of a test; when it fails, what the page showed is kept. */
export async function keepScreenshotOnFailure<T>(
  page: Page,
  name: string,
  part: () => Promise<T>,
): Promise<T> {
  try {
    return await part();
  } catch (error) {
    mkdirSync(screenshots, { recursive: true });
    await page
      .screenshot({ path: join(screenshots, `${name}.png`), fullPage: true })
      .catch(() => undefined);
    throw error;
  }
}
