import { describe, expect, it } from 'vitest';
import { vulnerablePackage } from '../../../functions/checks/dependencies/vulnerable-package.ts';
import type { Advisory } from '../../../functions/engines/packages/advisory.ts';
import { advisoriesFor, parseOsvRecord } from '../../../functions/engines/packages/osv-record.ts';
import type { Package } from '../../../functions/engines/packages/package.ts';
import { marksOf } from '../../../functions/engines/packages/programs/function-marks.ts';
import { upgradeOf } from '../../../functions/engines/packages/upgrade.ts';
import { noUrgency, type Urgency } from '../../../functions/engines/packages/urgency.ts';
import { vulnerabilitiesOf } from '../../../functions/engines/packages/vulnerable-package.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { advisoryOf } from '../../engines/packages/made-up-advisories.ts';
import { npmPackage, osvFacts, packageIn, pypiPackage } from '../../engines/packages/osv-facts.ts';

const everywhere = ['npm', 'PyPI'].map((ecosystem) => ({
  id: `GHSA-${ecosystem}`,
  affected: [
    {
      package: { ecosystem, name: 'twin' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
    },
  ],
}));
const records = [...osvFacts.values(), ...everywhere].map(parseOsvRecord);

const notKnown = 'the handler may import it: that is not known';

describeCheck(vulnerablePackage, {
  passes: [
    { name: 'no package', facts: factsOf([]) },
    { name: 'a package that is fixed', facts: factsOf([npmPackage('lodash', '4.17.21')]) },
    {
      name: 'a malicious package, which another check reports',
      facts: factsOf([npmPackage('axios', '1.14.1')]),
    },
    {
      name: 'a malicious package that is vulnerable too',
      facts: {
        vulnerablePackages: [
          {
            package: npmPackage('a', '1.0.0'),
            copies: [npmPackage('a', '1.0.0')],
            advisories: [advisoryOf('GHSA-1', ['0', '1.1.0']), advisoryOf('MAL-2026-1')],
            upgrade: { version: undefined, command: undefined, remaining: [] },
          },
        ],
      },
    },
    { name: 'a package of another ecosystem', facts: factsOf([pypiPackage('lodash', '4.17.15')]) },
  ],
  fails: [
    failing('one package', [npmPackage('lodash', '4.17.15')], 'lodash@4.17.15'),
    failing(
      'two versions of one package, each by itself',
      [npmPackage('lodash', '4.17.15'), npmPackage('lodash', '4.17.11')],
      'lodash@4.17.15',
      'lodash@4.17.11',
    ),
    failing(
      'two copies of one version, once',
      [
        npmPackage('lodash', '4.17.15'),
        { ...npmPackage('lodash', '4.17.15'), evidence: { channel: 'installed', path: 'other' } },
      ],
      'lodash@4.17.15',
    ),
    failing('a Python package by its normal name', [pypiPackage('PyYAML', '5.3')], 'pyyaml@5.3'),
    failing(
      'one name and version in two ecosystems',
      [npmPackage('twin', '1.0.0'), pypiPackage('twin', '1.0.0')],
      'pkg:npm/twin@1.0.0',
      'pkg:pypi/twin@1.0.0',
    ),
  ],
});

describe('a finding of vulnerable-package', () => {
  it('names advisories worst first, what is fixed where, and the way out', () => {
    expect(detailOf(npmPackage('lodash', '4.17.15'))).toEqual({
      subject: 'lodash@4.17.15',
      mark: [
        ['GHSA-p6mc-m468-83gw', 'CVE-2020-8203'],
        ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'],
        ['GHSA-29mw-wpgm-hmr9', 'CVE-2020-28500'],
      ],
      summary: 'lodash 4.17.15 has 3 known vulnerabilities, the worst high',
      severity: 'high',
      evidence: [
        { text: 'installed here', path: 'lodash/package.json' },
        { text: notKnown },
        {
          text: 'GHSA-p6mc-m468-83gw (CVE-2020-8203); high; A fault of lodash; fixed in 4.17.19',
        },
        {
          text: 'GHSA-35jh-r3h4-6jhm (CVE-2021-23337); high; A fault of lodash; fixed in 4.17.21',
        },
        {
          text: 'GHSA-29mw-wpgm-hmr9 (CVE-2020-28500); medium; A fault of lodash; fixed in 4.17.21',
        },
      ],
      remediation: 'npm install lodash@4.17.21',
    });
  });

  it('is critical when attackers are known to use it, though others rate it lower', () => {
    expect(detailOf(npmPackage('lodash', '4.17.15'), ['CVE-2020-28500'])).toMatchObject({
      severity: 'critical',
      summary: expect.stringContaining('exploited in the wild'),
      evidence: [{}, {}, { text: expect.stringContaining('known to be exploited') }, {}, {}],
    });
  });

  it.each([
    [0.94, 'exploited within 30 days with over 50 % likelihood (EPSS)'],
    [0.1, 'exploited within 30 days with over 10 % likelihood (EPSS)'],
  ])('says in steps how likely an exploit is: %d', (likelihood, words) => {
    const likelihoods = new Map([['CVE-2020-28500', likelihood]]);

    expect(textsOf(npmPackage('lodash', '4.17.15'), likelihoods)).toContainEqual(
      expect.stringContaining(words),
    );
  });

  it('says nothing of an exploit that is hardly likely', () => {
    const likelihoods = new Map([['CVE-2020-28500', 0.09]]);

    expect(textsOf(npmPackage('lodash', '4.17.15'), likelihoods).join()).not.toContain('EPSS');
  });

  it('says that it has no rating, and that no version is free of it', () => {
    expect(detailOf(npmPackage('twin', '1.0.0'))).toMatchObject({
      severity: 'medium',
      summary: 'twin 1.0.0 has 1 known vulnerability, medium',
      evidence: [
        {},
        { text: notKnown },
        { text: 'GHSA-npm; medium, as it has no rating; no fixed version is known' },
      ],
      remediation: expect.stringContaining('free of GHSA-npm'),
    });
  });

  it('keeps room for the advisories, however many copies there are', () => {
    const copies = Array.from({ length: 200 }, () => npmPackage('lodash', '4.17.15'));
    const verdict = vulnerablePackage.evaluate(factsOf(copies));

    const evidence = verdict.outcome === 'fail' ? verdict.details[0].evidence : [];
    expect(evidence.slice(0, 100).filter(({ text }) => text.startsWith('GHSA'))).toHaveLength(3);
  });
});

describe('the way out of a vulnerable package', () => {
  const one = npmPackage('a', '1.0.0');
  const remedy = (advisories: readonly Advisory[]) => {
    const upgrade = upgradeOf(one, advisories);
    const verdict = vulnerablePackage.evaluate({
      vulnerablePackages: [{ package: one, copies: [one], advisories, upgrade }],
    });
    return verdict.outcome === 'fail' ? verdict.details[0].remediation : undefined;
  };

  it.each([
    ['in the same major', [['0', '1.1.0']], 'npm install a@1.1.0'],
    ['in another major', [['0', '2.0.0']], 'npm install a@2.0.0 (another major version)'],
    [
      'in another major, with a part of it nearer by',
      [
        ['0', '2.0.0'],
        ['0', '1.1.0'],
      ],
      'npm install a@2.0.0 (another major version; without that, 1.1.0 leaves 1 open)',
    ],
    [
      'in a pre-release, with something left',
      [
        ['0', '1.1.0-rc.1'],
        ['0', undefined],
      ],
      'npm install a@1.1.0-rc.1 (a pre-release: no release is named as fixed, and any later one is as good; leaves A1 open)',
    ],
  ] as const)('says how far it is: %s', (_, spans, remediation) => {
    const advisories = spans.map((span, at) => advisoryOf(`A${at}`, span));

    expect(remedy(advisories)).toBe(remediation);
  });

  it('names four of many that remain, and counts the others', () => {
    const open = Array.from({ length: 9 }, (_, at) => advisoryOf(`A${at}`, ['0', undefined]));

    expect(remedy(open)).toMatch(
      /^No version of a is known to be free of A0, A1, A2, A3 and 5 more:/,
    );
    expect(remedy(open.slice(4))).toContain('free of A4, A5, A6, A7 and 1 more:');
    expect(remedy([...open, advisoryOf('B', ['0', '1.1.0'])])).toBe(
      'npm install a@1.1.0 (leaves A0, A1, A2, A3 and 5 more open)',
    );
  });

  it('names who brought four, and counts none beside them', () => {
    const copies = ['b', 'c', 'd', 'e'].map((name) => ({
      ...npmPackage('lodash', '4.17.15'),
      requiredBy: { chain: [`${name}@1.0.0`] as const },
    }));

    expect(firstDetailOf(copies)?.remediation).toContain('move b, c, d, e, until');
  });

  it('says which versions it may be, where that is in doubt', () => {
    const doubtful: Package = { ...one, certainty: 'possible', candidates: ['1.0.0', '1.0.1'] };
    const vulnerablePackages = [
      {
        package: doubtful,
        copies: [doubtful],
        advisories: [advisoryOf('A', ['0', '1.1.0'])],
        upgrade: upgradeOf(one, [advisoryOf('A', ['0', '1.1.0'])]),
      },
    ];

    expect(vulnerablePackage.evaluate({ vulnerablePackages })).toMatchObject({
      details: [
        { evidence: expect.arrayContaining([{ text: 'its version may be 1.0.0 or 1.0.1' }]) },
      ],
    });
  });
});

describe('a vulnerable package that another one brought', () => {
  const direct = npmPackage('lodash', '4.17.15');
  const brought: Package = {
    ...direct,
    requiredBy: { chain: ['@s/a@1.2.3', 'b@2.0.0'], others: ['c@1.0.0'] },
  };
  const way = 'comes through @s/a@1.2.3 → b@2.0.0, and through c@1.0.0';

  it.each([
    [
      'the top-level dependencies to move',
      [brought],
      `It ${way}; move @s/a, c, until lodash is at 4.17.21 or later. Where the ranges on the way allow it, this is enough: npm update lodash`,
    ],
    [
      'both ways, when one copy is top-level and another is not',
      [direct, brought],
      `npm install lodash@4.17.21; another copy ${way}; move @s/a, c, until lodash is at 4.17.21 or later`,
    ],
    [
      'a Python package by the tool that sets its version for all',
      [{ ...pypiPackage('PyYAML', '5.3'), requiredBy: { chain: ['a@1'] as const } }],
      'It comes through a@1; move a, until pyyaml is at 5.4 or later. Where the ranges on the way allow it, this is enough: pip install pyyaml==5.4',
    ],
    [
      'who brought what no version is free of',
      [{ ...npmPackage('twin', '1.0.0'), requiredBy: { chain: ['a@1.0.0'] as const } }],
      'No version of twin is known to be free of GHSA-npm: replace it, or check whether the function uses the vulnerable code. It comes through a@1.0.0.',
    ],
    [
      'four of many top-level dependencies',
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
        ...direct,
        requiredBy: { chain: [`${name}@1.0.0`] as const },
      })),
      'It comes through a@1.0.0; move a, b, c, d and 2 more, until lodash is at 4.17.21 or later. Where the ranges on the way allow it, this is enough: npm update lodash',
    ],
  ])('names %s', (_, copies, remediation) => {
    expect(firstDetailOf(copies)).toMatchObject({ remediation });
  });

  const inPython = pypiPackage('PyYAML', '5.3');
  const wayToIt = { chain: ['a@1.0.0'] as const };

  it.each([
    ['yarn', direct, 'this is enough: yarn up --recursive lodash'],
    ['pnpm', direct, 'this is enough: pnpm update lodash'],
    ['yarn 1', direct, '"resolutions": { "lodash": "4.17.21" } in package.json, and yarn install'],
    ['bun', direct, '"overrides": { "lodash": "4.17.21" } in package.json, and bun install'],
    ['deno', direct, 'this is enough: deno add npm:lodash@4.17.21'],
    ['uv', inPython, 'this is enough: uv lock --upgrade-package pyyaml==5.4'],
    ['poetry', inPython, 'this is enough: poetry update pyyaml'],
    ['pdm', inPython, 'this is enough: pdm add pyyaml==5.4'],
    ['pipenv', inPython, 'this is enough: pipenv upgrade pyyaml==5.4'],
  ] as const)('says how %s sets it for all', (installer, one, end) => {
    expect(firstDetailOf([{ ...one, installer, requiredBy: wayToIt }])).toMatchObject({
      remediation: expect.stringContaining(end),
    });
  });

  it.each([
    ['Packagist', 'a/b', 'composer update a/b --with a/b:1.1.0'],
    ['Maven', 'g:a', 'g:a:1.1.0 in the dependencyManagement'],
  ] as const)('says how %s moves what the project does not ask for', (ecosystem, name, end) => {
    const one = { ...packageIn(ecosystem, name, '1.0.0'), requiredBy: wayToIt };
    const upgrade = { version: '1.1.0', command: 'move it', remaining: [] };
    const advisories = [advisoryOf('A', ['0', '1.1.0'])];
    const verdict = vulnerablePackage.evaluate({
      vulnerablePackages: [{ package: one, copies: [one], advisories, upgrade }],
    });

    expect(verdict).toMatchObject({
      details: [{ remediation: expect.stringContaining(end) }],
    });
  });

  it('says so beside each copy', () => {
    expect(firstDetailOf([direct, brought])?.evidence.slice(0, 2)).toEqual([
      { text: 'installed here', path: 'lodash/package.json' },
      { text: `installed here; ${way}`, path: 'lodash/package.json' },
    ]);
  });
});

