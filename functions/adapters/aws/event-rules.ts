import { DescribeRuleCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod/mini';
import { attempt } from '../../app/collectors.ts';
import { regionOf } from '../../core/target.ts';
import { type EventRule, ruleNamed, takesAll } from '../../domain/exposure/event-rule.ts';
import { notFoundAsNone } from './not-found-as-none.ts';

/**
 * Looks a rule up by its ARN, among those of the default bus, which are listed together, or else by
 * its name. @throws when it cannot be read, or for the ARN of no rule.
 */
export function eventRules(
  clientIn: (region: string) => EventBridgeClient,
  listed: (region: string) => Promise<ReadonlyMap<string, unknown>>,
) {
  return async (arn: string): Promise<EventRule> => {
    const named = ruleNamed(arn);
    if (!named) throw new Error(`${arn.slice(0, 200)} is the ARN of no rule`);

    const rules = await attempt(() => listed(regionOf(arn)));
    const inList = rule.safeParse(rules.known ? rules.value.get(arn) : undefined);
    const found = inList.success
      ? inList.data
      : await described(clientIn(regionOf(arn)), named.name, named.bus);
    if (!found) return { arn, state: 'gone', takesAll: false };
    return {
      arn,
      state: found.State === 'DISABLED' ? 'off' : 'on',
      takesAll: found.EventPattern !== undefined && takesAll(found.EventPattern),
    };
  };
}

/** Undefined where there is none of that name. */
async function described(client: EventBridgeClient, Name: string, EventBusName?: string) {
  return notFoundAsNone(
    async () => rule.parse(await client.send(new DescribeRuleCommand({ Name, EventBusName }))),
    'ResourceNotFoundException',
  );
}

const rule = z.object({
  State: z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']),
  EventPattern: z.optional(z.string()),
});
