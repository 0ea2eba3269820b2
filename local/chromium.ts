import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { isNpmChromiumRunnable, npmChromium } from './npm-chromium.ts';

export const NO_CHROMIUM =
  'no Chrome or Chromium was found: install one, or name it in CHROME_PATH (on Linux on x64 npm brings one)';

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

/** Whether `startChromium` has a browser to start. */
export function hasChromium(): boolean {
  return isNpmChromiumRunnable || installedChromium() !== undefined;
}

/**
 * A browser with nothing of a user in it: the one that CHROME_PATH names, else the one from npm, which is the same on
 * every machine, else one where machines usually have it. @throws when there is none.
 */
export async function startChromium(): Promise<Browser> {
  const { CHROME_PATH } = process.env;
  if (!CHROME_PATH && isNpmChromiumRunnable) {
    const { executablePath, env } = await npmChromium();
    return chromium.launch({ executablePath, args: flags, env: { ...process.env, ...env } });
  }

  const executablePath = installedChromium();
  if (executablePath === undefined) throw new Error(NO_CHROMIUM);

  return chromium.launch({ executablePath, args: flags });
}

function installedChromium(): string | undefined {
  const { CHROME_PATH } = process.env;

  return CHROME_PATH || usual.find((path) => existsSync(path));
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