describe('a package that may be another one', () => {
  const either: Package = {
    ...npmPackage('twin', '1.0.0'),
    certainty: 'possible',
    candidates: ['1.0.0', '1.0.1'],
    alternatives: [{ name: 'twin-es', versions: ['1.0.0'] }],
  };
  const detail = (advisories: readonly (readonly [string, readonly Advisory[]])[]) => {
    const known = vulnerabilitiesOf([either], new Map(advisories), noUrgency);
    const verdict = known.known && vulnerablePackage.evaluate({ vulnerablePackages: known.value });
    return verdict && verdict.outcome === 'fail' ? verdict.details[0] : undefined;
  };
  const both = advisoryOf('GHSA-1', ['0', '1.1.0']);

  it('has what both have, and both ways out', () => {
    expect(
      detail([
        ['pkg:npm/twin@1.0.0', [both]],
        ['pkg:npm/twin@1.0.1', [both]],
        [
          'pkg:npm/twin-es@1.0.0',
          [{ ...both, affected: advisoryOf('x', ['0', '2.0.0']).affected }],
        ],
      ]),
    ).toMatchObject({
      subject: 'twin@1.0.0',
      summary: expect.stringMatching(/^twin or twin-es 1\.0\.0 has 1 known vulnerability/),
      evidence: expect.arrayContaining([
        { text: 'it may be twin 1.0.0 or 1.0.1, or twin-es 1.0.0' },
      ]),
      remediation: expect.stringMatching(
        /^npm install twin@1\.1\.0; where it is twin-es: npm install twin-es@2\.0\.0/,
      ),
    });
  });

  it('is not said to have what only one of them has', () => {
    const advisories = new Map([
      ['pkg:npm/twin@1.0.0', [both]],
      ['pkg:npm/twin@1.0.1', [both]],
      ['pkg:npm/twin-es@1.0.0', []],
    ]);

    expect(vulnerabilitiesOf([either], advisories, noUrgency)).toMatchObject({
      value: [],
      incomplete:
        'it is not known whether twin or twin-es in twin/package.json has GHSA-1, for it may be twin 1.0.0 or 1.0.1, or twin-es 1.0.0',
    });
  });
});

