import { expect, it } from 'vitest';
import { functionCalls } from '../../../functions/adapters/tables/function-calls.ts';
import { inMemoryFacts } from '../../../functions/adapters/tables/in-memory.ts';
import { perTargetKnown } from '../../../functions/app/collectors.ts';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { SdkCalls } from '../../../functions/core/sdk-calls.ts';
import { unknownAnalysis } from '../../../functions/engines/archive/index.ts';
import { functionCallNotes } from '../../../functions/facts/function-calls.ts';
import { layerUses } from '../../../functions/facts/layer-uses.ts';
import { callsShown } from '../../../functions/facts/role/calls-shown.ts';
import { codeUse } from '../../../functions/facts/role/code-use.ts';
import { call } from '../../builders/function-use.ts';
import { functionNamed, roleNamed } from '../../fakes/targets.ts';

const role = roleNamed('shop');
const [orders, carts] = ['orders', 'carts'].map((name) => functionNamed(name).arn) as [
  string,
  string,
];
const gets = { calls: [call('dynamodb.GetItem', { TableName: '$TABLE' })], unresolved: [] };
const open = { reason: 'made up as it runs', path: 'a.mjs', line: 1, column: 1 };

it('is what each function of a role calls, with what its environment makes of it', async () => {
  const { uses, shown } = await asked([orders, carts], {
    [orders]: known(gets),
    [carts]: known({ calls: [], unresolved: [{ ...open, service: 's3' }] }),
  });

  expect(uses).toMatchObject({
    known: true,
    value: [
      { name: 'carts', platform: { layers: [] } },
      {
        name: 'orders',
        place: { partition: 'aws', region: 'eu-west-1', account: '111122223333' },
        calls: { known: true, value: gets },
        variables: { known: true, value: { TABLE: 'orders' } },
        platform: { layers: ['arn:aws:lambda:eu-west-1:111122223333:layer:a:1'] },
      },
    ],
  });
  expect(shown).toEqual({ known: true, value: true });
});

it.each<[what: string, of: Readonly<Record<string, Known<SdkCalls>>>, why: string]>([
  ['whose code is not seen yet', { [orders]: known(gets) }, 'carts: the code scanner has not'],
  ['whose code is not read', { [carts]: unknown('an image') }, 'carts: an image'],
  [
    'whose code is read in part',
    { [carts]: { ...known(gets), incomplete: 'b.mjs is not parsed' } },
    'carts: b.mjs is not parsed',
  ],
  [
    'whose code may call anything',
    { [carts]: known({ calls: [], unresolved: [open] }) },
    'carts: made up as it runs',
  ],
])('is unknown with a function %s', async (_, of, why) => {
  const { uses, shown } = await asked([orders, carts], { [orders]: known(gets), ...of });

  expect(uses).toEqual({ known: false, reason: expect.stringContaining(why) });
  expect(shown).toEqual({ known: true, value: false });
});

it('is unknown where not all functions could be listed', async () => {
  const { uses, shown } = await asked(
    { known: true, value: [orders], incomplete: 'not listed: eu-west-2' },
    { [orders]: known(gets) },
  );

  expect(uses).toEqual({ known: false, reason: 'not listed: eu-west-2' });
  expect(shown).toEqual({ known: true, value: false });
});

async function asked(
  sharers: Known<readonly string[]> | readonly string[],
  calls: Readonly<Record<string, Known<SdkCalls>>>,
) {
  const facts = inMemoryFacts();
  const entries = Object.entries(calls);
  await facts.write(
    'code',
    new Map(entries.map(([arn, sdkCalls]) => [arn, { ...unread, sdkCalls }])),
  );
  await functionCallNotes(facts).note(
    new Map(
      entries.map(([arn]) => [
        arn,
        { code: arn, configuration: '', variables: known({ TABLE: 'orders' }) },
      ]),
    ),
  );
  await layerUses(facts).note(
    new Map([[orders, { layers: ['arn:aws:lambda:eu-west-1:111122223333:layer:a:1'] }]]),
  );
  const running = 'known' in sharers ? sharers : known(sharers);
  const collector = codeUse(
    perTargetKnown(async () => running),
    functionCalls(facts),
    facts,
  );

  return {
    uses: (await collector([role])).get(role.arn),
    shown: (await callsShown(collector)([role])).get(role.arn),
  };
}

const unread = unknownAnalysis({ reason: 'not asked' });

function known<T>(value: T) {
  return { known: true, value } as const;
}
