import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

export const NO_CHROMIUM =
  'no Chrome or Chromium was found: install one (apt-get install chromium), or name it in CHROME_PATH';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where this machine has a browser; undefined when it has none. */
export function chromiumPath(): string | undefined {
  const { CHROME_PATH } = process.env;

  return CHROME_PATH || usual.find((path) => existsSync(path));
}

/** A browser with nothing of a user in it. @throws when this machine has none. */
export async function startChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error(NO_CHROMIUM);

  return chromium.launch({ executablePath, args: flags });
}

/** Without a window, and without the calls home that a closed network refuses one by one. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
