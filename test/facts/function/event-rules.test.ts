import { describe, expect, it } from 'vitest';
import { type Known, unknown } from '../../../functions/core/known.ts';
import type { EntryPoint } from '../../../functions/domain/exposure/entry-point.ts';
import type { EventRule } from '../../../functions/domain/exposure/event-rule.ts';
import type { EventSource } from '../../../functions/domain/exposure/event-source.ts';
import type { RolePermissions } from '../../../functions/engines/iam/role-permissions.ts';
import { eventRules } from '../../../functions/facts/function/event-rules.ts';
import { roleOf } from '../../builders/role-of.ts';
import { pushedBy } from '../../fakes/entry-points.ts';
import { eventSourceOf } from '../../fakes/event-sources.ts';
import { accessDenied, functionNamed } from '../../fakes/targets.ts';

const orders = functionNamed('orders');
const mails = functionNamed('mails');
const here = 'eu-west-1:111122223333';
const rule = `arn:aws:events:${here}:rule/daily`;
const other = `arn:aws:events:${here}:rule/hourly`;
const queue = eventSourceOf(`arn:aws:sqs:${here}:orders`);
const url: EntryPoint = { kind: 'url', url: 'https://x', authType: 'NONE', isOpen: true };
const puts = roleOf([
  [{ Action: 'events:PutEvents', Resource: `arn:aws:events:${here}:event-bus/default` }],
]);
const on = (arn: string): EventRule => ({ arn, state: 'on', takesAll: false });

interface Given {
  readonly sources?: Known<readonly EventSource[]>;
  readonly ways?: Known<readonly EntryPoint[]>;
  readonly role?: Known<RolePermissions | undefined>;
}

describe('the rules that trigger a function', () => {
  it.each<[string, Given, readonly string[]]>([
    ['nothing else leads to it', { ways: known([pushedBy(rule), pushedBy(other)]) }, [rule, other]],
    [
      'what else there is, is switched off',
      {
        sources: known([{ ...queue, state: 'Disabled' }]),
        ways: known([pushedBy(rule)]),
      },
      [rule],
    ],
    ['it has a URL', { ways: known([pushedBy(rule), url]) }, []],
    ['a queue triggers it', { sources: known([queue]), ways: known([pushedBy(rule)]) }, []],
    [
      'its role may put events on the bus, whatever else leads to it',
      { ways: known([pushedBy(rule), url]), role: known(puts) },
      [rule],
    ],
    ['there is none', { ways: known([]) }, []],
  ])('are asked about: %s', async (_, given, arns) => {
    const asked: string[] = [];

    const [answer] = await collect(given, async (arn) => {
      asked.push(arn);
      return on(arn);
    });

    expect(answer).toEqual(known(arns.map(on)));
    // Once for both of the functions.
    expect(asked).toEqual(arns);
  });

  it('are known as far as they can be read', async () => {
    const [answer] = await collect(
      { ways: known([pushedBy(rule), pushedBy(other)]) },
      async (arn) => {
        if (arn === rule) throw accessDenied();
        return on(arn);
      },
    );

    expect(answer).toEqual({
      ...known([on(other)]),
      incomplete: `not covered: ${rule} (AccessDeniedException: not authorised)`,
    });
  });

  it('are unknown where what triggers it is', async () => {
    const reason = unknown('not authorised');
    const read = async (arn: string) => on(arn);

    expect((await collect({ sources: reason }, read))[0]).toEqual(reason);
    expect((await collect({ ways: reason }, read))[0]).toEqual(reason);
    expect(
      (await collect({ ways: known([pushedBy(rule)]), role: unknown('stale') }, read))[0],
    ).toEqual(known([on(rule)]));
  });
});

async function collect(given: Given, rule: (arn: string) => Promise<EventRule>) {
  const { sources = known([]), ways = known([]), role = known(undefined) } = given;
  const both =
    <V>(value: Known<V>) =>
    async () =>
      new Map([orders, mails].map(({ arn }) => [arn, value]));
  const answers = await eventRules({
    eventSources: both(sources),
    waysIn: both(ways),
    rolePermissions: both(role),
    rule,
    clock: () => new Date('2026-11-26T03:00:00Z'),
  })([orders, mails]);

  return [orders, mails].map(({ arn }) => answers.get(arn));
}

function known<V>(value: V): Known<V> {
  return { known: true, value };
}
