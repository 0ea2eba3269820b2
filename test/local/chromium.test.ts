import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hasChromium, startChromium } from '../../local/chromium.ts';
import { isNpmChromiumRunnable, npmChromium } from '../../local/npm-chromium.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the browser of the tests', () => {
  it('is the one that CHROME_PATH names, whatever else there is', async () => {
    vi.stubEnv('CHROME_PATH', '/nowhere/chrome');

    expect(hasChromium()).toBe(true);
    await expect(startChromium()).rejects.toThrow('/nowhere/chrome');
  });

  it.runIf(isNpmChromiumRunnable)('comes from npm, with its libraries and fonts', async () => {
    const { executablePath, env } = await npmChromium();

    expect(dirname(executablePath)).toMatch(/node_modules\/\.cache\/chromium-\d+\.\d+\.\d+$/);
    for (const path of [executablePath, ...Object.values(env)]) await access(path);
  });

  it.runIf(isNpmChromiumRunnable)('is unpacked once', async () => {
    const [first, second] = await Promise.all([npmChromium(), npmChromium()]);

    expect(second).toEqual(first);
  });
});