describe('whether the handler comes to a vulnerable package', () => {
  const nothing = 'not reachable from the handler, as manifests show';
  const imported = 'the handler imports it';
  const itDoes = 'high; the handler imports it';
  const itDoesNot = 'high; not reachable from the handler';

  it.each([
    ['the file that imports it', [['index.js']], imported, 'index.js', itDoes, 'high'],
    [
      'the packages on the way',
      [['lib/a.js', 'a@1.0.0', 'b@1.0.0']],
      'the handler imports a@1.0.0 → b@1.0.0, which leads to it',
      'lib/a.js',
      itDoes,
      'high',
    ],
    ['that nothing does', [[], []], nothing, undefined, itDoesNot, 'low'],
    ['one copy that is used', [[], ['index.js']], imported, 'index.js', itDoes, 'high'],
    [
      'the shortest way',
      [['b.js', 'a@1.0.0'], undefined, ['index.js']],
      imported,
      'index.js',
      itDoes,
      'high',
    ],
    ['that it is not known', [undefined], notKnown, undefined, 'high', 'high'],
    ['that it is not known of one copy', [[], undefined], notKnown, undefined, 'high', 'high'],
  ])('says %s', (_, ways, text, path, end, severity) => {
    const detail = firstDetailOf(copiesWith(ways));

    expect(detail?.evidence).toContainEqual({ text, ...(path !== undefined && { path }) });
    expect(detail?.summary.endsWith(end)).toBe(true);
    expect(detail?.severity).toBe(severity);
    expect(detail?.unreachedBy).toBe(severity === 'low' ? 'all' : undefined);
  });

  it('is high where attacks are known, though not reachable', () => {
    const exploited = new Set(['CVE-2020-28500']);
    const detail = firstDetailOf(copiesWith([[]]), { exploited });

    expect(detail).toMatchObject({ severity: 'high', unreachedBy: 'all' });
  });

  it('names the functions of a layer that do not reach it', () => {
    const handlers = [
      { arn: 'a', importedBy: [] },
      { arn: 'b', importedBy: ['index.js'] },
    ];
    const detail = firstDetailOf([{ ...npmPackage('lodash', '4.17.15'), handlers }]);

    expect(detail).toMatchObject({ severity: 'high', unreachedBy: ['a'] });
  });

  it('says nothing of what is built into the program that runs', () => {
    const evidence = { channel: 'build info', path: 'bootstrap' } as const;
    const detail = firstDetailOf([{ ...npmPackage('lodash', '4.17.15'), evidence }]);

    expect(JSON.stringify(detail)).not.toContain('handler');
  });

  it.each([
    [
      'those who do first',
      { a: [], b: undefined, c: ['index.js', 'x@1.0.0'], d: ['lib/d.js'] },
      [
        'the handler of c imports x@1.0.0, which leads to it, in index.js',
        'the handler of d imports it, in lib/d.js',
        'the handler of b may import it: that is not known',
        'not reachable from the handler of a, as manifests show',
      ],
      'high; 2 handlers import it',
    ],
    [
      'that none does',
      { a: [], b: [] },
      [
        'not reachable from the handler of a, as manifests show',
        'not reachable from the handler of b, as manifests show',
      ],
      'high; not reachable from any handler',
    ],
    [
      'that it is not known of one',
      { a: [], b: undefined },
      [
        'the handler of b may import it: that is not known',
        'not reachable from the handler of a, as manifests show',
      ],
      'high',
    ],
    [
      'of many a few',
      Object.fromEntries('abcdefg'.split('').map((arn) => [arn, ['index.js']])),
      [
        ...'abcde'.split('').map((arn) => `the handler of ${arn} imports it, in index.js`),
        'and so with 2 other functions',
      ],
      'high; 7 handlers import it',
    ],
  ])('says of the functions of a layer %s', (_, users, lines, end) => {
    const handlers = Object.entries(users).map(([arn, importedBy]) => ({ arn, importedBy }));
    const copies = [{ ...npmPackage('lodash', '4.17.15'), handlers }];
    const detail = firstDetailOf(copies);

    expect(detail?.evidence.slice(1, 1 + lines.length).map(({ text }) => text)).toEqual(lines);
    expect(detail?.summary.endsWith(end)).toBe(true);
  });

  function copiesWith(ways: readonly (readonly string[] | undefined)[]): readonly Package[] {
    return ways.map((importedBy) => ({ ...npmPackage('lodash', '4.17.15'), importedBy }));
  }
});

