import type { Ecosystem } from '../../../functions/engines/packages/ecosystem.ts';
import {
  type Identity,
  type Package,
  packageOf,
} from '../../../functions/engines/packages/package.ts';

/** Facts of real records (GHSA and PyPA, CC-BY 4.0; OSV), cut down by hand. */
const facts = [
  npm('GHSA-p6mc-m468-83gw', 'CVE-2020-8203', 'HIGH', 'lodash', ['3.7.0', '4.17.19']),
  npm('GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337', 'HIGH', 'lodash', ['0', '4.17.21']),
  npm('GHSA-29mw-wpgm-hmr9', 'CVE-2020-28500', 'MODERATE', 'lodash', ['4.0.0', '4.17.21']),
  npm('GHSA-jf85-cpcp-j695', 'CVE-2019-10744', 'CRITICAL', 'lodash', ['0', '4.17.12']),
  npm(
    'GHSA-vh95-rmgr-6w4m',
    'CVE-2020-7598',
    'MODERATE',
    'minimist',
    ['0', '0.2.1'],
    ['1.0.0', '1.2.3'],
  ),
  npm(
    'GHSA-xvch-5gv4-984h',
    'CVE-2021-44906',
    'CRITICAL',
    'minimist',
    ['1.0.0', '1.2.6'],
    ['0', '0.2.4'],
  ),
  npm('GHSA-765h-qjxv-5f44', 'CVE-2021-23383', 'CRITICAL', 'handlebars', ['0', '4.7.7']),
  npm('GHSA-f2jv-r9rf-7988', 'CVE-2021-23369', 'CRITICAL', 'handlebars', ['0', '4.7.7']),
  npm('GHSA-4w2v-q235-vp99', 'CVE-2020-28168', 'MODERATE', 'axios', ['0', '0.21.1']),
  npm('GHSA-cph5-m8f7-6c5x', 'CVE-2021-3749', 'HIGH', 'axios', ['0', '0.21.2']),
  npm(
    'GHSA-wf5p-g6vw-rhxx',
    'CVE-2023-45857',
    'MODERATE',
    'axios',
    ['1.0.0', '1.6.0'],
    ['0.8.1', '0.28.0'],
  ),
  {
    id: 'MAL-2026-2307',
    summary: 'Stolen account published a dropper',
    affected: [{ package: { ecosystem: 'npm', name: 'axios' }, versions: ['0.30.4', '1.14.1'] }],
  },
  pypi('PYSEC-2020-96', ['CVE-2020-1747', 'GHSA-6757-jp84-gxfx'], 'PyYAML', ['5.1', '5.3.1']),
  pypi('PYSEC-2021-142', ['CVE-2020-14343', 'GHSA-8q59-q68h-6hv4'], 'pyyaml', ['0', '5.4']),
  pypi('PYSEC-2020-176', ['CVE-2019-20477'], 'pyyaml', ['5.1', '5.2b1']),
  pypi('PYSEC-2019-132', ['CVE-2019-11236'], 'urllib3', ['0', '1.24.3']),
  pypi('PYSEC-2019-133', ['CVE-2019-11324'], 'urllib3', ['0', '1.24.2']),
  pypi('PYSEC-2020-149', ['CVE-2020-7212'], 'urllib3', ['1.25.2', '1.25.8']),
  pypi('PYSEC-2021-108', ['CVE-2021-33503'], 'urllib3', ['0', '1.26.5']),
  pypi('PYSEC-2023-192', ['CVE-2023-43804'], 'urllib3', ['2.0.0', '2.0.6', '0', '1.26.17']),
  fact('GHSA-599f-7c49-w659', 'Maven', 'org.apache.commons:commons-text', ['1.5', '1.10.0']),
  unfixed('GHSA-2qrg-x229-3v8q', 'log4j:log4j', '1.2', '1.2.17'),
  unfixed('GHSA-65fg-84f6-3jq3', 'log4j:log4j', '0', '1.2.17'),
  fact('GHSA-7hfm-57qf-j43q', 'Maven', 'org.apache.commons:commons-compress', ['0', '1.21']),
  fact('GO-2021-0052', 'Go', 'github.com/gin-gonic/gin', ['0', '1.7.7']),
  fact('GO-2023-1737', 'Go', 'github.com/gin-gonic/gin', [
    '1.3.1-0.20190301021747-ccb9e902956d',
    '1.9.1',
  ]),
  fact('GO-2021-0069', 'Go', 'stdlib', ['1.14.0-0', '1.14.12', '1.15.0-0', '1.15.5']),
  fact('GHSA-8cr8-4vfw-mr7h', 'RubyGems', 'rexml', ['0', '3.2.5']),
  fact('GHSA-vg3r-rm7w-2xgh', 'RubyGems', 'rexml', ['0', '3.2.7']),
  fact('GHSA-5crp-9r3c-p9vr', 'NuGet', 'Newtonsoft.Json', ['0', '13.0.1']),
  fact('GHSA-43w2-9j62-hq99', 'crates.io', 'smallvec', ['0.6.3', '0.6.14', '1.0.0', '1.6.1']),
  fact('GHSA-cwmx-hcrq-mhc3', 'Packagist', 'guzzlehttp/guzzle', ['0', '6.5.6', '7.0', '7.4.3']),
];

