import { describe, expect, it } from 'vitest';
import { advisoriesFor, parseOsvRecord } from '../../../functions/engines/packages/osv-record.ts';
import type { Package } from '../../../functions/engines/packages/package.ts';
import { npmPackage, osvFacts, packageIn, pypiPackage } from './osv-facts.ts';

const all = [...osvFacts.values()].map(parseOsvRecord);
const base = {
  id: 'GHSA-1',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'a' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
    },
  ],
};

describe('advisoriesFor', () => {
  it.each<[Package, readonly string[]]>([
    [
      npmPackage('lodash', '4.17.15'),
      ['GHSA-29mw-wpgm-hmr9', 'GHSA-35jh-r3h4-6jhm', 'GHSA-p6mc-m468-83gw'],
    ],
    [npmPackage('lodash', '4.17.21'), []],
    [npmPackage('lodash.template', '4.17.15'), []],
    [npmPackage('minimist', '1.2.0'), ['GHSA-vh95-rmgr-6w4m', 'GHSA-xvch-5gv4-984h']],
    [npmPackage('minimist', '0.2.1'), ['GHSA-xvch-5gv4-984h']],
    [npmPackage('minimist', '0.2.4'), []],
    [npmPackage('handlebars', '4.5.0'), ['GHSA-765h-qjxv-5f44', 'GHSA-f2jv-r9rf-7988']],
    [
      npmPackage('axios', '0.21.0'),
      ['GHSA-4w2v-q235-vp99', 'GHSA-cph5-m8f7-6c5x', 'GHSA-wf5p-g6vw-rhxx'],
    ],
    [npmPackage('axios', '1.14.1'), ['MAL-2026-2307']],
    [npmPackage('axios', '1.14.0'), []],
    [pypiPackage('PyYAML', '5.3'), ['PYSEC-2020-96', 'PYSEC-2021-142']],
    [pypiPackage('pyyaml', '5.3.1'), ['PYSEC-2021-142']],
    [npmPackage('pyyaml', '5.3.0'), []],
    [
      pypiPackage('urllib3', '1.24.1'),
      ['PYSEC-2019-132', 'PYSEC-2019-133', 'PYSEC-2021-108', 'PYSEC-2023-192'],
    ],
    [pypiPackage('urllib3', '2.0.5'), ['PYSEC-2023-192']],
    [pypiPackage('urllib3', '1.26.17'), []],
    [packageIn('Maven', 'org.apache.commons:commons-text', '1.9'), ['GHSA-599f-7c49-w659']],
    [packageIn('Maven', 'org.apache.commons:commons-text', '1.10.0'), []],
    [packageIn('Maven', 'log4j:log4j', '1.2.17'), ['GHSA-2qrg-x229-3v8q', 'GHSA-65fg-84f6-3jq3']],
    [packageIn('Maven', 'log4j:log4j', '1.1.3'), ['GHSA-65fg-84f6-3jq3']],
    [packageIn('Maven', 'log4j:log4j', '1.2.18'), []],
    [packageIn('Maven', 'org.apache.commons:commons-compress', '1.19'), ['GHSA-7hfm-57qf-j43q']],
    [packageIn('Go', 'github.com/gin-gonic/gin', 'v1.6.3'), ['GO-2021-0052', 'GO-2023-1737']],
    [packageIn('RubyGems', 'rexml', '3.2.4'), ['GHSA-8cr8-4vfw-mr7h', 'GHSA-vg3r-rm7w-2xgh']],
    [packageIn('NuGet', 'Newtonsoft.Json', '12.0.3'), ['GHSA-5crp-9r3c-p9vr']],
    [packageIn('NuGet', 'Newtonsoft.Json', '13.0.1'), []],
  ])('finds, of real records, those against $purl', (installed, ids) => {
    const found = advisoriesFor(all, installed).map(({ id }) => id);

    expect(found.toSorted()).toEqual(ids);
  });

  it('passes over what was withdrawn', () => {
    expect(found({ withdrawn: '2026-01-01T00:00:00Z' })).toEqual([]);
  });

  it('passes over ranges of commits', () => {
    const ranges = [{ type: 'GIT', events: [{ introduced: '0' }] }];

    expect(found({ affected: [{ ...base.affected[0], ranges }] })).toEqual([]);
  });

  it.each([
    ['a limit', [{ introduced: '0' }, { limit: '1.0.0' }], 0],
    ['a limit further on', [{ introduced: '0' }, { limit: '1.0.1' }], 1],
    ['limits without end', [{ introduced: '0' }, { limit: '1.0.0' }, { limit: '*' }], 1],
    ['no end, later', [{ introduced: '1.1.0' }, { limit: '*' }], 0],
  ])('takes %s for what it says', (_, events, count) => {
    const ranges = [{ type: 'SEMVER', events }];

    expect(found({ affected: [{ ...base.affected[0], ranges }] })).toHaveLength(count);
  });

  it('takes a name in other case for another package, on npm', () => {
    const affected = [{ ...base.affected[0], package: { ecosystem: 'npm', name: 'A' } }];

    expect(found({ affected })).toEqual([]);
  });

  it('takes the word of the feed where versions cannot be put in order', () => {
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: 'master' }] }];

    expect(found({ affected: [{ ...base.affected[0], ranges }] })).toHaveLength(1);
  });

  it('finds a listed version in another spelling', () => {
    const affected = [{ package: { ecosystem: 'npm', name: 'a' }, versions: ['v1.0.0'] }];

    expect(found({ affected })).toHaveLength(1);
  });

  it.each([
    ['the label of the database', { database_specific: { severity: 'MODERATE' } }, 'medium'],
    ['the same label in other words', label('medium'), 'medium'],
    ['a score of 9.0', vector('CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:H/I:H/A:H'), 'critical'],
    ['a score of 7.0', vector('CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:H/I:H/A:H'), 'high'],
    ['a score of 4.0', vector('CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N'), 'medium'],
    ['a score of 3.9', vector('CVSS:3.1/AV:L/AC:L/PR:L/UI:R/S:U/C:L/I:L/A:N'), 'low'],
    ['the label before the score', { ...label('LOW'), ...v3('C:H/I:H/A:H') }, 'low'],
    ['a score of CVSS 3', v3('C:H/I:H/A:H'), 'critical'],
    ['a score of nought', v3('C:N/I:N/A:N'), 'info'],
    [
      'a score of CVSS 4',
      vector('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'),
      'critical',
    ],
    ['a score of CVSS 2', vector('AV:N/AC:L/Au:N/C:P/I:P/A:P'), 'high'],
    [
      'the worst of two scores',
      { severity: [...v3('C:L/I:N/A:N').severity, ...v3('C:H/I:H/A:H').severity] },
      'critical',
    ],
    [
      'the score of the package',
      { affected: [{ ...base.affected[0], ...v3('C:L/I:N/A:N') }] },
      'medium',
    ],
    ['a malicious package', { id: 'MAL-2026-1' }, 'critical'],
  ])('rates by %s', (_, record, severity) => {
    expect(found(record)).toMatchObject([{ severity, rated: true }]);
  });

  it.each([
    ['nothing', {}],
    ['a label that is none', label('SEVERE')],
    ['half a vector of CVSS 3', vector('CVSS:3.1/AV:N/AC:L')],
    ['half a vector of CVSS 4', vector('CVSS:4.0/AV:N')],
    ['a vector of no known version', vector('CVSS:5.0/AV:N/AC:L')],
    ['an empty vector', vector('')],
    ['a vector without end', vector(`CVSS:3.1/${'AV:N/'.repeat(1_000)}`)],
  ])('says that it is not rated by %s', (_, record) => {
    expect(found(record)).toMatchObject([{ severity: 'medium', rated: false }]);
  });

  it('cuts a long summary between words, and shows that it did', () => {
    const [advisory] = found({ summary: `${'word '.repeat(59)}abc, defghi jkl` });

    expect(advisory?.summary).toBe(`${'word '.repeat(59)}abc…`);
  });

  it('makes one line of a summary, and bounds it', () => {
    const [advisory] = found({ summary: `a\r\nb ${'c'.repeat(1_000)}` });

    expect(advisory?.summary).toMatch(/^a b c{295}…$/);
  });

  it('has one advisory of twins that name each other, or the same third one', () => {
    const twins = [
      { ...base, id: 'PYSEC-1', aliases: ['CVE-1'], ...label('CRITICAL') },
      { ...base, id: 'GHSA-2', aliases: ['CVE-2'] },
      { ...base, id: 'GHSA-1', aliases: ['CVE-1'], summary: 'one', ...label('LOW') },
      { ...base, id: 'CVE-1' },
    ].map(parseOsvRecord);

    const found = advisoriesFor(twins, npmPackage('a', '1.0.0'));

    expect(found).toHaveLength(2);
    expect(found.find(({ id }) => id === 'GHSA-1')).toMatchObject({
      aliases: ['CVE-1', 'PYSEC-1'],
      severity: 'critical',
      rated: true,
      summary: 'one',
    });
  });

  it('joins two groups when a third advisory links them', () => {
    const linked = [
      { ...base, id: 'GHSA-1' },
      { ...base, id: 'PYSEC-1' },
      { ...base, id: 'CVE-1', aliases: ['GHSA-1', 'PYSEC-1'] },
    ].map(parseOsvRecord);

    expect(advisoriesFor(linked, npmPackage('a', '1.0.0'))).toMatchObject([
      { id: 'GHSA-1', aliases: ['CVE-1', 'PYSEC-1'] },
    ]);
  });
});

