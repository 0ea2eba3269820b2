import { beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { findingItem } from '../../functions/adapters/tables/finding-items.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { deployedStack } from './deployed.ts';
import { account, functionArn, roleArn, sampleFinding, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const otherAccount = 'arn:aws:iam::444455556666:root';
const findings = [
  sampleFinding({ severity: 'low', subject: 'LOW' }),
  sampleFinding({
    severity: 'critical',
    subject: 'CRITICAL',
    target: functionArn('orders'),
    changedAt: '2026-11-24T02:00:00.000Z',
  }),
  sampleFinding({ subject: 'OLD', status: 'resolved' }),
  sampleFinding({
    check: 'permissions/admin-role',
    subject: 'role',
    target: roleArn('checkout'),
    cwe: 'CWE-250',
  }),
];

beforeEach(() => stack.reset({ findings, coverage: wholeCoverage(functionArn('checkout')) }));

describe('vigil findings', () => {
  it.each([
    { args: [], subjects: ['CRITICAL', 'role', 'LOW'] },
    { args: ['--severity', 'high'], subjects: ['CRITICAL', 'role'] },
    { args: ['--function', 'check*'], subjects: ['LOW'] },
    { args: ['--function', 'checkout', '--severity', 'high'], subjects: [] },
    { args: ['checkout'], subjects: ['role', 'LOW'] },
    { args: ['ord*', 'checkout', '--severity', 'high'], subjects: ['CRITICAL', 'role'] },
    { args: ['checkout', '--function', '*'], subjects: ['LOW'] },
    { args: [functionArn('orders')], subjects: ['CRITICAL'] },
    { args: ['--check', 'code/secret-in-environment'], subjects: ['CRITICAL', 'LOW'] },
    { args: ['--check', 'code/secret-in-environment', '--status', 'resolved'], subjects: ['OLD'] },
    { args: ['--check', 'code/*'], subjects: ['CRITICAL', 'LOW'] },
    { args: ['--check', '*', '--status', 'all'], subjects: ['CRITICAL', 'role', 'OLD', 'LOW'] },
    { args: ['--check', 'code/secret-in-?nvironment'], subjects: ['CRITICAL', 'LOW'] },
    { args: ['--check', 'usage/*'], subjects: [] },
    { args: ['--framework', 'fsbp'], subjects: ['role'] },
    { args: ['--framework', 'FSBP', '--check', 'code/*'], subjects: [] },
    { args: ['--framework', 'cwe-526'], subjects: ['CRITICAL', 'LOW'] },
    { args: ['--framework', 'S3:2017', '--check', 'code/*'], subjects: ['CRITICAL', 'LOW'] },
    { args: ['--framework', '12.9', '--status', 'all'], subjects: ['role'] },
    { args: ['--status', 'all'], subjects: ['CRITICAL', 'role', 'OLD', 'LOW'] },
    { args: ['--since', '2d'], subjects: ['CRITICAL'] },
    { args: ['--since', '2026-11-24'], subjects: ['CRITICAL'] },
    { args: ['--since', 'yesterday'], subjects: ['CRITICAL'] },
    { args: ['--since', 'today'], subjects: [] },
    { args: ['--since', '12h'], subjects: [] },
  ])('lists those that $args asks for, the worst first', async ({ args, subjects }) => {
    expect(subjectsIn(await outputOf('findings', '--json', ...args))).toEqual(subjects);
  });

  describe('of functions whose faults are parts of findings about the account', () => {
    const check = 'dependencies/runtime-end-of-life';
    const ofAccount = (subject: string, text: string, over: Partial<Finding> = {}) =>
      sampleFinding({ check, target: account, subject, evidence: [{ text }], ...over });
    const parts = ['orders', 'checkout', 'many'].map(functionArn);
    const coverage = wholeCoverage(functionArn('plain'), otherAccount, ...parts).map((row) =>
      row.scanner === 'dependencies' && parts.includes(row.target)
        ? { ...row, folded: [check] as const }
        : row,
    );

    beforeEach(() =>
      stack.reset({
        findings: [
          ofAccount('nodejs14.x', 'of team shop: orders, check-orders'),
          ofAccount('nodejs16.x', 'of team shop: checkout'),
          ofAccount('python2.7', 'of 400 functions', { target: otherAccount }),
          sampleFinding({ target: functionArn('orders'), subject: 'OWN' }),
        ],
        coverage,
      }),
    );

    it.each([
      { args: ['--function', 'orders'], subjects: ['nodejs14.x', 'OWN'] },
      { args: ['checkout'], subjects: ['nodejs16.x'] },
      { args: ['checkout', '--severity', 'critical'], subjects: [] },
      { args: ['checkout', '--check', 'code/*'], subjects: [] },
      { args: ['many'], subjects: ['nodejs14.x', 'nodejs16.x'] },
      { args: ['plain'], subjects: [] },
      { args: ['*'], subjects: ['nodejs14.x', 'nodejs16.x', 'python2.7', 'OWN'] },
    ])('lists these for $args', async ({ args, subjects }) => {
      expect(subjectsIn(await outputOf('findings', '--json', ...args)).toSorted()).toEqual(
        subjects.toSorted(),
      );
    });

    it('fails where one of them is as bad as asked', async () => {
      expect(await vigil(['findings', 'checkout', '--fail-on', 'high'], recordedWorld())).toBe(1);
      expect(await vigil(['findings', 'plain', '--fail-on', 'high'], recordedWorld())).toBe(0);
    });
  });

  it('lists the others when a row cannot be read, says so, and is no pass', async () => {
    const target = 'arn:\u001b[31m:function:';
    stack.put(findingItem({ kind: 'opened', finding: sampleFinding({ target }) }));

    const world = recordedWorld();
    expect(await vigil(['findings', '--json', '--strict'], world)).toBe(3);

    expect(subjectsIn(world.stdout())).toEqual(['CRITICAL', 'role', 'LOW']);
    expect(world.stderr()).toContain('1 row of the findings table cannot be read');
    expect(world.stderr()).not.toContain('\u001b');
  });

  it('lists, among equals, what joins others first, by its score', async () => {
    stack.reset({
      coverage: wholeCoverage(),
      findings: [
        sampleFinding({ subject: 'alone', firstSeenAt: '2026-11-24T02:00:00.000Z' }),
        sampleFinding({ subject: 'joined', figures: { score: 60 } }),
        sampleFinding({ subject: 'joined worse', figures: { score: 89 } }),
        sampleFinding({ subject: 'graver', severity: 'critical' }),
      ],
    });

    expect(subjectsIn(await outputOf('findings', '--json'))).toEqual([
      'graver',
      'joined worse',
      'joined',
      'alone',
    ]);
    expect(await outputOf('findings', '--group-by', 'none')).toMatch(
      /critical +checkout.*high +checkout.*score 89 .*score 60 /s,
    );
  });

  it('has columns for figures in its CSV, empty where there are none', async () => {
    stack.reset({
      coverage: wholeCoverage(),
      findings: [
        sampleFinding({ subject: 'a', figures: { score: 0, usdPerMonth: 4.2 } }),
        sampleFinding({ subject: 'b' }),
      ],
    });

    const [header, first, second] = (await outputOf('findings', '--csv')).split('\n');

    expect(header).toContain(',cwe,score,usdPerHour,usdPerMonth,');
    expect([first, second]).toEqual([
      expect.stringContaining(',CWE-526,0,,4.2,'),
      expect.stringContaining(',CWE-526,,,,'),
    ]);
  });

  it('has what each check is mapped to in its JSON and in columns of its CSV', async () => {
    const [header, ...rows] = (await outputOf('findings', '--csv')).split('\n');
    const { findings: listed } = JSON.parse(await outputOf('findings', '--json'));

    expect(header).toMatch(/,arn,owasp,csa,fsbp,cis,deployedBy,deployedAt,fault$/);
    expect(rows[1]).toMatch(/,S5:2017,SAS-4,IAM.1,12.4 12.9,,,[0-9a-f]{12}$/);
    expect(listed[1]).toMatchObject({
      frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], fsbp: ['IAM.1'], cis: ['12.4', '12.9'] },
    });
  });

  it('refuses what no check is mapped to, for it would find nothing', async () => {
    const world = recordedWorld();

    expect(await vigil(['findings', '--framework', 'fsbb'], world)).toBe(2);
    expect(world.stderr()).toContain('fsbp');
    expect(await vigil(['findings', '--framework', 'CWE-1'], world)).toBe(2);
  });

  it('reads open ones from their index alone, and the severities that are asked for', async () => {
    await outputOf('findings', '--severity', 'high');

    const calls = stack.table.calls().map(({ args: [{ input }] }) => input);
    expect(calls.filter((call) => 'IndexName' in call && call.IndexName === 'open')).toMatchObject([
      { IndexName: 'open', ExpressionAttributeValues: { ':severity': 'critical' } },
      { IndexName: 'open', ExpressionAttributeValues: { ':severity': 'high' } },
    ]);
    expect(calls.filter((call) => !('IndexName' in call))).toEqual([]);
  });

  it.each([
    { args: [], code: 0 },
    { args: ['--fail-on', 'critical'], code: 1 },
    { args: ['--fail-on', 'high', '--function', 'checkout'], code: 0 },
    { args: ['--fail-on', 'low', '--function', 'checkout'], code: 1 },
    { args: ['--fail-on', 'info', '--check', 'code/event-code-execution'], code: 0 },
    { args: ['--fail-on', 'high', '--status', 'all'], code: 1 },
    { args: ['--fail-on', 'high', '--status', 'all', '--function', 'checkout'], code: 0 },
    { args: ['--strict'], code: 0 },
  ])('ends with $code for $args', async ({ args, code }) => {
    expect(await vigil(['findings', ...args], recordedWorld())).toBe(code);
  });

  it.each([
    { args: [], code: 0 },
    { args: ['--strict'], code: 3 },
    { args: ['--fail-on', 'high'], code: 1 },
    { args: ['--strict', '--fail-on', 'high'], code: 1 },
    { args: ['--function', 'checkout', '--fail-on', 'high'], code: 3 },
    { args: ['--function', 'checkout', '--fail-on', 'high', '--allow-gaps'], code: 0 },
    { args: ['checkout', '--severity', 'critical', '--fail-on', 'critical'], code: 3 },
    { args: ['idle', '--fail-on', 'low'], code: 0 },
    { args: ['--function', 'orders', '--fail-on', 'low', '--status', 'all'], code: 1 },
    { args: ['--function', 'idle', '--fail-on', 'low'], code: 0 },
    { args: ['--check', 'code/event-code-execution', '--fail-on', 'low'], code: 3 },
    { args: ['--check', 'code/event-*', '--fail-on', 'low'], code: 3 },
    { args: ['--check', 'code/*', '--fail-on', 'critical'], code: 1 },
    { args: ['--check', 'usage/*', '--fail-on', 'low'], code: 0 },
    { args: ['--check', 'code/secret-in-environment', '--fail-on', 'critical'], code: 1 },
    { args: ['--check', 'usage/idle-function', '--fail-on', 'low'], code: 0 },
  ])('ends with $code for $args where weaknesses of checkout are unknown', async (row) => {
    const gaps = [{ fact: 'weaknesses', reason: 'AccessDenied' }];
    const [first, ...rest] = wholeCoverage(functionArn('checkout'), functionArn('idle'));
    stack.reset({ findings, coverage: first ? [{ ...first, gaps }, ...rest] : [] });

    expect(await vigil(['findings', ...row.args], recordedWorld())).toBe(row.code);
  });

  it.each([
    {
      args: [],
      last: '3 findings: 1 critical, 1 high, 1 low; 1 thing not checked (vigil coverage lists them)',
    },
    {
      args: ['--severity', 'critical', '--since', '2026-11-25'],
      last: 'no open findings; 1 thing not checked (vigil coverage lists them)',
    },
    { args: ['--function', 'idle'], last: 'no open findings' },
  ])('ends its text for $args with $last', async ({ args, last }) => {
    const gaps = [{ fact: 'weaknesses', reason: 'AccessDenied' }];
    const [first, ...rest] = wholeCoverage(functionArn('checkout'), functionArn('idle'));
    stack.reset({ findings, coverage: first ? [{ ...first, gaps }, ...rest] : [] });

    expect((await outputOf('findings', ...args)).split('\n').at(-1)).toBe(last);
  });

  it.each([
    {
      glob: 'chekcout',
      hint: 'no function that has been scanned has a name like chekcout. Did you mean checkout?',
    },
    { glob: 'x*', hint: 'no function that has been scanned has a name like x*' },
  ])('does not pass $glob, which no function is named, for a clean function', async (row) => {
    const world = recordedWorld();

    expect(await vigil(['findings', '--function', row.glob], world)).toBe(2);
    expect(world.stderr()).toBe(`vigil: ${row.hint}`);
    expect(world.stdout()).toBe('');
  });

  it.each([
    {
      names: ['orders', 'chekcout'],
      hint: 'no function, role or layer that has been scanned has a name like chekcout. Did you mean checkout?',
    },
    {
      names: ['code/secret-in-environment'],
      hint: 'code/secret-in-environment is a check: ask for it with --check code/secret-in-environment',
    },
  ])('does not pass $names, of which one is no name, for clean', async ({ names, hint }) => {
    const world = recordedWorld();

    expect(await vigil(['findings', ...names], world)).toBe(2);
    expect(world.stderr()).toBe(`vigil: ${hint}`);
    expect(world.stdout()).toBe('');
  });

  it('says so when no function has been scanned that could have the name', async () => {
    const world = recordedWorld();
    stack.reset({});

    expect(await vigil(['findings', '--function', 'checkout'], world)).toBe(2);
    expect(world.stderr()).toContain('no function has been scanned yet, so none has a name like');
  });

  it('finds what is left of a function that is no more', async () => {
    stack.reset({
      findings: [sampleFinding({ target: functionArn('gone'), status: 'resolved' })],
      coverage: wholeCoverage(),
    });

    expect(
      subjectsIn(await outputOf('findings', '--json', '--function', 'gone', '--status', 'all')),
    ).toEqual(['STRIPE_KEY']);
  });

  it('does not take a stack that no scanner has seen anything from for complete', async () => {
    stack.reset({});

    const sentence = 'no open findings; 4 things not checked (vigil coverage lists them)';
    const world = recordedWorld();

    expect(await vigil(['findings', '--strict'], recordedWorld())).toBe(3);
    expect(await vigil(['findings', '--fail-on', 'low'], recordedWorld())).toBe(3);
    expect(await outputOf('findings')).toBe(sentence);
    expect(await vigil(['findings', '--json'], world)).toBe(0);
    expect(world.stdout()).toBe('{\n  "findings": []\n}');
    expect(world.stderr()).toBe(sentence);
  });

  it.each([
    {
      by: [],
      headings: [
        'orders (eu-west-1): 1 critical',
        'checkout (role): 1 high',
        'checkout (eu-west-1): 1 low',
      ],
    },
    {
      by: ['--group-by', 'check'],
      headings: [
        'code/secret-in-environment: A secret lies in the environment: 1 critical, 1 low',
        'permissions/admin-role: A secret lies in the environment: 1 high',
      ],
    },
    {
      by: ['--group-by', 'function'],
      headings: [
        'orders (eu-west-1): 1 critical',
        'checkout (eu-west-1): 1 low',
        'about no function: 1 high',
      ],
    },
    {
      by: ['--group-by', 'role'],
      headings: ['checkout (role): 1 high', 'about no role: 1 critical, 1 low'],
    },
    {
      by: ['--group-by', 'severity'],
      headings: ['critical: 1 critical', 'high: 1 high', 'low: 1 low'],
    },
    {
      by: ['--group-by', 'practice'],
      headings: ['code: 1 critical, 1 low', 'permissions: 1 high'],
    },
    { by: ['--group-by', 'region'], headings: ['eu-west-1: 1 critical, 1 low', 'global: 1 high'] },
    { by: ['--group-by', 'account'], headings: ['111122223333: 1 critical, 1 high, 1 low'] },
    { by: ['--group-by', 'none'], headings: [] },
  ])('heads its findings for $by by $headings', async ({ by, headings }) => {
    const text = await outputOf('findings', ...by);

    expect(text.match(/^\S.*: \d+ (?:critical|high|low)\b.*$/gm)?.slice(0, -1) ?? []).toEqual(
      headings,
    );
    expect(text.match(/^[0-9a-f]{12} /gm)).toHaveLength(3);
  });

  describe('of several owners', () => {
    const owned = [
      sampleFinding({ subject: 'A', owner: 'payments', stack: 'pay-live', application: 'pay' }),
      sampleFinding({ subject: 'B', owners: ['payments', 'shop'], stacks: ['pay-live', 'shop'] }),
      sampleFinding({ subject: 'C', owner: 'shop', stack: 'shop' }),
      sampleFinding({ subject: 'D' }),
    ];
    const withOwner = wholeCoverage().map((each) => ({ ...each, owners: ['ops', 'payments'] }));
    beforeEach(() => stack.reset({ findings: owned, coverage: withOwner }));

    it.each([
      { asked: ['--owner', 'payments'], subjects: ['A', 'B'] },
      { asked: ['--owner', 'pay*'], subjects: ['A', 'B'] },
      { asked: ['--owner', 'ops'], subjects: [] },
      { asked: ['--owner', 'shop', '--in-stack', 'pay-live'], subjects: ['B'] },
      { asked: ['--application', 'pay'], subjects: ['A'] },
    ])('lists with $asked those of $subjects', async ({ asked, subjects }) => {
      expect(subjectsIn(await outputOf('findings', '--json', ...asked))).toEqual(subjects);
    });

    it.each([
      ['--owner', 'has an owner with a name like paymets. Did you mean payments?'],
      ['--in-stack', 'has a stack with a name like paymets'],
      ['--application', 'has an application with a name like paymets'],
    ])('refuses a name of %s that nothing has', async (option, sentence) => {
      const world = recordedWorld();

      expect(await vigil(['findings', option, 'paymets'], world)).toBe(2);
      expect(world.stderr()).toContain(sentence);
    });

    describe('that were deployed', () => {
      const by = (name: string, session?: string) => ({
        at: '2026-11-23T10:31:00Z',
        by: `arn:aws:iam::111122223333:${name}`,
        ...(session !== undefined && { session }),
      });
      const deployed = [
        sampleFinding({ subject: 'A', lastDeployment: by('role/ci/ci-deploy', 'alice') }),
        sampleFinding({ subject: 'B', lastDeployment: by('user/alice') }),
        sampleFinding({ subject: 'C', lastDeployment: by('role/ci/ci-deploy', 'bob') }),
        sampleFinding({ subject: 'D' }),
      ];
      const covered = wholeCoverage().map((each) => ({
        ...each,
        lastDeployment: by('user/alice'),
      }));
      beforeEach(() => stack.reset({ findings: deployed, coverage: covered }));

      it.each([
        { asked: 'ci-deploy', subjects: ['A', 'C'] },
        { asked: 'role/ci/*', subjects: ['A', 'C'] },
        { asked: 'alice', subjects: ['A', 'B'] },
        { asked: 'arn:aws:iam::111122223333:user/alice', subjects: ['B'] },
        { asked: '*', subjects: ['A', 'B', 'C'] },
      ])('lists with --deployed-by $asked those of $subjects', async ({ asked, subjects }) => {
        const listed = subjectsIn(await outputOf('findings', '--json', '--deployed-by', asked));

        expect(listed).toEqual(subjects);
      });

      it('refuses a name that deployed nothing', async () => {
        const world = recordedWorld();

        expect(await vigil(['findings', '--deployed-by', 'alise'], world)).toBe(2);
        expect(world.stderr().replace(/\s+/g, ' ')).toContain('by alise. Did you mean alice?');
      });

      it('are grouped by who deployed them, and those of which that is not known are last', async () => {
        const text = await outputOf('findings', '--group-by', 'deployer');

        const headings = [...text.matchAll(/^(\S.*): \d+ high$/gm)].map(([, heading]) => heading);
        expect(headings.slice(0, 4)).toEqual([
          'role/ci/ci-deploy (session alice)',
          'user/alice',
          'role/ci/ci-deploy (session bob)',
          'of functions whose last deployer is not known, or about no function',
        ]);
      });
    });

    describe('with tags that are kept', () => {
      const tagged = [
        sampleFinding({ subject: 'A', keptTags: { team: ['shop'], stage: ['live'] } }),
        sampleFinding({ subject: 'B', keptTags: { team: ['shop', 'pay'] } }),
        sampleFinding({ subject: 'C' }),
      ];
      const covered = wholeCoverage().map((each) => ({ ...each, keptTags: { team: ['ops'] } }));
      beforeEach(() => stack.reset({ findings: tagged, coverage: covered }));

      it.each([
        { asked: 'team=shop', subjects: ['A', 'B'] },
        { asked: 'TEAM=p*', subjects: ['B'] },
        { asked: 'stage=live', subjects: ['A'] },
        { asked: 'team=ops', subjects: [] },
      ])('lists with --tag $asked those of $subjects', async ({ asked, subjects }) => {
        expect(subjectsIn(await outputOf('findings', '--json', '--tag', asked))).toEqual(subjects);
      });

      it.each([
        ['team=other', 'nothing that has been scanned has the tag team=other'],
        ['temas=shop', 'no tag temas is kept with findings: name it in the setting keptTags'],
        ['team', '--tag is "team"; it takes a tag as key=value'],
        ['=shop', '--tag is "=shop"; it takes a tag as key=value'],
      ])('refuses --tag %s', async (asked, sentence) => {
        const world = recordedWorld();

        expect(await vigil(['findings', '--tag', asked], world)).toBe(2);
        expect(world.stderr()).toContain(sentence);
      });

      it('are shown to machines', async () => {
        const { findings } = JSON.parse(await outputOf('findings', '--json', '--tag', 'stage=*'));

        expect(findings).toMatchObject([{ tags: { team: ['shop'], stage: ['live'] } }]);
      });
    });

    it.each([
      ['owner', ['payments', 'payments, shop', 'shop', 'without an owner']],
      ['stack', ['pay-live', 'pay-live, shop', 'shop', 'of no stack']],
      ['application', ['pay', 'of no application']],
    ])('are grouped by %s, and what several share by itself', async (by, headings) => {
      const text = await outputOf('findings', '--group-by', by);

      expect([...text.matchAll(/^(\S.*): \d+ high$/gm)].map(([, heading]) => heading)).toEqual(
        expect.arrayContaining(headings),
      );
    });
  });

  it('names a fault once above its findings, and does not change what machines read', async () => {
    const [a, b] = [sampleFinding({ subject: 'A' }), sampleFinding({ subject: 'B' })];
    stack.reset({ findings: [a, b, sampleFinding({ subject: 'C', check: 'code/weak-crypto' })] });

    expect((await outputOf('findings')).match(/code\/secret-in-environment/g)).toHaveLength(1);
    for (const format of ['--json', '--csv']) {
      const world = [recordedWorld(), recordedWorld()] as const;
      await vigil(['findings', format], world[0]);
      await vigil(['findings', format, '--group-by', 'check'], world[1]);
      expect(world[1].stdout()).toBe(world[0].stdout());
    }
  });

  it('fits sixty columns, a paragraph for each finding', async () => {
    const world = recordedWorld(60);
    await vigil(['findings'], world);
    const lines = world.stdout().split('\n');

    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(lines[0]).toBe('orders (eu-west-1): 1 critical');
    expect(lines[1]).toMatch(/^[0-9a-f]{12} {2}critical {2}2026-11-20$/);
    expect(lines[2]).toBe('  code/secret-in-environment');
  });

  it('fits a hundred columns, with names that are long', async () => {
    stack.reset({
      findings: [
        sampleFinding({
          target: functionArn('n'.repeat(64)),
          summary: `${'word '.repeat(60)}${'x'.repeat(200)}`,
        }),
      ],
    });

    const lines = (await outputOf('findings', '--group-by', 'none')).split('\n');

    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.join('').replaceAll(' ', '')).toContain('x'.repeat(46));
    expect(lines.filter((line) => line.includes('nnnn'))).toHaveLength(3);
  });

  it('shows a poisoned text without obeying it', async () => {
    const poison = '\u001b[2J\u0007a\rb\nc\u202e\u009b31m=cmd|x';
    stack.reset({
      findings: [sampleFinding({ summary: poison, subject: poison, title: poison })],
      coverage: wholeCoverage(),
    });

    const outputs = [
      await outputOf('findings'),
      await outputOf('findings', '--csv'),
      await outputOf('findings', '--json'),
    ];

    for (const output of outputs) {
      expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
    expect(JSON.parse(outputs[2] ?? '')).toMatchObject({ findings: [{ summary: poison }] });
  });

  it('lets no cell of a CSV be a formula', async () => {
    const summary = '=HYPERLINK("https://evil.example","x")';
    stack.reset({
      coverage: wholeCoverage(),
      findings: [sampleFinding({ summary, title: '+1', remediation: '@x', cwe: '-2' })],
    });

    const [header, row] = (await outputOf('findings', '--csv')).split('\n');

    expect(header).toContain('id,severity,status');
    expect(row).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
    expect(row).toContain(",'+1,");
    expect(row).toContain(",'@x,'-2,");
  });
});

async function outputOf(...args: readonly string[]): Promise<string> {
  const world = recordedWorld();
  await vigil(args, world);

  expect(world.stderr()).toBe('');
  return world.stdout();
}

function subjectsIn(output: string): readonly string[] {
  const { findings }: { findings: { subject: string }[] } = JSON.parse(output);

  return findings.map(({ subject }) => subject);
}
