import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  dynamoFindings,
  dynamoTargetState,
} from '../../../functions/adapters/tables/dynamo-findings.ts';
import { findingItem } from '../../../functions/adapters/tables/finding-items.ts';
import { findingsQueries } from '../../../functions/adapters/tables/findings-queries.ts';
import { LostLock } from '../../../functions/app/lost-lock.ts';
import { record } from '../../../functions/app/record.ts';
import type { Detail } from '../../../functions/domain/check.ts';
import type { Coverage, Observation, Transition } from '../../../functions/domain/finding.ts';
import { engineGrants } from '../../../functions/domain/grants.ts';
import { suppress } from '../../../functions/domain/suppression.ts';
import { transitionsOf } from '../../../functions/domain/transitions.ts';
import { type FakeDynamo, fakeDynamo } from '../../fakes/fake-dynamo.ts';
import { day, seen, target } from '../../fakes/observations.ts';
import { functionNamed } from '../../fakes/targets.ts';

const leak: Detail = {
  subject: 'KEY',
  summary: 'a secret',
  evidence: [{ text: 'KEY', path: 'index.js', line: 3 }],
};
const coverage: Coverage = {
  scanner: 'code',
  target,
  observedAt: day(2),
  gaps: [{ fact: 'weaknesses', reason: 'too big' }],
  gapsSince: day(2),
};

let dynamo: FakeDynamo;
const storeOf = ({ client }: FakeDynamo) => dynamoFindings(client, 'findings');
const recorded = (observation: Observation) => record(observation, storeOf(dynamo));

beforeEach(() => {
  dynamo = fakeDynamo();
});

const storedLeak = () => dynamo.items('findings').find(({ sk }) => sk === 'code/secret#KEY');

afterEach(() => vi.useRealTimers());