describe('parseOsvRecord', () => {
  it.each([
    ['null', null],
    ['an empty object', {}],
    ['an id that leads elsewhere', { id: '../../admin' }],
    ['events that are none', { id: 'GHSA-1', affected: [{ ranges: [{ type: 'SEMVER' }] }] }],
    ['a version that is a number', { id: 'GHSA-1', affected: [{ versions: [1.1] }] }],
  ])('throws for %s', (_, json) => {
    expect(() => parseOsvRecord(json)).toThrow();
  });

  it('takes a record with nulls and with unknown fields', () => {
    const nulls = { aliases: null, summary: null, severity: null, withdrawn: null };

    expect(() => parseOsvRecord({ ...base, ...nulls, upstream: [] })).not.toThrow();
  });
});

it.each([
  ['as the record names them', { severity: 'HIGH', cwe_ids: ['CWE-441'] }, ['CWE-441']],
  ['not where it names none', { severity: 'HIGH', cwe_ids: [] }, undefined],
  ['not where it has no list of them', { severity: 'HIGH', cwe_ids: 'CWE-441' }, undefined],
  ['not where it says nothing', null, undefined],
])('takes the classes of weaknesses over, %s', (_, database_specific, weaknesses) => {
  expect(found({ database_specific })[0]?.weaknesses).toEqual(weaknesses);
});

function found(record: object) {
  return advisoriesFor([parseOsvRecord({ ...base, ...record })], npmPackage('a', '1.0.0'));
}

function label(severity: string) {
  return { database_specific: { severity } };
}

function v3(impact: string) {
  return vector(`CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/${impact}`);
}

function vector(score: string) {
  return { severity: [{ type: 'CVSS_V3', score }] };
}
