import { describe, expect, it, vi } from 'vitest';
import { functionCallNotes } from '../../functions/facts/function-calls.ts';
import {
  functionSurvey,
  keptTableSurvey,
  tableWriters,
} from '../../functions/facts/kept-tables.ts';
import { recordedFacts } from '../fakes/fact-store.ts';
import { functionNamed } from '../fakes/targets.ts';

const region = 'eu-west-1';

describe('what the functions of a region keep in its tables', () => {
  it.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ['each that keeps something', [['email'], ['phone']], ['f0', 'f1']],
    ['none that keeps no more than one before', [['email', 'phone'], ['email']], ['f0']],
    [
      'no more than eight',
      Array.from({ length: 12 }, (_, index) => [`field${index}`]),
      ['f0', 'f1', 'f10', 'f11', 'f2', 'f3', 'f4', 'f5'],
    ],
  ])('names %s', async (_, all, names) => {
    expect(await writersOf(all.map((fields) => ({ users: fields })))).toEqual(names);
  });

  it('is read of each function once, however many there are, some at once', async () => {
    const facts = await noted(Array.from({ length: 1_200 }, () => ({ users: ['email'] })));
    const read = vi.spyOn(facts, 'read');

    await keptTableSurvey(facts).survey([region], []);

    const asked = read.mock.calls.filter(([kind]) => kind === 'function-calls');
    expect(asked.map(([, arns]) => arns.length)).toEqual([500, 500, 200]);
  });

  it('is not known of a region of which no function was ever listed', async () => {
    const facts = recordedFacts();
    await keptTableSurvey(facts).survey([region], []);

    expect(await tableWriters(facts, [region, 'eu-west-3'])).toEqual(
      new Map([[region, new Map()]]),
    );
  });

  it.each([['functions of region'], ['kept tables']] as const)(
    'is not known where what was stored is damaged: %s',
    async (kind) => {
      const facts = await noted([{ users: ['email'] }]);
      await keptTableSurvey(facts).survey([region], []);
      await facts.write(kind, new Map([[region, 'damaged']]));
      if (kind !== 'kept tables') await keptTableSurvey(facts).survey([region], []);

      expect((await tableWriters(facts, [region])).get(region)?.size ?? 0).toBe(0);
    },
  );

  it('stops no sweep where the table fails', async () => {
    const facts = recordedFacts();
    const failing = {
      ...facts,
      read: async () => Promise.reject(new Error('throttled')),
      write: async () => Promise.reject(new Error('too many')),
    };

    expect(await keptTableSurvey(failing).survey([region], [])).toEqual([]);
    await functionSurvey(failing).survey({ functions: new Set(), complete: new Set([region]) }, []);
  });
});

async function writersOf(keeps: readonly Readonly<Record<string, readonly string[]>>[]) {
  const facts = await noted(keeps);
  await keptTableSurvey(facts).survey([region], []);
  const writers = (await tableWriters(facts, [region])).get(region)?.get('users') ?? [];

  return writers.map(({ functionName }) => functionName);
}

async function noted(keeps: readonly Readonly<Record<string, readonly string[]>>[]) {
  const facts = recordedFacts();
  const arns = keeps.map((_, index) => functionNamed(`f${index}`).arn);
  const notes = keeps.map((each, index) => {
    const note = {
      configuration: 'a',
      variables: { known: true, value: {} },
      keeps: each,
    } as const;
    return [arns[index] ?? '', note] as const;
  });
  await functionCallNotes(facts).note(new Map(notes));
  await functionSurvey(facts).survey({ functions: new Set(arns), complete: new Set([region]) }, []);

  return facts;
}
