import { beforeEach, describe, expect, it } from 'vitest';
import { findingChanges, lastNightOf } from '../../cli/finding-changes.ts';
import { vigil } from '../../cli/program.ts';
import type { Change, Finding } from '../../functions/domain/finding.ts';
import { deployedStack } from './deployed.ts';
import { outputSchema } from './output-schema.ts';
import { account, functionArn, sampleCoverage, sampleFinding, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const night = '2026-11-25T02:03:04.000Z';
const dayBefore = '2026-11-24T02:03:04.000Z';
const opened = change('opened', '2026-11-20T02:03:04.000Z');

const findings = [
  withHistory('STAYS', 'open', opened),
  withHistory('NEW', 'open', change('opened', night)),
  withHistory('BACK', 'open', opened, change('resolved', dayBefore), change('reopened', night)),
  withHistory('WORSE', 'open', change('opened', dayBefore, 'low'), change('worsened', night)),
  withHistory('MILDER', 'open', opened, change('eased', night, 'low')),
  withHistory('FIXED', 'resolved', opened, change('resolved', night)),
  withHistory('ACCEPTED', 'suppressed', opened, change('suppressed', night)),
  withHistory(
    'EXPIRED',
    'open',
    opened,
    change('suppressed', dayBefore),
    change('unsuppressed', night),
  ),
  withHistory(
    'BRIEF',
    'resolved',
    change('opened', night),
    change('resolved', '2026-11-25T03:00:00.000Z'),
  ),
];

beforeEach(() => stack.reset({ findings, coverage: wholeCoverage(functionArn('checkout')) }));

describe('vigil diff', () => {
  it('lists what the last night has changed, and ends with how many of each', async () => {
    const world = recordedWorld();

    expect(await vigil(['diff'], world)).toBe(0);

    expect(world.stderr()).toBe('');
    expect(world.stdout().match(/^[A-Z][a-z ]+: \d+ \w+$/gm)).toEqual([
      'New: 2 high',
      'Worse: 1 high',
      'Milder: 1 low',
      'Fixed: 1 high',
      'Suppressed: 1 high',
      'Open again: 1 high',
    ]);
    expect(world.stdout().split('\n').at(-1)).toBe(
      '2 new, 1 worse, 1 milder, 1 fixed, 1 suppressed, 1 open again between 2026-11-25 02:03 UTC and 2026-11-25 08:00 UTC',
    );
    expect(world.stdout()).not.toContain('BRIEF');
    expect(world.stdout()).not.toContain('STAYS');
  });

  it('names one fault of several functions once', async () => {
    const world = recordedWorld();
    const news = ['a', 'b'].map((name) => ({
      ...withHistory('NEW', 'open', change('opened', night)),
      target: functionArn(name),
    }));
    stack.reset({ findings: news, coverage: wholeCoverage(functionArn('checkout')) });

    await vigil(['diff'], world);

    expect(world.stdout()).toContain('New: 2 high (1 fault)');
    expect(world.stdout().match(/function: b/g)).toHaveLength(1);
    expect(world.stdout()).toContain('2 new between');
  });

  it('is about two dates, if they are given, and about what is asked for', async () => {
    const printed = await documentOf('diff', '2026-11-24', '2026-11-25', '--severity', 'high');

    expect(outputSchema('diff').parse(printed)).toEqual(printed);
    expect(subjectsIn(printed)).toEqual({
      fixed: ['BACK'],
      suppressed: ['EXPIRED'],
      new: ['WORSE'],
    });
    expect(
      subjectsIn(await documentOf('diff', '2026-11-24', '2026-11-25', '--check', 'usage/*')),
    ).toEqual({});
  });

  it.each([
    { args: ['--fail-on', 'critical'], code: 0 },
    { args: ['--fail-on', 'high'], code: 1 },
    { args: ['7d', '2d', '--fail-on', 'critical'], code: 0 },
    { args: ['2026-11-25', '2026-11-24'], code: 2 },
    { args: ['tomorrow'], code: 2 },
  ])('ends with $code for $args', async ({ args, code }) => {
    expect(await vigil(['diff', ...args], recordedWorld())).toBe(code);
  });

  it('is a line for each change as JSON Lines', async () => {
    const world = recordedWorld();

    expect(await vigil(['diff', '--format', 'jsonl'], world)).toBe(0);
    const lines = world
      .stdout()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(7);
    expect(lines.map(({ change, subject }) => `${change} ${subject}`)).toContain('fixed FIXED');
  });

  it.each(['csv', 'markdown', 'html'])('says in %s what became of each', async (format) => {
    const world = recordedWorld();

    expect(await vigil(['diff', '--format', format], world)).toBe(0);
    const rows = world
      .stdout()
      .split('\n')
      .filter((line) => /^(?:\||<tr>|\w+,)/.test(line));
    expect(rows.find((row) => row.includes('about FIXED'))).toMatch(/^(?:\| |<tr><td>)?fixed\b/);
    expect(rows.find((row) => row.includes('about WORSE'))).toMatch(/^(?:\| |<tr><td>)?worse\b/);
  });

  it('has in SARIF what each is to the run before', async () => {
    const [{ results }] = (await documentIn('sarif')).runs;

    const states = results.map((result: { message: { text: string }; baselineState: string }) => [
      /about (\w+)/.exec(result.message.text)?.[1],
      result.baselineState,
    ]);
    expect(Object.fromEntries(states)).toEqual({
      NEW: 'new',
      BACK: 'new',
      WORSE: 'updated',
      MILDER: 'updated',
      FIXED: 'absent',
      ACCEPTED: 'updated',
      EXPIRED: 'new',
    });
  });

  it('has in OCSF what was made, updated and closed, and in ASFF how each is now', async () => {
    const activities = (await documentIn('ocsf')).map(
      (event: { message: string; activity_name: string }) => [
        event.message.replace('about ', ''),
        event.activity_name,
      ],
    );
    const states = (await documentIn('asff')).map(
      (each: { Description: string; Workflow: { Status: string } }) => each.Workflow.Status,
    );

    expect(Object.fromEntries(activities)).toMatchObject({
      NEW: 'Create',
      WORSE: 'Update',
      FIXED: 'Close',
      EXPIRED: 'Update',
    });
    expect(states).toContain('RESOLVED');
  });

  it('says that nothing has changed, and what was not checked', async () => {
    const world = recordedWorld();
    const [first, ...rest] = wholeCoverage(functionArn('checkout'));
    const gaps = [{ fact: 'weaknesses', reason: 'denied' }];
    stack.reset({ coverage: first ? [{ ...first, gaps }, ...rest] : [] });

    expect(await vigil(['diff', '--fail-on', 'low'], world)).toBe(3);
    expect(world.stdout()).toMatch(/^nothing has changed between .*; 1 thing not checked /);
  });

  it('refuses where no night has run that it could be about', async () => {
    const world = recordedWorld();
    stack.reset({});

    expect(await vigil(['diff'], world)).toBe(2);
    expect(world.stderr()).toContain('no scanner has run yet');
  });
});

describe('findingChanges', () => {
  it('has what was opened and is suppressed at the end as suppressed', () => {
    const finding = withHistory(
      'X',
      'suppressed',
      change('opened', dayBefore),
      change('suppressed', night),
    );
    const { suppressed, ...others } = findingChanges([finding], {
      from: '2026-11-01',
      to: '2026-12-01',
    });

    expect(suppressed).toEqual([finding]);
    expect(Object.values(others).flat()).toEqual([]);
  });
});

describe('lastNightOf', () => {
  it('is when the first scanner of the last night began', () => {
    const at = (scanner: string, listedAt: string) =>
      sampleCoverage({ scanner, target: account, listedAt });

    expect(
      lastNightOf([
        at('usage', '2026-11-25T05:00:00.000Z'),
        at('code', '2026-11-25T02:00:00.000Z'),
        at('dependencies', '2026-11-20T02:00:00.000Z'),
        sampleCoverage({ listedAt: '2026-11-25T00:00:00.000Z' }),
      ]),
    ).toBe('2026-11-25T02:00:00.000Z');
    expect(lastNightOf([])).toBeUndefined();
  });
});

function change(kind: Change['kind'], at: string, severity: Change['severity'] = 'high'): Change {
  return { kind, at, severity };
}

function withHistory(
  subject: string,
  status: Finding['status'],
  ...history: readonly Change[]
): Finding {
  const { at = '', severity = 'high' } = history.at(-1) ?? {};
  const summary = `about ${subject}`;

  return sampleFinding({ subject, summary, status, severity, changedAt: at, history });
}

async function documentOf(...args: readonly string[]): Promise<Document> {
  const world = recordedWorld();

  expect(await vigil([...args, '--json'], world)).toBe(0);
  return JSON.parse(world.stdout());
}

/** What a format of a service says, of any shape. */
async function documentIn(format: string) {
  const world = recordedWorld();

  expect(await vigil(['diff', '--format', format], world)).toBe(0);
  return JSON.parse(world.stdout());
}

type Document = Readonly<Record<string, unknown>>;

/** Of each list that is not empty. */
function subjectsIn(printed: Document): Readonly<Record<string, readonly string[]>> {
  const lists = Object.entries(printed).flatMap(([name, list]) =>
    Array.isArray(list) && list.length > 0 ? [[name, list.map(({ subject }) => subject)]] : [],
  );

  return Object.fromEntries(lists);
}
