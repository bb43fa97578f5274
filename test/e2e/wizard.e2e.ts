import { violations } from './axe';
import { Browser, keepScreenshotOnFailure, openBrowser } from './browser';
import { frontendUrl } from './portal';

const MOST_TABS = 60;

describe('The wizard', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  /** Goes on with Tab until something is focused, as anybody would. */
  async function tabTo(selector: string): Promise<void> {
    const { page } = browser;
    for (let tabs = 0; tabs < MOST_TABS; tabs++) {
      if (await page.locator(`${selector}:focus`).count()) {
        return;
      }
      await page.keyboard.press('Tab');
    }
    throw new Error(`No way to ${selector} with the Tab key.`);
  }

  it('is walked through with the keyboard alone, and has nothing that axe finds', async () => {
    const { page } = browser;
    const { keyboard } = page;
    await keepScreenshotOnFailure(page, 'wizard-keyboard', async () => {
      await page.goto(`${frontendUrl}/create/templates/default/celery-service`);
      await page.locator('#root_name').waitFor();
      await tabTo('#root_name');
      await keyboard.type('Wrong_Name');
      await page.getByText('Only lower-case letters').waitFor();
      expect(await violations(page, 'form')).toEqual([]);
      await keyboard.press('Control+A');
      await keyboard.type('order-mails');
      await tabTo('#root_owner');
      await keyboard.type('platform');
      await page.getByRole('option', { name: 'Platform' }).waitFor();
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await tabTo('button:has-text("Next")');
      await keyboard.press('Enter');

      await page.getByText('The scaling plan').waitFor();
      expect(await violations(page, 'form')).toEqual([]);
      await tabTo('#root_workload_taskSeconds');
      await keyboard.press('Control+A');
      await keyboard.type('120');
      await tabTo('[role=switch]');
      await keyboard.press('Space');
      await tabTo('button:has-text("Add a queue")');
      await keyboard.press('Enter');
      await keyboard.type('reports');
      await keyboard.press('Tab');
      await keyboard.press('Space');
      await page.getByText('The scaling plan').nth(1).waitFor();
      expect(await violations(page, 'form')).toEqual([]);
      await tabTo('button:has-text("Next")');
      await keyboard.press('Enter');

      await page.getByText('local-broker').first().waitFor();
      await tabTo('#root_cluster');
      await keyboard.type('https://10.0.0.1');
      await page.getByText('not an address').waitFor();
      expect(await violations(page, 'form')).toEqual([]);
      await keyboard.press('Control+A');
      await keyboard.press('Delete');
      await tabTo('button:has-text("Back")');
      await keyboard.press('Enter');
    });
  });

  it('has kept all answers for those who go back', async () => {
    const { page } = browser;
    await keepScreenshotOnFailure(page, 'wizard-back', async () => {
      const value = (id: string) => page.locator(`#root_${id}`).inputValue();
      await page.locator('#root_queues_1_name').waitFor();
      expect(await value('workload_taskSeconds')).toBe('120');
      expect(await value('queues_0_name')).toBe('order-mails');
      expect(await value('queues_1_name')).toBe('reports');
      await page.getByRole('button', { name: 'Back' }).click();
      await page.locator('#root_name').waitFor();
      expect(await value('name')).toBe('order-mails');
    });
  });

  it('has the texts of a reader in Japan', async () => {
    const { page } = browser;
    await keepScreenshotOnFailure(page, 'wizard-japanese', async () => {
      await page.evaluate(() => localStorage.setItem('language', 'ja'));
      await page.reload();
      await page.getByLabel(/^サービス名/).waitFor();
      expect(await violations(page, 'form')).toEqual([]);
      await page.evaluate(() => localStorage.removeItem('language'));
    });
  });
});