describe('dynamoFindings', () => {
  it('reads what it wrote, consistently and page by page', async () => {
    dynamo = fakeDynamo(7);
    const opened = openedBy(many(30));
    await storeOf(dynamo).write(opened, coverage, undefined, false);

    const stored = await storeOf(dynamo).read('code', target);

    expect(stored.coverage).toEqual(coverage);
    expect(new Set(stored.findings)).toEqual(new Set(opened.map(({ finding }) => finding)));
    expect(queries()).toHaveLength(5);
    expect(queries().every(({ input }) => input.ConsistentRead === true)).toBe(true);
  });

  it('writes whose a finding is anew, unless it was changed meanwhile', async () => {
    await recorded({ ...seen([leak], 1), owned: { owner: 'shop', stacks: ['a', 'b'] } });
    const before = storedLeak();

    const owned = { owner: 'post', keptTags: { stage: ['live'] } };
    await recorded({ ...seen([leak], 2), owned });

    const { stacks: _, ...rest } = before ?? {};
    expect(storedLeak()).toEqual({ ...rest, ...owned });
    const { findings, coverage } = await storeOf(dynamo).read('code', target);
    expect([...findings, coverage]).toMatchObject([owned, owned]);
    const late = findings.map((finding) => ({ ...finding, changedAt: day(9) }));
    await expect(
      storeOf(dynamo).write([], { ...seen([]), gaps: [] }, coverage, false, late),
    ).rejects.toThrow(LostLock);
  });

  it('reads nothing of another scanner', async () => {
    const other = { ...coverage, scanner: 'code-x' };
    await storeOf(dynamo).write([], other, undefined, false);

    expect(await storeOf(dynamo).read('code', target)).toEqual({
      findings: [],
      coverage: undefined,
    });
  });

  it('does not take an unreadable item for an absent one', async () => {
    await recorded(seen([leak]));
    dynamo.change('findings', 'code/secret#KEY', ({ status: _, ...item }) => item);

    await expect(storeOf(dynamo).read('code', target)).rejects.toThrow();
  });

  it.each([
    ['while the target was never recorded before', undefined],
    ['while the coverage that was read is still there', coverage],
  ])('writes only %s', async (_, lock) => {
    const other = { ...coverage, observedAt: day(1) };
    await storeOf(dynamo).write([], other, undefined, false);

    const write = storeOf(dynamo).write(openedBy([leak]), { ...coverage }, lock, false);

    await expect(write).rejects.toThrow(LostLock);
    expect(dynamo.items('findings')).toMatchObject([{ sk: 'code/coverage', observedAt: day(1) }]);
  });

  it('holds the lock in every transaction when there is too much for one', async () => {
    await storeOf(dynamo).write([], coverage, undefined, false);
    const later = { ...coverage, observedAt: day(3) };
    const stolen = { S: day(9) };
    let transaction = 0;
    dynamo.beforeWrite = () => {
      transaction += 1;
      if (transaction !== 2) return;
      dynamo.change('findings', 'code/coverage', (item) => ({ ...item, observedAt: stolen }));
    };

    const write = storeOf(dynamo).write(openedBy(many(250)), later, coverage, false);

    await expect(write).rejects.toThrow(LostLock);
    expect(dynamo.transactions.map((items) => items.length)).toEqual([1, 100]);
  });

  it('keeps which checks are a part of a finding about the account', async () => {
    const folded = ['usage/idle-function'] as const;
    await storeOf(dynamo).write([], { ...coverage, folded }, undefined, false);

    expect((await storeOf(dynamo).read('code', target)).coverage).toMatchObject({ folded });
  });

  it('marks what was cut off, so that it is completed and not taken for whole', async () => {
    dynamo.faults = [undefined, 'refused'];

    await expect(recorded(seen(many(250)))).rejects.toThrow('cut off');
    expect((await storeOf(dynamo).read('code', target)).coverage).toMatchObject({
      cutOff: true,
      gaps: [{ fact: 'record', reason: expect.stringContaining('cut off') }],
    });
    // It comes again as it was, and nothing older comes in between.
    expect(await recorded(seen([], 0))).toEqual([]);
    const rest = await recorded(seen(many(250)));

    expect(rest).toHaveLength(151);
    const stored = await storeOf(dynamo).read('code', target);
    expect(stored.findings).toHaveLength(250);
    expect(stored.coverage).toMatchObject({ gaps: [] });
    expect(stored.coverage).not.toHaveProperty('cutOff');
  });

  it.each([
    ['a throttle', ['ThrottlingError', 'None']],
    ['a conflict', ['None', 'TransactionConflict']],
    ['both', ['ProvisionedThroughputExceeded', 'TransactionConflict']],
  ])('writes again what was cancelled for %s', async (_, reasons) => {
    dynamo.faults = [reasons, reasons];

    await recorded(seen([leak]));

    expect(writes()).toBe(3);
    expect((await storeOf(dynamo).read('code', target)).findings).toHaveLength(1);
  });

  it.each([
    ['a condition', ['ConditionalCheckFailed', 'None'], 1, 'LostLock'],
    [
      'a condition besides a throttle',
      ['None', 'ConditionalCheckFailed', 'ThrottlingError'],
      1,
      'LostLock',
    ],
    ['no reason that it names', ['None', 'None'], 1, 'TransactionCanceledException'],
    [
      'a throttle, for as long as that lasts',
      ['ThrottlingError'],
      7,
      'TransactionCanceledException',
    ],
  ])('throws what was cancelled for %s', async (_, reasons, tries, name) => {
    vi.useFakeTimers();
    dynamo.faults = Array<readonly string[]>(20).fill(reasons);

    const write = expect(recorded(seen([leak]))).rejects.toThrow(expect.objectContaining({ name }));
    await vi.advanceTimersByTimeAsync(60_000);
    await write;

    expect(writes()).toBe(tries);
    expect(dynamo.items('findings')).toEqual([]);
  });

  it('still knows a target whose end was cut off', async () => {
    await recorded(seen(many(250)));
    dynamo.faults = [undefined, 'refused'];

    const gone = recorded({ ...seen([], 2), judgements: [], gone: true });

    await expect(gone).rejects.toThrow('cut off');
    expect(await knownTo('code')).toEqual([target]);
    expect(itemAt('code/coverage')).not.toHaveProperty('expiresAt');
  });

  it('keeps a transaction under 4 MB, however much there is to say', async () => {
    const text = '🦀'.repeat(250);
    const evidence = Array(60).fill({ text, path: text });

    await recorded(seen(many(99).map((detail) => ({ ...detail, evidence }))));

    expect(dynamo.transactions.length).toBeGreaterThan(1);
    expect(dynamo.items('findings')).toHaveLength(100);
  });

  it('knows every target that was seen and is there', async () => {
    dynamo = fakeDynamo(2);
    const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((name) => functionNamed(name).arn);
    for (const arn of [a, b, c, d]) await recorded({ ...seen([leak]), target: arn ?? '' });
    const gone = { ...seen([], 2), judgements: [], gone: true };
    await recorded({ ...gone, target: b ?? '' });
    await recorded({ ...seen([leak]), target: e ?? '', scanner: 'usage' });

    expect(await knownTo('code')).toEqual([a, c, d]);
  });

  it('reads the rows of one account and of its regions, and no others', async () => {
    const inOther = (arn: string) => arn.replace('111122223333', '222233334444');
    const own = functionNamed('a').arn;
    const role = 'arn:aws:iam::111122223333:role/a';
    const layer = 'arn:aws:lambda:eu-west-1:111122223333:layer:a:1';
    const far = functionNamed('a', { region: 'us-east-1' }).arn;
    for (const arn of [own, role, layer, far, inOther(own), inOther(role)]) {
      await recorded({ ...seen([leak]), target: arn });
    }

    const within = { account: '111122223333', partition: 'aws', regions: ['eu-west-1'] };
    const known = await Array.fromAsync(storeOf(dynamo).known('code', within));

    expect(known).toEqual([{ target: role }, { target: own }]);
  });

  it('knows a target whose coverage is damaged, and names a row that has none', async () => {
    await recorded(seen([leak]));
    dynamo.change('findings', 'code/coverage', ({ gaps: _, ...item }) => item);
    expect(await knownTo('code')).toEqual([target]);

    dynamo.change('findings', 'code/coverage', (item) => ({ ...item, target: { S: 'arn:x' } }));
    expect(await Array.fromAsync(storeOf(dynamo).known('code'))).toEqual([
      { unreadable: `${target} code/coverage` },
    ]);
  });

  it('finds what is suppressed of a check, and asks the index alone', async () => {
    const opened = openedBy(many(3));
    const [first] = opened;
    if (!first) throw new Error('nothing was opened');
    const { finding } = first;
    await storeOf(dynamo).write(opened, coverage, undefined, false);
    const suppression = { reason: 'ours', until: day(30) };
    await findingsQueries(dynamo.client, 'findings').write(suppress(finding, suppression, day(3)));

    const suppressed = await Array.fromAsync(storeOf(dynamo).suppressed(finding.check));

    expect(suppressed).toMatchObject([{ subject: finding.subject, suppression }]);
    expect(await Array.fromAsync(storeOf(dynamo).suppressed('code/other'))).toEqual([]);
    expect(dynamo.called()).toContain('dynamodb:Query findings by check');
  });

  it('calls exactly what recording declares', async () => {
    await recorded(seen(many(100)));

    const declared = engineGrants.record.map(({ action, on }) => `${action} ${on}`);
    expect(dynamo.called()).toEqual(declared.toSorted());
  });

  it('reads what all scanners have stored about a target', async () => {
    await recorded(seen([leak]));
    await recorded({
      ...seen([], 2),
      scanner: 'usage',
      gaps: [{ fact: 'activity', reason: 'no' }],
    });

    const stateOf = dynamoTargetState(dynamo.client, 'findings');
    const usage = [{ fact: 'activity', reason: 'no' }];
    const open = [
      {
        target,
        check: 'code/secret',
        subject: 'KEY',
        severity: 'medium',
        summary: 'a secret',
        evidence: expect.any(Array),
        remediation: expect.any(String),
      },
    ];
    expect(await stateOf(target, seen([], 1).observedAt)).toEqual({
      open,
      gaps: { code: [], usage },
    });
    expect(await stateOf(target, seen([], 2).observedAt)).toEqual({ open, gaps: { usage } });
  });
});

