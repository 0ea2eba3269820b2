import type { PublishedRule } from '../../functions/domain/exposure/iot-publishers.ts';

/** A rule of AWS IoT to whose topics anyone publishes by an identity pool. */
export function publishedRuleOf(rule: Partial<PublishedRule> = {}): PublishedRule {
  return {
    rule: 'arn:aws:iot:eu-west-1:111122223333:rule/daily',
    topic: 'orders/+',
    publishers: {
      guests: [{ role: 'arn:aws:iam::111122223333:role/guests', pool: 'eu-west-1:a1' }],
      policies: [],
    },
    ...rule,
  };
}

/** One to whose topics devices publish alone. */
export function closedRuleOf(): PublishedRule {
  return publishedRuleOf({ publishers: { guests: [], policies: [{ name: 'fleet' }] } });
}
