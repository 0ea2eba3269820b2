import { describe, expect, it } from 'vitest';
import { perTargetKnown } from '../../functions/app/collectors.ts';
import type { FactStore } from '../../functions/app/ports.ts';
import { type Known, unknown } from '../../functions/core/known.ts';
import type { Target } from '../../functions/core/target.ts';
import { tagSurvey } from '../../functions/facts/function/ownership.ts';
import { keepDeployments } from '../../functions/facts/last-deployment.ts';
import { targetOwners } from '../../functions/facts/target-owners.ts';
import { recordedFacts } from '../fakes/fact-store.ts';
import { functionNamed, layerNamed, roleNamed } from '../fakes/targets.ts';

const clock = () => new Date('2026-01-01T02:00:00Z');
const orders = functionNamed('orders');
const mails = functionNamed('mails');
const abroad = functionNamed('orders', { region: 'us-east-1' });
const role = roleNamed('shared');
const layer = layerNamed('common:3');
const teams = new Map([
  [orders.arn, 'shop'],
  [mails.arn, 'post'],
]);

describe('targetOwners', () => {
  it('has functions by their tags, and the tags with them', async () => {
    const owners = await ownersWith([]);

    const answers = await owners.function?.([orders, abroad]);

    expect(answers?.get(orders.arn)).toEqual({
      known: true,
      value: { owner: 'shop', tags: new Map([['team', 'shop']]) },
    });
    expect(answers?.get(abroad.arn)).toMatchObject({ known: false });
  });

  it('has functions with who deployed them last, and what they share without', async () => {
    const facts = await surveyed();
    const by = { at: orders.lastModified, by: 'arn:aws:iam::111122223333:user/ada' };
    await keepDeployments(new Map([[orders.arn, by]]), facts, clock);
    const { owners } = targetOwners({ ...parts(facts), ofRoles: sharersOf([orders.arn]) });

    expect((await owners.function?.([orders]))?.get(orders.arn)).toMatchObject({
      value: { owner: 'shop', lastDeployment: by },
    });
    expect((await owners.role?.([role]))?.get(role.arn)).toEqual({
      known: true,
      value: { owner: 'shop' },
    });
  });

  it('keeps what is stored where it cannot read who deployed last', async () => {
    const facts = await surveyed();
    const read: FactStore['read'] = async (kind, ids) => {
      if (kind === 'deployment') throw new Error('throttled');
      return facts.read(kind, ids);
    };
    const { owners } = targetOwners(parts({ ...facts, read }));

    expect((await owners.function?.([orders]))?.get(orders.arn)).toMatchObject({
      value: { owner: 'shop', isDeploymentUnread: true },
    });
  });

  it.each<[string, readonly string[], object]>([
    ['the one', [orders.arn], { owner: 'shop' }],
    ['all', [orders.arn, mails.arn], { owners: ['post', 'shop'] }],
    ['none, where no function uses it', [], {}],
  ])('has roles and layers by %s of the functions that use them', async (_, users, expected) => {
    const owners = await ownersWith(users);

    expect((await owners.role?.([role]))?.get(role.arn)).toEqual({ known: true, value: expected });
    expect((await owners.layer?.([layer]))?.get(layer.arn)).toMatchObject({ value: expected });
  });

  it.each<[string, Known<readonly string[]>]>([
    ['one of them', { known: true, value: [orders.arn, abroad.arn] }],
    ['which they are', unknown('no list')],
  ])('does not know them where it does not know %s', async (_, users) => {
    const owners = await ownersWith(users);

    expect((await owners.role?.([role]))?.get(role.arn)).toMatchObject({ known: false });
  });

  it('does not know them where the table cannot be read', async () => {
    const facts = recordedFacts();
    const broken: FactStore = { ...facts, read: () => Promise.reject(new Error('throttled')) };
    const { owners } = targetOwners({ ...parts(broken), ofRoles: sharersOf([orders.arn]) });

    expect((await owners.function?.([orders]))?.get(orders.arn)).toMatchObject({ known: false });
    expect((await owners.role?.([role]))?.get(role.arn)).toMatchObject({ known: false });
  });

  it('reads a function once, however many targets of a chunk it uses', async () => {
    const facts = await surveyed();
    const asked: string[] = [];
    const read: FactStore['read'] = (kind, ids) => {
      if (kind === 'tags') asked.push(...ids);
      return facts.read(kind, ids);
    };
    const { owners } = targetOwners({
      ...parts({ ...facts, read }),
      ofRoles: sharersOf([orders.arn]),
    });

    await owners.role?.([role, roleNamed('other')]);

    expect(asked).toEqual([orders.arn]);
  });
});

it('keeps notes of functions of frameworks while the account has a check that adds them up', async () => {
  const facts = recordedFacts();

  expect(targetOwners(parts(facts)).frameworkNotes).toBeDefined();
  expect(targetOwners(parts(facts, ['usage/framework-faults'])).frameworkNotes).toBeUndefined();
});

async function ownersWith(users: readonly string[] | Known<readonly string[]>) {
  const { owners } = targetOwners({
    ...parts(await surveyed()),
    ofRoles: sharersOf(users),
    ofLayers: sharersOf(users),
  });

  return owners;
}

function parts(facts: FactStore, disabledChecks: readonly string[] = []) {
  return { scanner: 'code', facts, clock, settings: { ownerTags: ['team'], disabledChecks } };
}

function sharersOf(users: readonly string[] | Known<readonly string[]>) {
  return perTargetKnown<Target<'role'> | Target<'layer'>, readonly string[]>(async () =>
    'known' in users ? users : { known: true, value: users },
  );
}

async function surveyed() {
  const facts = recordedFacts();
  const read = async function* () {
    yield [...teams].map(([arn, team]) => ({ arn, tags: [['team', team] as const] }));
  };
  await tagSurvey(read, facts, clock).survey(['eu-west-1'], []);

  return facts;
}
