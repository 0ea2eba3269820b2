import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { reportPage } from '../../cli/report/report-page.ts';
import { hasChromium, NO_CHROMIUM, startChromium } from '../../local/chromium.ts';
import { someNight } from './some-night.ts';
import { bestOf } from './timed.ts';

const sizes = [100, 1_000, 5_000];

/** How big the page of a night is, how long it takes to be made, and until it is seen. */
export async function benchReport(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  for (const size of sizes) {
    const source = someNight(size);
    const page = reportPage(source);
    const { processor } = bestOf(3, () => reportPage(source));
    const path = join(folder, `${size}.html`);
    await writeFile(path, page);

    console.info(`${size} open findings`);
    console.info(`  made in     ${processor.toFixed(0)} ms of a processor`);
    console.info(`  size        ${kilobytes(page)} kB, ${kilobytes(gzipSync(page))} kB gzipped`);
    console.info(`  first seen  ${await firstSeen(path)}`);
  }
  await rm(folder, { recursive: true });
}

/** In a browser that is started for it, as for a file that a user opens; the middle of three. */
async function firstSeen(path: string): Promise<string> {
  if (!hasChromium()) return NO_CHROMIUM;

  const paints: Paint[] = [];
  for (let run = 0; run < 3; run += 1) {
    const browser = await startChromium();
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path).href);
    paints.push(await page.evaluate<Paint>(PAINT));
    await browser.close();
  }
  const [, middle] = paints.toSorted((a, b) => a.paint - b.paint);

  return middle
    ? `after ${middle.paint.toFixed(0)} ms, ready for input after ${middle.ready.toFixed(0)} ms`
    : 'never';
}

interface Paint {
  /** Milliseconds from the beginning of the navigation. */
  readonly paint: number;
  /** Until the page's script has run. */
  readonly ready: number;
}

const PAINT = `(async () => {
  while (performance.getEntriesByName('first-contentful-paint').length === 0) {
    await new Promise((done) => setTimeout(done, 20));
  }
  return {
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    ready: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
  };
})()`;

function kilobytes(content: string | Uint8Array): string {
  return (Buffer.byteLength(content) / 1_000).toFixed(0);
}