describe('a module of which the program has only a part', () => {
  const evidence = { channel: 'build info', path: 'bootstrap' } as const;
  const module = packageIn('Go', 'golang.org/x/text', 'v0.3.5');
  const marks = marksOf([{ path: 'golang.org/x/text/language', symbol: 'Make' }]);
  const faultIn = (id: string, symbol: string): Advisory => ({
    ...advisoryOf(id, ['0', '0.3.7']),
    aliases: ['CVE-2021-1000'],
    imports: [{ path: 'golang.org/x/text/language', symbols: [symbol] }],
  });
  const detailOf = (known: readonly Advisory[], urgency: Urgency = noUrgency) => {
    const copies = [{ ...module, evidence, functionMarks: marks }];
    const vulnerable = vulnerabilitiesOf(copies, new Map([[module.purl, known]]), urgency);
    const verdict = vulnerable.known
      ? vulnerablePackage.evaluate({ vulnerablePackages: vulnerable.value })
      : undefined;
    return verdict?.outcome === 'fail' ? verdict.details[0] : undefined;
  };

  it('is less bad while nothing at fault is in it', () => {
    expect(detailOf([faultIn('GO-1', 'Parse')])).toMatchObject({
      severity: 'low',
      unreachedBy: 'all',
      summary:
        'golang.org/x/text v0.3.5 has 1 known vulnerability, low; not reachable from the handler: the vulnerable code is not in the program',
      evidence: [{}, { text: expect.stringContaining('what is at fault is not in the program') }],
    });
  });

  it('comes after what is in it and as low, though attackers use it elsewhere', () => {
    const known = [
      { ...faultIn('GO-1', 'Parse'), aliases: ['CVE-2021-1001'] },
      { ...faultIn('GO-2', 'Make'), severity: 'low' as const },
    ];
    const exploited = new Set(['CVE-2021-1001']);

    expect(detailOf(known, { ...noUrgency, exploited })?.evidence).toMatchObject([
      {},
      { text: expect.stringMatching(/^GO-2/) },
      { text: expect.stringMatching(/^GO-1 \(CVE-2021-1001\); high; known to be exploited; /) },
    ]);
  });

  it('is low for what it is, and not for want of a rating', () => {
    const unrated = { ...faultIn('GO-1', 'Parse'), rated: false };

    expect(detailOf([unrated])?.evidence).toMatchObject([
      {},
      { text: expect.stringMatching(/^GO-1 .*; low; what is at fault is not in/) },
    ]);
  });

  it('is as bad as what is in it', () => {
    const known = [
      faultIn('GO-1', 'Make'),
      { ...faultIn('GO-2', 'Parse'), severity: 'critical' as const },
    ];

    expect(detailOf(known)).toMatchObject({
      severity: 'high',
      summary: expect.stringMatching(/worst high; the vulnerable code is in the program$/),
      evidence: [
        {},
        { text: expect.stringMatching(/^GO-1/) },
        { text: expect.stringMatching(/^GO-2.*; medium; /) },
      ],
    });
  });
});

