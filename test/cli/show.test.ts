import { beforeEach, describe, expect, it } from 'vitest';
import { vigil } from '../../cli/program.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { deployedStack } from './deployed.ts';
import { functionArn, roleArn, sampleFinding } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const finding = sampleFinding({
  evidence: [
    { text: 'eval(event.code)', path: 'src/index.js', line: 12, column: 5 },
    { text: 'reached from the handler' },
  ],
  remediation: `Take the key out:\n\n  aws lambda update-function-configuration ${'--long '.repeat(20)}`,
  status: 'suppressed',
  suppression: { reason: 'moves in May', until: '2027-05-01T00:00:00.000Z' },
});

beforeEach(() => stack.reset({ findings: [finding, ...manyFindings()] }));

describe('vigil show', () => {
  it('shows all of a finding, with its fix as it was written', async () => {
    const page = await outputOf('show', findingId(finding));

    for (const part of [
      `high  suppressed  ${findingId(finding)}`,
      'Target   arn:aws:lambda:eu-west-1:111122223333:function:checkout',
      'Check    code/secret-in-environment (CWE-526)',
      'OWASP    S3:2017 Sensitive Data Exposure\n  OWASP    S6:2017 Security Misconfiguration',
      'Why it matters',
      '  src/index.js:12:5\n    eval(event.code)\n  reached from the handler',
      `  Take the key out:\n\n    aws lambda update-function-configuration ${'--long '.repeat(20).trim()}\n`,
      'until 2027-05-01: moves in May',
      '2026-11-20 02:03 UTC  opened',
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
    ]) {
      expect(page).toContain(part);
    }
  });

  it.each(['csv', 'jsonl', 'sarif', 'ocsf', 'asff', 'markdown', 'html'])(
    'has it in %s, and no other',
    async (format) => {
      const text = await outputOf('show', findingId(finding), '--format', format);

      expect(text).toContain(findingId(finding));
      expect(text).not.toContain(findingId(manyFindings()[0] ?? finding));
    },
  );

  it('names other functions with the same fault, each by its id', async () => {
    const inCode = (name: string, over = {}) =>
      sampleFinding({ check: 'code/secret-in-code', target: functionArn(name), ...over });
    const [one, other, accepted] = [
      inCode('a'),
      inCode('b'),
      inCode('c', {
        status: 'suppressed',
        suppression: { reason: 'x', until: '2027-05-01T00:00:00.000Z' },
      }),
    ];
    const rest = [inCode('d', { status: 'resolved' }), inCode('e', { subject: 'other' })];
    stack.reset({ findings: [one, accepted, other, ...rest] });

    const page = await outputOf('show', findingId(one));
    const { fault, others } = JSON.parse(await outputOf('show', findingId(one), '--json'));

    expect(page).toContain(
      `Also in\n  the same in 2 other functions:\n  ${findingId(other)}  open        b\n  ${findingId(accepted)}  suppressed  c\n`,
    );
    expect(fault).toMatch(/^[0-9a-f]{12}$/);
    expect(others).toMatchObject([
      { id: findingId(other), status: 'open', target: { name: 'b' } },
      { id: findingId(accepted), status: 'suppressed', target: { name: 'c' } },
    ]);
  });

  it('says of variables whether their values are equal', async () => {
    const one = sampleFinding({ stack: 'x', sameValue: '1f' });
    const other = sampleFinding({ target: functionArn('b'), stack: 'y', sameValue: '1f' });
    stack.reset({
      findings: [one, other, sampleFinding({ target: functionArn('c'), stack: 'x' })],
    });

    expect(await outputOf('show', findingId(one))).toContain(
      `an equal value in 1 other function:\n  ${findingId(other)}  open        b\n`,
    );
  });

  it('shows the code where there is some, and a line to write as it is to be copied', async () => {
    const line = `execFile('convert', ${'event.file, '.repeat(12)})`;
    const weakness = sampleFinding({
      evidence: [
        { text: 'event is read', path: 'a.js', line: 2, column: 3 },
        { text: 'exec runs it', path: 'a.js', line: 3, column: 1, code: 'exec("convert " + file)' },
      ],
      remediation: `Write: ${line}\n\n${'Start it without a shell. '.repeat(5).trim()}`,
    });
    stack.reset({ findings: [weakness] });

    const page = await outputOf('show', findingId(weakness));

    expect(page).toContain(
      '  a.js:2:3\n    event is read\n  a.js:3:1\n    exec runs it\n    | exec("convert " + file)\n',
    );
    expect(page).toContain(`  ${line}\n\n  Start it without a shell.`);
    expect(
      Math.max(
        ...page
          .split('\n')
          .filter((each) => !each.includes(line) && !each.includes('https://'))
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(100);
  });

  it('shows the figures of one that has any', async () => {
    const figures = { score: 89, usdPerHour: 86, usdPerMonth: 4.2 };
    stack.reset({ findings: [sampleFinding({ figures })] });

    expect(await outputOf('show', findingId(finding))).toContain(
      'Impact   score 89, $86 an hour, $4.20 a month',
    );
    stack.reset({ findings: [sampleFinding()] });
    expect(await outputOf('show', findingId(finding))).not.toContain('Impact');
  });

  it.each([
    ['the beginning of its id', [findingId(finding).slice(0, 6)]],
    ['its id in capitals', [findingId(finding).toUpperCase()]],
    ['its target, check and subject', [finding.target, finding.check, finding.subject]],
  ])('finds it by %s', async (_, words) => {
    expect(await outputOf('show', ...words)).toContain(findingId(finding));
  });

  it('shows poisoned text without obeying it', async () => {
    const poison = '\u001b]0;x\u0007\rok\u202e';
    const poisoned = sampleFinding({
      subject: poison,
      title: poison,
      summary: poison,
      remediation: `${poison}\n${poison}`,
      evidence: [{ text: poison, path: poison, line: 1, code: poison }],
      status: 'suppressed',
      suppression: { reason: poison, until: '2027-05-01T00:00:00.000Z' },
    });
    stack.reset({ findings: [poisoned] });

    const page = await outputOf('show', findingId(poisoned));

    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('says which rule suppresses it, for how long and why', async () => {
    const until = '9999-12-31T00:00:00.000Z';
    const suppression = { reason: 'agreed', until, by: 'rule mild of vigil.yaml', rule: 'mild' };
    const ruled = sampleFinding({
      status: 'suppressed',
      suppression,
      history: [
        {
          kind: 'suppressed',
          at: '2026-11-21T02:03:04.000Z',
          severity: 'high',
          suppression,
          by: suppression.by,
        },
      ],
    });
    stack.reset({ findings: [ruled] });

    const page = await outputOf('show', findingId(ruled));

    expect(page).toContain('Suppressed\n  for good: agreed\n  by rule mild of vigil.yaml');
    expect(page).toMatch(/suppressed +high\n +by rule mild of vigil\.yaml\n +for good: agreed/);
  });

  it('still shows a finding of a check that is no more', async () => {
    const retired = sampleFinding({ check: 'code/retired' });
    stack.reset({ findings: [retired] });

    expect(await outputOf('show', findingId(retired))).not.toContain('Why it matters');
  });

  it('says whose it is, with nothing that a terminal obeys', async () => {
    const owned = sampleFinding({ owners: ['post', 'shop\u001b[2J'], stack: 'live' });
    stack.reset({ findings: [owned] });

    const text = await outputOf('show', findingId(owned));

    expect(text).toMatch(/^ {2}Owner {4}post, shop\u241b\[2J$/m);
    expect(text).toMatch(/^ {2}Stack {4}live$/m);
    expect(text).not.toMatch(/^ {2}App /m);
  });

  it('says who deployed the function last, and of what is none nothing', async () => {
    const by = 'arn:aws:iam::111122223333:role/ci-deploy';
    const lastDeployment = { at: '2026-11-23T10:31:00Z', by, session: 'alice\u001b[2J' };
    const findings = [
      sampleFinding({ lastDeployment }),
      sampleFinding({ subject: 'B' }),
      sampleFinding({ subject: 'C', target: roleArn('shared') }),
    ] as const;
    stack.reset({ findings });
    const [known, unknown, ofRole] = await Promise.all(
      findings.map((finding) => outputOf('show', findingId(finding))),
    );

    expect(known).toMatch(
      /^ {2}Deployed 2026-11-23 10:31 UTC by role\/ci-deploy \(session alice\u241b\[2J\), code or configuration$/m,
    );
    expect(unknown).toMatch(/^ {2}Deployed not known: CloudTrail has no event/m);
    expect(ofRole).not.toMatch(/Deployed/);
  });

  it('names the candidates when an id could be any of several', async () => {
    const prefix = commonPrefix();
    const world = recordedWorld();

    expect(await vigil(['show', prefix], world)).toBe(2);
    expect(world.stderr()).toMatch(
      new RegExp(`^vigil: ${prefix} could be any of ${prefix}[0-9a-f]{8}, ${prefix}[0-9a-f]{8}`),
    );
  });
});

/** So many that two of them begin alike. */
function manyFindings() {
  return Array.from({ length: 1_000 }, (_, index) =>
    sampleFinding({ target: functionArn('many'), subject: `KEY${index}` }),
  );
}

function commonPrefix(): string {
  const prefixes = manyFindings().map((one) => findingId(one).slice(0, 4));
  const twice = prefixes.find((prefix, index) => prefixes.indexOf(prefix) !== index);

  return twice ?? 'none of them begin alike: take more';
}

async function outputOf(...args: readonly string[]): Promise<string> {
  const world = recordedWorld();
  await vigil(args, world);

  expect(world.stderr()).toBe('');
  return world.stdout();
}
