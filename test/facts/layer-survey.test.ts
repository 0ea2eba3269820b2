import { beforeEach, describe, expect, it } from 'vitest';
import { noteLayerUsers } from '../../functions/app/layer-users.ts';
import { layerSurvey } from '../../functions/facts/layer-survey.ts';
import { layerSharers } from '../../functions/facts/several/sharers.ts';
import { factSources } from '../builders/fact-sources.ts';
import { type RecordedFacts, recordedFacts } from '../fakes/fact-store.ts';
import { layerNamed } from '../fakes/targets.ts';

const [common, extra, unseen] = ['common:3', 'extra:1', 'unseen:1'].map((name) => layerNamed(name));
const targets = [common, extra, unseen].filter((layer) => layer !== undefined);
const functions = new Map([
  [common?.arn ?? '', ['f1', 'f2']],
  [extra?.arn ?? '', ['f3']],
]);

let facts: RecordedFacts;
const sharers = async () => [...(await layerSharers(facts)(targets)).values()];

beforeEach(() => {
  facts = recordedFacts();
});

describe('the users of a layer in several accounts', () => {
  const [a, b] = ['111122223333', '222233334444'];
  const complete = new Set(['eu-west-1']);
  const inAll = async () => {
    const watched = { facts, ids: async () => [a ?? '', b ?? ''], factsOf: () => facts };
    return [...(await layerSharers(facts, watched)(targets)).values()];
  };

  it('are those of each account, as it was last listed', async () => {
    const more = new Map([[common?.arn ?? '', ['g1']]]);
    await noteLayerUsers(facts, a ?? '', { functionsOfLayer: functions, complete }, []);
    await noteLayerUsers(facts, b ?? '', { functionsOfLayer: more, complete }, []);

    expect(await inAll()).toEqual([
      { known: true, value: ['f1', 'f2', 'g1'] },
      { known: true, value: ['f3'] },
      { known: true, value: [] },
    ]);
  });

  it('may be more where an account could not be listed, of which the last are kept', async () => {
    const none = { functionsOfLayer: new Map(), complete: new Set<string>() };
    await noteLayerUsers(facts, b ?? '', { functionsOfLayer: functions, complete }, []);
    await noteLayerUsers(facts, b ?? '', none, ['functions of eu-west-1']);

    expect(await inAll()).toEqual([
      { known: true, value: ['f1', 'f2'], incomplete: expect.stringContaining(b ?? '') },
      { known: true, value: ['f3'], incomplete: expect.stringContaining(b ?? '') },
      { known: true, value: [], incomplete: expect.stringContaining(b ?? '') },
    ]);
  });
});

describe('the survey of layers', () => {
  it('stores who uses a version for its check', async () => {
    await layerSurvey(facts).survey(functions, []);

    expect(await sharers()).toEqual([
      { known: true, value: ['f1', 'f2'] },
      { known: true, value: ['f3'] },
      { known: false, reason: 'the service left it out of its answer' },
    ]);
  });

  it('calls a list of sharers incomplete while a region could not be listed', async () => {
    const gap = { fact: 'functions of eu-west-1', reason: 'denied' };
    await layerSurvey(facts).survey(functions, [gap]);

    expect((await sharers())[0]).toEqual({
      known: true,
      value: ['f1', 'f2'],
      incomplete: 'not listed: functions of eu-west-1',
    });
  });

  it('does not know a layer whose facts are damaged, and harms no other', async () => {
    await layerSurvey(facts).survey(functions, []);
    await facts.write('layer-sharers', new Map([[common?.arn ?? '', 'everybody']]));

    expect(await sharers()).toMatchObject([{ known: false }, { known: true }, {}]);
  });

  it('reads and writes exactly what the facts declare', async () => {
    await layerSurvey(facts).survey(functions, []);
    await sharers();

    expect(facts.called()).toEqual(factSources.layer.sharers.map(({ action }) => action));
  });
});