describe('a package with many advisories', () => {
  const many = Array.from({ length: 25 }, (_, at) => {
    const id = `GHSA-${String(at).padStart(2, '0')}`;
    const severity = at < 20 ? ('high' as const) : ('low' as const);
    const fix = at === 7 ? undefined : at < 12 ? '1.1.0' : '1.2.0';
    return { ...advisoryOf(id, ['0', fix]), severity, aliases: [`CVE-2026-${1000 + at}`] };
  });
  const detail = detailAbout(many);
  const lines = detail?.evidence.map(({ text }) => text) ?? [];

  it('shows three in full, and the others in as many lines as there are ratings', () => {
    expect(lines.slice(2)).toEqual([
      'GHSA-00 (CVE-2026-1000); high; fixed in 1.1.0',
      'GHSA-01 (CVE-2026-1001); high; fixed in 1.1.0',
      'GHSA-02 (CVE-2026-1002); high; fixed in 1.1.0',
      expect.stringMatching(
        /^and 22 more; high; fixed in 1\.1\.0: GHSA-03 \(CVE-2026-1003\), .*, GHSA-11 \(CVE-2026-1011\); no fixed version is known: GHSA-07 \(CVE-2026-1007\); fixed in 1\.2\.0: GHSA-12 /,
      ),
      expect.stringMatching(/^high; fixed in 1\.2\.0: GHSA-1/),
      expect.stringMatching(/^low; fixed in 1\.2\.0: GHSA-20 .*GHSA-24 \(CVE-2026-1024\)$/),
    ]);
  });

  it.each([25, 300])('loses none of %i, in lines that are stored whole', (count) => {
    const all = Array.from({ length: count }, (_, at) => advisoryOf(`GHSA-${at}-x`, ['0', '2']));
    const texts = detailAbout(all)?.evidence.map(({ text }) => text) ?? [];

    const shown = new Set(texts.join(' ').match(/GHSA-\d+-x/g));
    expect(shown.size).toBe(count);
    expect(texts.every(({ length }) => length <= 500)).toBe(true);
    expect(texts.length).toBeLessThan(30);
  });

  it('shows first what attackers use, and one more than three rather than a line about it', () => {
    const four = many.slice(0, 4).map((one, at) => ({ ...one, knownExploited: at === 3 }));

    expect(
      detailAbout(four)
        ?.evidence.slice(2)
        .map(({ text }) => text.slice(0, 7)),
    ).toEqual(['GHSA-03', 'GHSA-00', 'GHSA-01', 'GHSA-02']);
  });

  it('shows what is rated worse before what is likelier', () => {
    const some = ['low', 'medium', 'high'].map((severity, at) => ({
      ...advisoryOf(`GHSA-${severity}`, ['0', '2']),
      severity: severity as 'low' | 'medium' | 'high',
      likelihood: [0.9, 0.6, 0.1][at] ?? 0,
    }));

    expect(
      detailAbout(some)
        ?.evidence.filter(({ text }) => text.startsWith('GHSA-'))
        .map(({ text }) => text.split(';')[0]),
    ).toEqual(['GHSA-high', 'GHSA-medium', 'GHSA-low']);
  });

  it('says of those in short, too, what attackers use', () => {
    const used = many.slice(0, 5).map((one) => ({ ...one, knownExploited: true }));

    expect(detailAbout(used)?.evidence.at(-1)?.text).toMatch(
      /^and 2 more; high, known to be exploited; fixed in 1\.1\.0: GHSA-03 /,
    );
  });

  function detailAbout(advisories: readonly Advisory[]) {
    const one = npmPackage('a', '1.0.0');
    const upgrade = { version: undefined, command: undefined, remaining: [] };
    const vulnerablePackages = [{ package: one, copies: [one], advisories, upgrade }];
    const verdict = vulnerablePackage.evaluate({ vulnerablePackages });

    return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
  }
});

