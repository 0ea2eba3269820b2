import { readFileSync } from 'node:fs';
import { callersAccount } from '../../cli/aws/caller.ts';
import { callCount } from '../../cli/call-count.ts';
import { inProcessNight } from '../../cli/in-process-night.ts';
import { defaultScanSettings } from '../../functions/domain/settings/read-settings.ts';
import type { AssembledScanner, ScannerParts } from '../../functions/scanners/assembled-scanner.ts';
import { usageScanner } from '../../functions/scanners/usage-scanner.ts';

/** Runs the usage scanner against the cloud of the environment, and prints what that took. */
const [region = ''] = process.argv.slice(2);

const { onCall, calls } = callCount();
const night = inProcessNight({
  scanners: { usage: asDeployed },
  account: (await callersAccount(() => undefined)).account,
  settings: { ...defaultScanSettings, regions: [region], apiRate: 100_000 },
  clock: () => new Date(),
  onCall,
});
const started = performance.now();
await night.run('usage', () => undefined);
const seconds = (performance.now() - started) / 1_000;

// Not resourceUsage().maxRSS, in which the memory of the parent counts.
const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
const { user, system } = process.cpuUsage();
console.info(
  JSON.stringify({
    seconds,
    cpuSeconds: (user + system) / 1e6,
    megabytes: Number(kilobytes) / 1_024,
    calls: calls(),
  }),
);

/** In the chunks that a worker takes up at the default rate, but without waiting for that rate. */
function asDeployed(parts: ScannerParts): AssembledScanner {
  const { chunk } = usageScanner({ ...parts, settings: defaultScanSettings });

  return { ...usageScanner(parts), chunk };
}
