import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { FunctionTarget } from '../../functions/core/target.ts';
import { type ReadInTurnProps, readInTurn } from '../../functions/facts/read-in-turn.ts';
import { type RecordedFacts, recordedFacts } from '../fakes/fact-store.ts';
import { accessDenied, functionNamed } from '../fakes/targets.ts';

const DAY_MS = 86_400_000;
const first = Date.parse('2026-11-02T03:00:00.000Z');
const targets = Array.from({ length: 70 }, (_, index) => functionNamed(`f${index}`));
const [one] = targets as [FunctionTarget];

let facts: RecordedFacts;
let asked: string[];
let there: readonly string[];
let isDenied: boolean;

beforeEach(() => {
  facts = recordedFacts();
  asked = [];
  there = [];
  isDenied = false;
});

describe('what is read in turn', () => {
  it('is read of each function once a week, from the first night on', async () => {
    const nights = [];
    for (let night = 0; night < 14; night += 1) nights.push(await askedOn(night));

    for (const night of nights) expect(night.length).toBeLessThan(targets.length / 3);
    for (const week of [nights.slice(0, 7), nights.slice(7)]) {
      expect(week.flat().toSorted()).toEqual(targets.map(({ arn }) => arn).toSorted());
    }
  });

  it('is not known to be nothing until it was read, and kept from then on', async () => {
    const answers = [];
    for (let night = 0; night < 7; night += 1) answers.push((await read(night)).get(one.arn));

    const since = answers.findIndex((answer) => answer !== undefined);
    expect(answers.slice(0, since)).toEqual(Array(since).fill(undefined));
    expect(answers.slice(since)).toEqual(Array(7 - since).fill({ known: true, value: [] }));
    expect((await read(7)).get(one.arn)).toEqual({ known: true, value: [] });
  });

  it('is read at the latest a week after the first night, whatever nights were missed', async () => {
    await read(0);
    asked = [];

    await read(7.5);

    const unread = [...(await read(7.6))].filter(([, answer]) => answer === undefined);
    expect(unread).toEqual([]);
  });

  it('is read at once of a function that is new', async () => {
    for (let night = 0; night < 3; night += 1) await read(night);
    const young = functionNamed('young', { lastModified: dayOf(2.5) });

    expect(await askedOn(3, [young])).toEqual([young.arn]);
  });

  it('is read at once of a function that changed', async () => {
    for (let night = 0; night < 7; night += 1) await read(night);

    for (const night of [7, 8, 9, 10, 11, 12, 13]) {
      const changed = { ...one, revisionId: `deployed on ${night}` };
      expect(await askedOn(night, [changed])).toEqual([one.arn]);
    }
  });

  it('is read at once of one without a revision, whose changes would not be seen', async () => {
    const blank = { ...one, revisionId: '' };
    for (let night = 0; night < 7; night += 1) await read(night, [blank]);

    expect(await askedOn(7.1, [blank])).toEqual([one.arn]);
    expect(await askedOn(8, [blank])).toEqual([one.arn]);
  });

  it('is read of what is urgent, whatever was read before', async () => {
    for (let night = 0; night < 7; night += 1) await read(night);

    for (const night of [7, 8, 9, 10]) {
      expect(await askedOn(night, [one], new Set([one.arn]))).toEqual([one.arn]);
    }
  });

  it('is read every night while there is something, so that it is seen to go', async () => {
    there = ['a URL'];
    for (let night = 0; night < 7; night += 1) await read(night);
    expect((await read(7)).get(one.arn)).toEqual({ known: true, value: ['a URL'] });

    there = [];
    expect((await read(8)).get(one.arn)).toEqual({ known: true, value: [] });
    expect(await askedOn(8.1)).toEqual([]);
  });

  it('is unknown where it cannot be read, and read again the next night', async () => {
    for (let night = 0; night < 7; night += 1) await read(night);
    isDenied = true;
    const denied = [...(await read(7))].filter(([, answer]) => answer?.known === false);
    expect(denied.length).toBeGreaterThan(0);

    isDenied = false;
    const arns = denied.map(([arn]) => arn);
    expect((await askedOn(8)).filter((arn) => arns.includes(arn)).toSorted()).toEqual(
      arns.toSorted(),
    );
  });

  it('is asked for anew where what was kept is damaged', async () => {
    await facts.write('aliases', new Map([[one.arn, { revision: 7 }]]));
    const answers = [];
    for (let night = 0; night < 7; night += 1) answers.push((await read(night)).get(one.arn));

    expect(answers.at(-1)).toEqual({ known: true, value: [] });
  });

  it('is read of all every night where the region is read whole', async () => {
    const isReadWhole = async () => true;

    for (const night of [0, 1, 2]) {
      expect(await askedOn(night, targets, undefined, { isReadWhole })).toHaveLength(70);
    }
  });

  it('is read of all on the first night where none may wait', async () => {
    expect(await askedOn(0, targets, undefined, { first: 'at once' })).toHaveLength(70);
    expect((await askedOn(1, targets, undefined, { first: 'at once' })).length).toBeLessThan(24);
  });

  it('is not written again on nights on which nothing new was seen', async () => {
    for (let night = 0; night < 7; night += 1) await read(night, [one]);
    const before = facts.written();

    for (const night of [6.1, 6.2, 6.3]) await read(night, [one], new Set([one.arn]));

    expect(facts.written()).toBe(before);
  });
});

async function askedOn(
  night: number,
  some?: readonly FunctionTarget[],
  urgent?: ReadonlySet<string>,
  more?: Partial<ReadInTurnProps<string[]>>,
) {
  asked = [];
  await read(night, some, urgent, more);
  return asked;
}

function read(
  night: number,
  some: readonly FunctionTarget[] = targets,
  urgent?: ReadonlySet<string>,
  more: Partial<ReadInTurnProps<string[]>> = {},
) {
  const inTurn = readInTurn({
    kind: 'aliases',
    value: z.array(z.string()),
    read: async ({ arn }) => {
      asked.push(arn);
      if (isDenied) throw accessDenied();
      return [...there];
    },
    isWatched: (words) => words.length > 0,
    first: 'in turn',
    isReadWhole: async () => false,
    facts,
    clock: () => new Date(dayOf(night)),
    ...more,
  });

  return inTurn(some, urgent);
}

function dayOf(night: number): string {
  return new Date(first + night * DAY_MS).toISOString();
}