it.each([
  ['what its advisories open, by their classes', { weaknesses: ['CWE-400'] }, 'nothing'],
  ['no less than they may open', {}, undefined],
])('says %s', (_, more, opens) => {
  const one = npmPackage('a', '1.0.0');
  const advisories = [
    { ...advisoryOf('GHSA-1', ['0', '2']), severity: 'critical' as const, ...more },
  ];
  const upgrade = { version: undefined, command: undefined, remaining: [] };
  const verdict = vulnerablePackage.evaluate({
    vulnerablePackages: [{ package: one, copies: [one], advisories, upgrade }],
  });

  expect(verdict.outcome === 'fail' && verdict.details[0].opens).toBe(opens);
});

function firstDetailOf(packages: readonly Package[], urgency: Partial<Urgency> = {}) {
  const verdict = vulnerablePackage.evaluate(factsOf(packages, urgency));

  return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
}

function detailOf(installed: Package, exploited: readonly string[] = []) {
  const verdict = vulnerablePackage.evaluate(
    factsOf([installed], { exploited: new Set(exploited) }),
  );

  return verdict.outcome === 'fail' ? verdict.details[0] : undefined;
}

function textsOf(installed: Package, likelihoods: ReadonlyMap<string, number>) {
  const verdict = vulnerablePackage.evaluate(factsOf([installed], { likelihoods }));

  return verdict.outcome === 'fail' ? verdict.details[0].evidence.map(({ text }) => text) : [];
}

function failing(name: string, packages: readonly Package[], ...subjects: readonly string[]) {
  return { name, facts: factsOf(packages), subjects };
}

function factsOf(packages: readonly Package[], urgency: Partial<Urgency> = {}) {
  const advisories = new Map(packages.map((one) => [one.purl, advisoriesFor(records, one)]));
  const known = vulnerabilitiesOf(packages, advisories, { ...noUrgency, ...urgency });

  return { vulnerablePackages: known.known ? known.value : [] };
}
