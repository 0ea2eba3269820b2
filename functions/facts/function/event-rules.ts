import { attempt, perTargetKnown } from '../../app/collectors.ts';
import type { Clock, Collector } from '../../app/ports.ts';
import { type Known, unknown } from '../../core/known.ts';
import { roleTarget, type Target } from '../../core/target.ts';
import { isLedByRulesAlone, ruleOf } from '../../domain/exposure/dead-triggers.ts';
import type { EntryPoint } from '../../domain/exposure/entry-point.ts';
import type { EventRule } from '../../domain/exposure/event-rule.ts';
import type { EventSource } from '../../domain/exposure/event-source.ts';
import { writeBacksOf } from '../../domain/exposure/write-back.ts';
import type { RolePermissions } from '../../engines/iam/index.ts';
import { defineFact, typed } from '../define-fact.ts';
import { onceEach } from '../once-each.ts';
import { eventSourcesFact } from './event-sources.ts';

/**
 * Those of EventBridge that trigger it, where nothing else leads to it or its role may put
 * events on their bus; of all others nothing is asked.
 */
export const eventRulesFact = defineFact({
  key: 'eventRules',
  about: ['function'],
  value: typed<readonly EventRule[]>(),
  words: 'the rules that trigger it',
  grants: [
    ...eventSourcesFact.grants,
    { action: 'events:ListRules', on: 'everything' },
    { action: 'events:DescribeRule', on: 'any rule' },
  ],
});

type Of<V> = Collector<Target<'function'>, V>;

export interface EventRuleReaders {
  readonly eventSources: Of<readonly EventSource[]>;
  readonly waysIn: Of<readonly EntryPoint[]>;
  readonly rolePermissions: Of<RolePermissions | undefined>;
  /** By ARN. @throws when it cannot be read. */
  readonly rule: (arn: string) => Promise<EventRule>;
  readonly clock: Clock;
}

/**
 * The rules of EventBridge that trigger functions, asked only where it matters: nothing else leads
 * to the function, or its role may put events on the bus. Each is asked of once a chunk.
 */
export function eventRules(readers: EventRuleReaders): Of<readonly EventRule[]> {
  return async (targets) => {
    const eventSources = await readers.eventSources(targets);
    const waysIn = await readers.waysIn(targets);
    const permissions = await readers.rolePermissions(targets);
    const ask = onceEach((arn) => attempt(() => readers.rule(arn)));

    return perTargetKnown(async (target: Target<'function'>) => {
      const polled = eventSources.get(target.arn) ?? unread;
      const ways = waysIn.get(target.arn) ?? unread;
      if (!polled.known) return polled;
      if (!ways.known) return ways;

      const role = permissions.get(target.arn);
      const isAsked =
        isLedByRulesAlone(polled.value, ways.value) ||
        (role?.known === true && mayPutEvents(target, ways.value, role.value, readers.clock()));
      return isAsked ? read(rulesIn(ways.value), ask) : { known: true, value: [] };
    })(targets);
  };
}

function mayPutEvents(
  { roleArn }: Target<'function'>,
  ways: readonly EntryPoint[],
  permissions: RolePermissions | undefined,
  now: Date,
): boolean {
  const triggers = rulesIn(ways).map((source) => ({ source }));

  return (
    permissions !== undefined &&
    writeBacksOf(triggers, permissions, roleTarget(roleArn), now.toISOString()).length > 0
  );
}

function rulesIn(ways: readonly EntryPoint[]): readonly string[] {
  return [...new Set(ways.map(ruleOf))].filter((arn) => arn !== undefined);
}

async function read(
  arns: readonly string[],
  ask: (arn: string) => Promise<Known<EventRule>>,
): Promise<Known<readonly EventRule[]>> {
  const value: EventRule[] = [];
  const unseen: string[] = [];

  for (const arn of arns) {
    const rule = await ask(arn);

    if (rule.known) value.push(rule.value);
    else unseen.push(`${arn} (${rule.reason})`);
  }
  const [first, ...more] = unseen;
  const incomplete = `not covered: ${first}${more.length > 0 ? ` and ${more.length} more` : ''}`;
  return { known: true, value, ...(first !== undefined && { incomplete }) };
}

const unread = unknown('what triggers it was not read');