describe('a suppression that is given while a scanner is at work', () => {
  it.each([
    ['better worded', [{ ...leak, summary: 'still a secret' }]],
    ['fixed', []],
  ])('is not lost when the finding is %s', async (_, now) => {
    await recorded(seen([leak]));
    const work = record(seen(now, 3), {
      ...storeOf(dynamo),
      async read(scanner, arn) {
        const stored = await storeOf(dynamo).read(scanner, arn);
        await suppressed(day(2));
        return stored;
      },
    });

    await expect(work).rejects.toThrow(LostLock);
    expect(await statuses()).toEqual(['suppressed']);
    // The chunk is delivered again.
    await recorded(seen(now, 4));
    expect(await statuses()).toEqual([now.length > 0 ? 'suppressed' : 'resolved']);
  });
});

describe('the items', () => {
  it('index open findings by severity, and let resolved ones and tombstones expire', async () => {
    const [opened] = openedBy([leak]);
    await recorded(seen([leak]));
    expect(itemAt('code/secret#KEY')).toMatchObject({ openSeverity: 'medium' });
    expect(itemAt('code/secret#KEY')).not.toHaveProperty('expiresAt');
    expect(itemAt('code/coverage')).not.toHaveProperty('expiresAt');

    await recorded({ ...seen([], 2), judgements: [], gone: true });
    const expiresAt = Date.UTC(2026, 3, 2) / 1000;
    expect(itemAt('code/secret#KEY')).toMatchObject({ expiresAt, status: 'resolved' });
    expect(itemAt('code/secret#KEY')).not.toHaveProperty('openSeverity');
    expect(itemAt('code/coverage')).toMatchObject({ expiresAt, gone: true });

    await recorded(seen([leak], 3));
    for (const sk of ['code/secret#KEY', 'code/coverage']) {
      expect(itemAt(sk)).not.toHaveProperty('expiresAt');
    }
    expect(opened && findingItem(opened)).not.toHaveProperty('quiet');
  });

  it('mark what is part of a first night, until it changes', async () => {
    await record(seen([leak]), storeOf(dynamo), true);
    expect(itemAt('code/secret#KEY')).toMatchObject({ quiet: true });

    await recorded(seen([{ ...leak, severity: 'high' }], 2));
    expect(itemAt('code/secret#KEY')).not.toHaveProperty('quiet');
  });
});

function many(count: number): readonly Detail[] {
  return Array.from({ length: count }, (_, index) => ({ ...leak, subject: `KEY${index}` }));
}

function openedBy(details: readonly Detail[]): readonly Transition[] {
  return transitionsOf([], seen(details));
}

async function knownTo(scanner: string): Promise<readonly string[]> {
  const known = await Array.fromAsync(storeOf(dynamo).known(scanner));

  return known.flatMap((each) => ('target' in each ? [each.target] : []));
}

function queries() {
  return dynamo.requests.filter(({ operation }) => operation === 'Query');
}

function writes(): number {
  return dynamo.requests.filter(({ operation }) => operation === 'TransactWriteItems').length;
}

function itemAt(sk: string) {
  return dynamo.items('findings').find((item) => item.sk === sk);
}

async function statuses() {
  return (await storeOf(dynamo).read('code', target)).findings.map(({ status }) => status);
}

async function suppressed(now: string): Promise<void> {
  const people = findingsQueries(dynamo.client, 'findings');
  const finding = await people.find(target, 'code/secret', 'KEY');

  if (finding?.status !== 'open') return;
  await people.write(suppress(finding, { reason: 'rotated weekly', until: day(60) }, now));
}
