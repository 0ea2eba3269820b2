import { readFileSync } from 'node:fs';
import { archiveAnalyser } from '../../functions/adapters/archives/archive-analyser.ts';
import { codeDownload } from '../../functions/adapters/archives/code-download.ts';

/** Analyses the archive at a URL, as the code scanner does, and prints what that took. */
const [url = '', sha256, size] = process.argv.slice(2);

const download = codeDownload({ mostBytes: 250_000_000 });
const analyse = archiveAnalyser({
  workerUrl: new URL('../../functions/handlers/analyse-archive.ts', import.meta.url),
  timeoutMs: 60_000,
  maxOldGenerationSizeMb: 768,
});

const archive = await download({ url: async () => url, sha256, size: Number(size) });
const { packages } = await analyse(archive, { runtime: 'nodejs24.x', handler: 'index.handler' });
if (!packages.known) throw new Error(packages.reason);

// Not resourceUsage().maxRSS, in which the memory of the parent counts.
const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
const peakMegabytes = Number(kilobytes) / 1_024;
const { user, system } = process.cpuUsage();
const cpuSeconds = (user + system) / 1e6;
console.info(JSON.stringify({ cpuSeconds, peakMegabytes, found: packages.value.length }));
process.exit();