export const osvFacts: ReadonlyMap<string, object> = new Map(facts.map((fact) => [fact.id, fact]));

export function npmPackage(name: string, version: string): Package {
  return installed({ ecosystem: 'npm', name, version });
}

export function pypiPackage(name: string, version: string): Package {
  return installed({ ecosystem: 'PyPI', name, version });
}

export function packageIn(ecosystem: Ecosystem, name: string, version: string): Package {
  return installed({ ecosystem, name, version });
}

function installed(identity: Identity): Package {
  const file = identity.ecosystem === 'npm' ? 'package.json' : 'METADATA';

  return packageOf(identity, { channel: 'installed', path: `${identity.name}/${file}` });
}

/** GitHub writes an entry for each range. */
function npm(
  id: string,
  cve: string,
  severity: string,
  name: string,
  ...ranges: readonly [string, string][]
) {
  return {
    id,
    aliases: [cve],
    summary: `A fault of ${name}`,
    database_specific: { severity },
    affected: ranges.map(([introduced, fixed]) => ({
      package: { ecosystem: 'npm', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced }, { fixed }] }],
    })),
  };
}

/** One range, and no rating. */
function fact(id: string, ecosystem: Ecosystem, name: string, points: readonly string[]) {
  return {
    id,
    summary: `A fault of ${name}`,
    affected: [
      { package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events: eventsAt(points) }] },
    ],
  };
}

/** Of Maven, and never fixed: it ends with the last version that there is. */
function unfixed(id: string, name: string, introduced: string, last: string) {
  const events = [{ introduced }, { last_affected: last }];

  return {
    id,
    summary: `A fault of ${name}`,
    affected: [{ package: { ecosystem: 'Maven', name }, ranges: [{ type: 'ECOSYSTEM', events }] }],
  };
}

/** Introduced and fixed, in turn. */
function eventsAt(points: readonly string[]) {
  return points.map((point, place) => (place % 2 === 0 ? { introduced: point } : { fixed: point }));
}

/** PyPA writes one range, its events in any order, and a range of commits beside it. */
function pypi(id: string, aliases: readonly string[], name: string, points: readonly string[]) {
  return {
    id,
    aliases,
    summary: `A fault of ${name}`,
    affected: [
      {
        package: { ecosystem: 'PyPI', name },
        ranges: [
          { type: 'GIT', repo: 'https://example.com', events: [{ introduced: '0' }] },
          { type: 'ECOSYSTEM', events: eventsAt(points) },
        ],
      },
    ],
  };
}
