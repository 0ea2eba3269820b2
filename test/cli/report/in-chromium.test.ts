import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { reportPage } from '../../../cli/report/report-page.ts';
import type { ReportSource } from '../../../cli/report/report-source.ts';
import { hasChromium, NO_CHROMIUM, startChromium } from '../../../local/chromium.ts';
import { someNight } from '../../../scripts/bench/some-night.ts';
import { functionArn, sampleFinding, wholeCoverage } from '../samples.ts';
import { now } from '../world.ts';
import { hostileNight } from './hostile-night.ts';

const isSkipped = !hasChromium() && process.env.CI === undefined;
const nights = {
  some: someNight(40),
  alike: alikeNight(),
  faults: faultsNight(),
  hostile: hostileNight(),
  empty: { account: '111122223333', now, findings: [], coverage: [] },
} satisfies Readonly<Record<string, ReportSource>>;

/** One check with a dozen findings of one function, and one of another. */
function alikeNight(): ReportSource {
  const alike = Array.from({ length: 12 }, (_, index) => sampleFinding({ subject: `s${index}` }));
  const other = sampleFinding({ target: functionArn('other') });

  return { account: '111122223333', now, findings: [...alike, other], coverage: wholeCoverage() };
}

/** One fault of three functions of two owners, and a fault of one of these alone. */
function faultsNight(): ReportSource {
  const inCode = (name: string, owner: string) =>
    sampleFinding({ check: 'code/secret-in-code', target: functionArn(name), owner });
  const findings = [
    ...[inCode('mails', 'post'), inCode('orders', 'shop'), inCode('prices', 'shop')],
    sampleFinding({ target: functionArn('mails'), owner: 'post' }),
  ];

  return { account: '111122223333', now, findings, coverage: wholeCoverage() };
}

const PAPER = 'getComputedStyle(document.body).backgroundColor';

let browser: Browser;
let folder: string;
let page: Page;
/** What should never happen: errors, refusals, dialogs, requests. */
let troubles: string[];

