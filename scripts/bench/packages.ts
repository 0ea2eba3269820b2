import { readFileSync, statSync } from 'node:fs';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import {
  advisoriesFor,
  type Ecosystem,
  installedPackages,
  noUrgency,
  type OsvRecord,
  type Package,
  packageOf,
  parseOsvRecord,
  vulnerabilitiesOf,
} from '../../functions/engines/packages/index.ts';
import { scannerStart } from './scanner-start.ts';
import { someLocks } from './some-locks.ts';
import { bestOf } from './timed.ts';

const PACKAGES = 20_000;
const ROUNDS = 3;

/** What packages cost: to read who is there, to match what is known of them, and to deploy. */
export function benchPackages(): void {
  console.info(`\nReading ${PACKAGES} packages, and who brought them`);
  for (const [name, files] of someLocks(PACKAGES)) {
    const { packages } = installedPackages(files);
    const { processor } = bestOf(ROUNDS, () => {
      installedPackages(files);
    });
    const brought = packages.filter(({ requiredBy }) => requiredBy).length;
    console.info(`  ${name}: ${processor.toFixed(0)} ms; ${packages.length}, ${brought} by others`);
  }

  benchMatching();
  for (const entry of ['scan-code', 'analyse-archive', 'scan-dependencies']) printBundle(entry);
  printFingerprints();
}

/** Few packages of an account have as many advisories. */
const RECORDS_EACH = 10;

/** As versions are written in each; every fifth record is about the version that is deployed. */
const ecosystems = ['npm', 'PyPI', 'Maven', 'RubyGems', 'NuGet'] as const;

function benchMatching(): void {
  const matches = Array.from({ length: PACKAGES / RECORDS_EACH }, (_, at) => matchOf(at));
  const count = matches.length * RECORDS_EACH;
  const advisoriesOf = () =>
    new Map(matches.map(({ one, records }) => [one.purl, advisoriesFor(records, one)]));

  const matching = bestOf(ROUNDS, advisoriesOf);
  const advisories = advisoriesOf();
  const packages = matches.map(({ one }) => one);
  const judging = bestOf(ROUNDS, () => {
    vulnerabilitiesOf(packages, advisories, noUrgency);
  });
  const standing = [...advisories.values()].reduce((sum, { length }) => sum + length, 0);

  console.info(`\nMatching ${count} advisories with ${packages.length} packages`);
  console.info(`  ${perSecond(count, matching.processor)} advisories a second`);
  console.info(
    `  ${perSecond(packages.length, judging.processor)} packages a second are judged, with the way out of ${standing} advisories`,
  );
}

function matchOf(at: number): { readonly one: Package; readonly records: readonly OsvRecord[] } {
  const ecosystem = ecosystems[at % ecosystems.length] ?? 'npm';
  const name = ecosystem === 'Maven' ? `org.example:package-${at}` : `package-${at}`;
  const records = Array.from({ length: RECORDS_EACH }, (_, number) =>
    parseOsvRecord(recordOf({ ecosystem, name }, at, number)),
  );

  return { one: packageOf({ ecosystem, name, version: '2.5.1' }, installed), records };
}

const installed = { channel: 'installed', path: 'somewhere' } as const;

function recordOf(of: { ecosystem: Ecosystem; name: string }, at: number, number: number) {
  const fixes = [1, 2, 3].map((major) => [
    { introduced: `${major}.0.0` },
    { fixed: `${major}.${number % 5 === 0 ? 9 : number % 5}.${at % 7}` },
  ]);

  return {
    id: `GHSA-${at}-${number}`,
    aliases: [`CVE-2025-${10_000 + at * RECORDS_EACH + number}`],
    summary: 'A fault',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    affected: [{ package: of, ranges: [{ type: 'ECOSYSTEM', events: fixes.flat() }] }],
  };
}

function printBundle(name: string): void {
  const { bytes, packed, milliseconds } = scannerStart(`functions/handlers/${name}.ts`);

  console.info(
    `\nBundle of ${name}: ${kilobytes(bytes)}, ${kilobytes(packed)} compressed; read in ${milliseconds.toFixed(0)} ms`,
  );
}

function printFingerprints(): void {
  const file = new URL('../../functions/data/npm-fingerprints.json.br', import.meta.url);
  const raw = brotliDecompressSync(readFileSync(file));

  console.info(
    `Fingerprints: ${kilobytes(statSync(file).size)} as shipped (Brotli), ${kilobytes(raw.length)} raw, ${kilobytes(gzipSync(raw).length)} by gzip`,
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_024).toFixed(0)} kB`;
}

function perSecond(count: number, milliseconds: number): string {
  return ((count / milliseconds) * 1_000).toFixed(0);
}
