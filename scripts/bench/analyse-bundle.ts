import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { npmFingerprints } from '../../functions/adapters/feeds/npm-fingerprints.ts';
import {
  archiveFile,
  packagesIn,
  sdkCallsIn,
  secretsIn,
  signatureCheckIn,
  weaknessesIn,
} from '../../functions/engines/archive/index.ts';

/**
 * Looks for all that is looked for in a function of one file, in the order of the analyser, and prints
 * what that took and a hash of what was found.
 */
const [path = ''] = process.argv.slice(2);

const fingerprints = npmFingerprints(
  new URL('../../functions/data/npm-fingerprints.json.br', import.meta.url),
);
const bytes = readFileSync(path);
const contents = {
  files: [archiveFile('index.js', bytes)],
  listing: [{ path: 'index.js', bytes: bytes.length }],
  unread: [],
};
const entry = { runtime: 'nodejs24.x', handler: 'index.handler', loadsMore: false };

const engines = {
  packages: () => packagesIn(contents, fingerprints, entry),
  weaknesses: () => weaknessesIn(contents, entry),
  calls: () => sdkCallsIn(contents, entry),
  signatures: () => signatureCheckIn(contents, entry),
  secrets: () => secretsIn(contents, entry),
};

const seconds: Record<string, number> = {};
const found = createHash('sha256');
for (const [name, engine] of Object.entries(engines)) {
  const before = process.cpuUsage();
  const answer = JSON.stringify(await engine());
  const { user, system } = process.cpuUsage(before);
  seconds[name] = (user + system) / 1e6;
  found.update(answer);
}

// Not resourceUsage().maxRSS, in which the memory of the parent counts.
const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
const hash = found.digest('hex').slice(0, 12);
console.info(JSON.stringify({ seconds, peakMegabytes: Number(kilobytes) / 1_024, found: hash }));