describe.skipIf(isSkipped)(`the page in Chromium${isSkipped ? ` (${NO_CHROMIUM})` : ''}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigil-report-'));
    browser = await startChromium();
    for (const [name, source] of Object.entries(nights)) {
      await writeFile(join(folder, `${name}.html`), reportPage(source));
    }
  });

  afterEach(() => page?.close());

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows every part, and sends no request', async () => {
    await open('some');

    const headings = await page.getByRole('heading', { level: 2 }).allTextContents();

    expect(headings).toEqual([
      'What to do this week',
      'Fix these first',
      'What was not covered',
      'Open findings by practice and severity',
      'Where the risk is',
      'Changes of the last nights',
      'All open findings',
      'Suppressed findings',
      'Why it matters',
    ]);
    expect(await page.locator('.treemap.risk').isVisible()).toBe(true);
    expect(await page.locator('.chart').count()).toBe(2);
    expect(troubles).toEqual([]);
  });

  it('sorts by a column, one way and the other, with the mouse and with the keyboard', async () => {
    await open('some');
    const where = page.getByRole('button', { name: 'Where' });
    const names = () => page.locator('#all tbody td:nth-child(3) b').allTextContents();
    const order = () => page.locator('th', { has: where }).getAttribute('aria-sort');

    await where.click();
    expect(await names()).toEqual((await names()).toSorted());
    expect(await order()).toBe('ascending');

    await where.focus();
    await page.keyboard.press('Enter');
    expect(await names()).toEqual((await names()).toSorted().toReversed());
    expect(await order()).toBe('descending');
    expect(await page.locator('[aria-sort]').count()).toBe(1);
  });

  it('sorts figures by what they say, not by how they are written', async () => {
    await open('some');

    await page.getByRole('button', { name: 'Impact' }).click();

    const figures = await page.locator('#all tbody td:nth-child(4)').allTextContents();
    expect(figures.slice(0, 2).map((text) => text.trim())).toEqual(['score 97', 'score 55']);
    expect(figures[2]).toContain('$120 an hour');
  });

  it('filters by text, function, practice and severity, says how many, and shows all again', async () => {
    await open('some');
    const shown = () => page.locator('#all tbody tr:visible').count();
    const said = () => page.getByRole('status').textContent();

    await page.getByLabel('Text').fill('prototype cve-2020');
    const byText = await shown();
    expect(await said()).toBe(`${byText} of 40 findings`);

    await page.getByLabel('Function or role').fill('checkout-prod-0');
    expect(await shown()).toBeLessThan(byText);

    await page.getByRole('button', { name: 'Show all' }).first().click();
    await page.getByRole('combobox', { name: 'Practice' }).selectOption('permissions');
    expect(await shown()).toBe(await page.locator('#all tr[data-practice=permissions]').count());

    await page.getByLabel('medium').uncheck();
    expect(await shown()).toBe(
      await page.locator('#all tr[data-practice=permissions]:not([data-severity=medium])').count(),
    );

    await page.getByLabel('Text').fill('what no finding says');
    expect(await shown()).toBe(0);
    expect(await page.getByText('No finding matches.').isVisible()).toBe(true);

    await page.locator('#none button').click();
    await expect.poll(said).toBe('40 of 40 findings');
    expect(await shown()).toBe(40);
  });

  it('filters by region, and by account where there are several', async () => {
    await open('some');
    const region = page.getByRole('combobox', { name: 'Region' });
    const regions = await region.locator('option').allTextContents();

    expect(regions).toContain('global');
    await region.selectOption('global');
    const places = await page
      .locator('#all tbody tr:visible .id code:first-child')
      .allTextContents();
    expect(places.length).toBeGreaterThan(0);
    for (const arn of places) expect(arn).toContain(':iam::');
    expect(await page.getByRole('combobox', { name: 'Account' }).count()).toBe(0);
  });

  it('filters by owner, stack and application, of what several share too', async () => {
    await open('hostile');
    const text = '<script>window.hit = 1</script>';
    const shown = page.locator('#all tbody tr:visible');
    const all = await shown.count();

    await page.getByRole('combobox', { name: 'Owner' }).selectOption(text);
    const ofOwner = await shown.count();
    await page.getByRole('button', { name: 'Show all' }).first().click();
    await expect.poll(() => shown.count()).toBe(all);
    await page.getByRole('combobox', { name: 'Stack' }).selectOption(`${text} 2`);

    expect(ofOwner).toBeGreaterThan(0);
    expect(ofOwner).toBeLessThan(all);
    expect(await shown.count()).toBe(ofOwner);
    expect(troubles).toEqual([]);
  });

  it('folds what one check finds much of in one function, until it is asked for', async () => {
    await open('alike');
    const shown = () => page.locator('#all tbody tr:visible').count();
    const said = () => page.getByRole('status').textContent();

    expect(await shown()).toBe(6);
    expect(await said()).toBe('13 of 13 findings, 7 of them folded');

    await page.getByLabel('of one check about one target').uncheck();
    expect(await shown()).toBe(13);
    expect(await said()).toBe('13 of 13 findings');

    await page.locator('#all thead button').first().click();
    await page.getByLabel('of one check about one target').check();
    expect(await shown()).toBe(6);
    await page.evaluate(
      "location.hash = [...document.querySelectorAll('#all tr.folded')].at(-1).id",
    );
    await expect.poll(shown).toBe(13);
    expect(troubles).toEqual([]);
  });

  it('finds a fault by any function that has it, and counts and saves each finding', async () => {
    await open('faults');
    const shown = () => page.locator('#all tbody tr:visible').count();
    const said = () => page.getByRole('status').textContent();
    const saved = async () => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'CSV' }).click(),
      ]);
      const file = join(folder, 'faults.csv');
      await download.saveAs(file);
      const rows = (await readFile(file, 'utf8')).trim().split('\r\n').slice(1);
      return rows.map((row) => row.split('","')[6]);
    };

    expect([await shown(), await said()]).toEqual([2, '4 of 4 findings (2 faults)']);
    expect(await saved()).toEqual(['mails', 'orders', 'prices', 'mails']);

    await page.getByLabel('Function or role').fill('orders');
    expect([await shown(), await said()]).toEqual([1, '1 of 4 findings']);
    expect(await saved()).toEqual(['orders']);

    await page.getByLabel('Function or role').fill('');
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('shop');
    expect([await shown(), await said()]).toEqual([1, '2 of 4 findings (1 fault)']);

    await page.getByLabel('Function or role').fill('nothing');
    expect(await shown()).toBe(0);
    await page.evaluate("location.hash = document.querySelector('.also li').id");
    await expect.poll(shown).toBe(2);
    expect(await page.locator('.also li').first().isVisible()).toBe(true);
    expect(troubles).toEqual([]);
  });

  it('prints what is folded too, and nothing that is filtered', async () => {
    await open('alike');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#all tbody tr:visible').count()).toBe(13);
    expect(await page.locator('.folding:visible').count()).toBe(0);

    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('searchbox', { name: 'Text' }).fill('nothing has this word');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#all tbody tr:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    expect(troubles).toEqual([]);
  });

  it('saves what is shown as CSV, in which no cell is a formula', async () => {
    await open('hostile');
    await page.getByLabel('low').uncheck();
    const shown = await page.locator('#all tbody tr:visible').count();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const file = join(folder, 'findings.csv');
    await download.saveAs(file);

    const text = await readFile(file, 'utf8');
    expect(text.startsWith('"id","severity","practice","check","title"')).toBe(true);
    expect(text.match(/^"[0-9a-f]{12}",/gm)).toHaveLength(shown);
    expect(text).not.toMatch(/(?:^|,)"[=+@-]/m);
    expect(troubles).toEqual([]);
  });

  it('prints two pages, and an appendix behind them', async () => {
    await open('some');
    await page.emulateMedia({ media: 'print' });

    const tops = await page
      .locator('main > section')
      .evaluateAll((parts) =>
        parts.map((part) => ({ id: part.id, top: part.getBoundingClientRect().top })),
      );
    const ids = tops.toSorted((a, b) => a.top - b.top).map(({ id }) => id);

    expect(ids.filter((id) => !['map', 'suppressed'].includes(id))).toEqual([
      'week',
      'matrix',
      'nights',
      'unseen',
      'first',
      'findings',
      'checks',
    ]);
    const whole = pagesIn(await page.pdf({ format: 'A4' }));
    await page
      .locator('#first, #map, #findings, #suppressed, #checks, footer')
      .evaluateAll((parts) => {
        for (const part of parts) part.remove();
      });
    expect(pagesIn(await page.pdf({ format: 'A4' }))).toBe(2);
    expect(whole).toBeGreaterThan(2);
  });

  it('leads from a number, a tile and a name to their findings', async () => {
    await open('some');
    const severities = () =>
      page
        .locator('#all tbody tr:visible')
        .evaluateAll((rows) => rows.map((row) => row.dataset.severity));

    await page.locator('.matrix a.medium').first().click();
    expect(new Set(await severities())).toEqual(new Set(['medium']));

    await page.locator('.treemap.risk a').first().click();
    const name = await page.getByLabel('Function or role').inputValue();
    expect(name).toBe(await page.locator('.treemap.risk a').first().getAttribute('data-function'));
    expect(new Set(await severities()).size).toBeGreaterThan(1);
  });

  it('opens a finding where a link leads to it, even if it was filtered out', async () => {
    await open('some');
    await page.getByLabel('Text').fill('nothing is like this');

    await page.getByRole('link', { name: 'Full finding' }).first().click();

    const opened = page.locator('#all tr:has(details[open])');
    await expect.poll(() => opened.isVisible()).toBe(true);
    expect(await opened.getByRole('heading', { name: 'Fix' }).isVisible()).toBe(true);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
  });

  it('copies a fix to the clipboard as it is', async () => {
    await open('some');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

    await page.locator('.card summary').first().click();
    await page.getByRole('button', { name: 'Copy' }).first().click();

    await expect
      .poll(() => page.evaluate('navigator.clipboard.readText()'))
      .toBe('aws lambda update-function-url-config --function-name checkout --auth-type AWS_IAM');
  });

  it('opens a finding and switches map and theme by the keyboard alone', async () => {
    await open('some');

    await page.locator('#all summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#all .body').first().isVisible()).toBe(true);

    await page.locator('#area-risk').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.treemap.spend').isVisible()).toBe(true);
    expect(await page.locator('.treemap.risk').isVisible()).toBe(false);

    const paper = () => page.evaluate<string>(PAPER);
    const light = await paper();
    await page.locator('#theme-light').focus();
    await page.keyboard.press('ArrowRight');
    expect(await paper()).not.toBe(light);
  });

  it('can be read where no script runs', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    page = await context.newPage();
    await page.goto(urlOf('some'));

    expect(await page.locator('#all tbody tr:visible').count()).toBe(40);
    await page.locator('#all summary').first().click();
    expect(await page.locator('#all .body').first().isVisible()).toBe(true);
    expect(await page.locator('#filter').isVisible()).toBe(false);
    await context.close();
  });

  it('shows hostile texts and obeys none', async () => {
    await open('hostile');

    for (const details of await page.locator('details').all()) {
      await details.evaluate((element) => element.setAttribute('open', ''));
    }
    await page.getByRole('button', { name: 'What' }).click();
    await page.getByLabel('Text').fill('<script>');

    expect(await page.evaluate('"hit" in window')).toBe(false);
    expect(await page.locator('img, iframe, body script ~ script, main script').count()).toBe(0);
    expect(await page.getByText('<script>window.hit = 1</script>').count()).toBeGreaterThan(5);
    expect(troubles).toEqual([]);
  });

  it.each(['some', 'hostile', 'empty'] as const)(
    'scrolls to no side on a small screen: %s',
    async (name) => {
      await open(name, { width: 360 });

      const width = await page.evaluate('document.documentElement.scrollWidth');

      expect(width).toBe(360);
    },
  );

  it.each([
    { name: 'some', theme: 'light' },
    { name: 'some', theme: 'dark' },
    { name: 'empty', theme: 'light' },
    { name: 'empty', theme: 'dark' },
  ] as const)('meets WCAG 2.2 AA: $name, $theme', async ({ name, theme }) => {
    await open(name, { theme });
    for (const kind of ['.card', '.causes', '#map', '#nights', '#all tr:nth-child(2)']) {
      const [details] = await page.locator(`${kind} details`).all();
      await details?.evaluate((element) => element.setAttribute('open', ''));
    }

    expect(await violations()).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('prints what is on it, without what only a screen can do', async () => {
    await open('some', { theme: 'dark' });
    await page.emulateMedia({ media: 'print' });

    const paper = await page.evaluate<string>(PAPER);

    expect(paper).toBe('rgb(255, 255, 255)');
    expect(await page.locator('#filter').isVisible()).toBe(false);
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('.card pre').first().isVisible()).toBe(true);
    expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(50_000);
  });
});

async function open(
  name: keyof typeof nights,
  { width = 1280, theme = 'light' }: { width?: number; theme?: 'light' | 'dark' } = {},
): Promise<void> {
  // Else each click waits for a second until the page has scrolled to what is clicked.
  page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  troubles = [];
  page.on('console', (message) => troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('dialog', async (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== urlOf(name)) troubles.push(`request: ${request.url()}`);
  });

  await page.goto(urlOf(name));
}

function urlOf(name: string): string {
  return pathToFileURL(join(folder, `${name}.html`)).href;
}

/** What axe finds against WCAG, as `rule: element`. */
async function violations(): Promise<readonly string[]> {
  const source = await readFile(
    createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    'utf8',
  );
  await page.evaluate(source);
  const results: AxeResults = await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );

  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`),
  );
}

/** Each page of a PDF is an object of its own. */
function pagesIn(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
}
