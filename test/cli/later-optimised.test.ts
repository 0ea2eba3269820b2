import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const module = join(import.meta.dirname, '../../cli/later-optimised.ts');

it.each([
  ['is compiled by TurboFan soon', { isLater: false, thousands: 1 }, true],
  ['is not, where that is to come later', { isLater: true, thousands: 1 }, false],
  ['is in the end', { isLater: true, thousands: 20 }, true],
])('what is called often %s', (_, run, isCompiled) => {
  expect(isCompiledIn(run)).toBe(isCompiled);
});

/** Of a process that calls a function some thousand times. */
function isCompiledIn({ isLater, thousands }: { isLater: boolean; thousands: number }): boolean {
  const script = `
    const { optimiseLater } = await import(${JSON.stringify(module)});
    if (${isLater}) optimiseLater();
    let sum = 0;
    function called(by) {
      let own = 0;
      for (let at = 0; at < 40; at += 1) own = (own * 31 + by + at) | 0;
      return own;
    }
    for (let round = 0; round < ${thousands}; round += 1) {
      for (let at = 0; at < 1000; at += 1) sum += called(at);
      await new Promise(setImmediate);
    }
  `;
  const traced = execFileSync(process.execPath, [
    '--trace-opt',
    // At once, and not when the machine comes to it.
    '--no-concurrent-recompilation',
    '--input-type=module',
    '--eval',
    script,
  ]);

  return traced
    .toString()
    .split('\n')
    .some((line) => line.includes('JSFunction called ') && line.includes('TURBOFAN'));
}
