import { expect, it } from 'vitest';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { EventSource } from '../../../functions/domain/exposure/event-source.ts';
import { triggeredRoles } from '../../../functions/facts/function/role-permissions.ts';
import { latelySurveyedPermissions, roleSurvey } from '../../../functions/facts/role-survey.ts';
import { triggers } from '../../../functions/facts/triggers.ts';
import { withoutUsers } from '../../builders/account-roles.ts';
import { roleOf } from '../../builders/role-of.ts';
import { trustOf } from '../../builders/trust-of.ts';
import { eventSourceOf } from '../../fakes/event-sources.ts';
import { recordedFacts } from '../../fakes/fact-store.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const mails = functionNamed('mails');
const queue = eventSourceOf('arn:aws:sqs:eu-west-1:111122223333:orders');
const permissions = roleOf([[{ Action: 'sqs:SendMessage' }]]);
const night = new Date('2026-11-25T03:00:00Z');
const hoursLater = (hours: number) => new Date(night.getTime() + hours * 3_600_000);

it('says what the role of a triggered function may do, and nothing of others', async () => {
  const facts = await surveyed();

  expect(await collect(facts, { [orders.arn]: known([queue]), [mails.arn]: known([]) })).toEqual([
    known(permissions),
    known(undefined),
  ]);
  expect(facts.called()).toEqual(['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem']);
});

it('asks for nothing when nothing is triggered', async () => {
  const facts = recordedFacts();

  expect(await collect(facts, { [orders.arn]: known([]), [mails.arn]: known([]) })).toEqual([
    known(undefined),
    known(undefined),
  ]);
  expect(facts.called()).toEqual([]);
});

it('is unknown where what triggers it is', async () => {
  const reason = unknown('not authorised');

  expect(await collect(await surveyed(), { [orders.arn]: reason, [mails.arn]: known([]) })).toEqual(
    [reason, known(undefined)],
  );
});

it.each([
  ['a night and a half old', 36, known(permissions)],
  ['older', 37, unknown('the permissions scanner has not seen its role lately')],
])('what was written down is %s', async (_, hours, answer) => {
  const answers = await collect(
    await surveyed(),
    { [orders.arn]: known([queue]), [mails.arn]: known([]) },
    hoursLater(hours),
  );

  expect(answers[0]).toEqual(answer);
});

it('is unknown where the role was never seen, could not be read, or is damaged', async () => {
  const facts = await surveyed(accessDenied());
  const both = { [orders.arn]: known([queue]), [mails.arn]: known([queue]) };

  expect(await collect(facts, both)).toEqual([
    unknown('AccessDeniedException: not authorised'),
    unknown('the permissions scanner has not seen its role lately'),
  ]);
  await facts.write('role', new Map([[orders.roleArn, { permissions: 1 }]]));
  expect((await collect(facts, both))[0]).toMatchObject({
    reason: expect.stringContaining('damaged'),
  });
});

it('is unknown where the table cannot be read', async () => {
  const facts = {
    ...recordedFacts(),
    read: async () => {
      throw accessDenied();
    },
  };

  expect(
    (await collect(facts, { [orders.arn]: known([queue]), [mails.arn]: known([]) }))[0],
  ).toEqual(unknown('AccessDeniedException: not authorised'));
});

/** Of the role of orders. */
async function surveyed(failure?: Error) {
  const facts = recordedFacts();
  const read = async () => {
    if (failure) throw failure;
    const createdAt = known('2020-01-01T00:00:00.000Z');
    return withoutUsers(
      new Map([
        [
          orders.roleArn,
          {
            permissions: known(permissions),
            trust: known(trustOf([])),
            createdAt,
            lastUsedAt: createdAt,
          },
        ],
      ]),
    );
  };
  const isGone = async () => true;
  await roleSurvey({ reader: { read }, isGone, facts, clock: () => night }).survey(
    new Map([[orders.roleArn, [orders.arn]]]),
    [],
  );

  return facts;
}

async function collect(
  facts: Parameters<typeof latelySurveyedPermissions>[0],
  sources: Readonly<Record<string, Known<readonly EventSource[]>>>,
  now = hoursLater(1),
) {
  const answers = await triggeredRoles(
    triggers(
      async () => new Map(Object.entries(sources)),
      async (targets) => new Map(targets.map(({ arn }) => [arn, known([])])),
    ),
    latelySurveyedPermissions(facts, () => now),
  )([orders, mails]);

  return [orders, mails].map(({ arn }) => answers.get(arn));
}

function known<V>(value: V): Known<V> {
  return { known: true, value };
}
