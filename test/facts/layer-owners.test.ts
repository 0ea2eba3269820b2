import { beforeEach, describe, expect, it } from 'vitest';
import { perTargetKnown } from '../../functions/app/collectors.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import { factsIn } from '../../functions/app/watched-accounts.ts';
import { accountOf, type Target } from '../../functions/core/target.ts';
import { tagSurvey } from '../../functions/facts/function/ownership.ts';
import { layerSurvey } from '../../functions/facts/layer-survey.ts';
import { layerOwnersSurvey, targetOwners } from '../../functions/facts/target-owners.ts';
import { type RecordedFacts, recordedFacts } from '../fakes/fact-store.ts';
import { layerNamed } from '../fakes/targets.ts';

const OWN = '111122223333';
const MEMBER = '222233334444';
const layer = layerNamed('common:3');
const [orders = '', mails = '', billing = ''] = [
  [OWN, 'orders'],
  [OWN, 'mails'],
  [MEMBER, 'billing'],
].map(([account, name]) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`);
const teams = new Map([
  [orders, 'shop'],
  [mails, 'post'],
  [billing, 'money'],
]);

let facts: RecordedFacts;
let now: Date;
let settings: { ownerTags: readonly string[]; disabledChecks: readonly string[] };
/** Ids of stored tags that were read. */
let tagsRead: string[];

beforeEach(async () => {
  facts = recordedFacts();
  now = new Date('2026-01-01T02:00:00Z');
  settings = { ownerTags: ['team'], disabledChecks: [] };
  await readTags(OWN, teams);
  await readTags(MEMBER, teams);
  tagsRead = [];
});

describe('the owners of a layer that several accounts use', () => {
  it('are those of all users, of which none is read once each account has noted its own', async () => {
    await note([orders, mails]);
    await note([billing]);
    tagsRead = [];

    expect(await ownersOf([orders, mails, billing])).toEqual({
      known: true,
      value: { owners: ['money', 'post', 'shop'] },
    });
    expect(tagsRead).toEqual([]);
  });

  it('are read one by one of an account that has noted nothing', async () => {
    await note([orders, mails]);
    tagsRead = [];

    expect(await ownersOf([orders, mails, billing])).toMatchObject({
      value: { owners: ['money', 'post', 'shop'] },
    });
    expect(tagsRead).toEqual([billing]);
  });

  // Each of these would be another answer than the note has.
  it.each<[string, () => unknown, readonly string[], object]>([
    ['has other users now', () => {}, [orders, mails], { owners: ['post', 'shop'] }],
    ['was made by other settings', () => setOwnerTags('cost-centre'), [orders], {}],
    [
      'was made of tags that were read anew since',
      () => readTags(OWN, new Map([[orders, 'stock']])),
      [orders],
      { owner: 'stock' },
    ],
    [
      'is damaged',
      () => facts.write('layer owners', new Map([[`${OWN} ${layer.arn}`, { owned: 1 }]])),
      [orders],
      { owner: 'shop' },
    ],
  ])('are not those of a note that %s', async (_, change, users, expected) => {
    await note([orders]);
    await change();
    tagsRead = [];

    expect(await ownersOf(users)).toEqual({ known: true, value: expected });
    expect(tagsRead).toEqual(users);
  });

  it('are not known once tags were not read lately, whatever was noted', async () => {
    await note([orders]);
    now = new Date('2026-01-03T02:00:00Z');

    expect(await ownersOf([orders])).toMatchObject({ known: false });
  });

  it('are not noted where those of one user are not known', async () => {
    const abroad = orders.replace('eu-west-1', 'us-east-1');
    await note([orders, abroad]);

    expect(await ownersOf([orders, abroad])).toMatchObject({ known: false });
    expect(facts.written()).not.toContain('"mark"');
  });

  it('are bounded in a note, and in all notes together', async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => orders + String(index));
    const hostile = new Map(many.map((arn, index) => [arn, `${'日'.repeat(250)}${index}`]));
    await readTags(OWN, hostile);
    await note(many);

    const [written = ''] = facts
      .written()
      .split('\n')
      .filter((line) => line.startsWith('layer owners'));
    expect(Buffer.byteLength(written)).toBeLessThan(60_000);
    tagsRead = [];
    expect(await ownersOf(many)).toMatchObject({
      value: {
        owners: { length: 50, 0: expect.stringMatching(/\D0$/), 1: expect.stringMatching(/\D1$/) },
      },
    });
    expect(tagsRead).toEqual([]);
  });
});

it('has no owners noted where there is one account, which looks at a layer once', () => {
  expect(layerOwnersSurvey({ facts, clock: () => now, settings })).toBeUndefined();
});

it('stores who uses a layer where its owners cannot be noted', async () => {
  const failing = { survey: () => Promise.reject(new Error('throttled')) };

  await layerSurvey(facts, failing).survey(new Map([[layer.arn, [orders]]]), []);

  expect(facts.written()).toContain(`layer-sharers [["${layer.arn}"`);
});

function parts() {
  const counted: FactStore = {
    ...facts,
    read(kind, ids) {
      if (kind === 'tags') tagsRead.push(...ids);
      return facts.read(kind, ids);
    },
  };
  const watched = {
    facts: counted,
    ids: async () => [OWN, MEMBER],
    factsOf: (account: string) => factsIn(account, OWN, counted),
  };

  return { scanner: 'code', facts: counted, clock: () => now, settings, watched };
}

/** As the sweep of their account does. */
async function note(users: readonly string[]) {
  await layerSurvey(facts, layerOwnersSurvey(parts())).survey(new Map([[layer.arn, users]]), []);
}

async function ownersOf(users: readonly string[]) {
  const ofLayers = perTargetKnown<Target<'layer'>, readonly string[]>(async () => ({
    known: true,
    value: users,
  }));
  const { owners } = targetOwners({ ...parts(), ofLayers });

  return (await owners.layer?.([layer]))?.get(layer.arn);
}

async function readTags(account: string, ofTeams: ReadonlyMap<string, string>) {
  now = new Date(now.getTime() + 1_000);
  const read = async function* () {
    yield [...ofTeams]
      .filter(([arn]) => accountOf(arn) === account)
      .map(([arn, team]) => ({ arn, tags: [['team', team] as const] }));
  };
  await tagSurvey(read, factsIn(account, OWN, facts), () => now).survey(['eu-west-1'], []);
}

function setOwnerTags(...ownerTags: readonly string[]) {
  settings = { ...settings, ownerTags };
}
