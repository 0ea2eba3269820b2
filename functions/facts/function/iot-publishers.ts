import { perTargetKnown } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import { joinedReasons } from '../../core/joined-reasons.ts';
import { type Known, unknown } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { entryPointsOf } from '../../domain/exposure/entry-points.ts';
import {
  isByRuleOfIot,
  letsInIot,
  withIotCallers,
} from '../../domain/exposure/iot-entry-points.ts';
import type { IotPublishers, PublishedRule } from '../../domain/exposure/iot-publishers.ts';
import type { TriggerSource } from '../../domain/exposure/trigger-source.ts';
import type { ResourcePolicy } from '../../engines/iam/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { roleDetails } from '../role-grants.ts';
import { unreadIotCallers } from '../unread-iot-callers.ts';
import { triggerSourcesFact } from './trigger-sources.ts';

/** Of rules of AWS IoT that run it, those that are on. */
export const iotPublishersFact = defineFact({
  key: 'iotPublishers',
  about: ['function'],
  value: typed<readonly PublishedRule[]>(),
  words: 'who may publish to the topics of AWS IoT that run it',
  grants: [
    ...triggerSourcesFact.grants,
    ...roleDetails.filter(({ on }) => on !== 'facts table'),
    { action: 'iot:ListPolicies', on: 'everything' },
    { action: 'iot:GetPolicy', on: 'any IoT rule, authorizer or policy' },
    { action: 'iot:ListTargetsForPolicy', on: 'any IoT rule, authorizer or policy' },
    { action: 'cognito-identity:DescribeIdentityPool', on: 'any identity pool' },
    { action: 'cognito-identity:GetIdentityPoolRoles', on: 'any identity pool' },
  ],
});

/**
 * Who may publish what a rule takes. What could not be read is said, and it never throws.
 *
 * @param rule its ARN.
 * @param topic filter of its SQL; undefined where that names none, or was not read.
 */
export type IotPublisherReader = (
  rule: string,
  topic: string | undefined,
) => Promise<Known<IotPublishers>>;

/** Asks of each rule that runs a function who may publish to its topics: where none does, it asks nothing. */
export function publishedRules(
  policies: Collector<FunctionTarget, readonly ResourcePolicy[]>,
  sources: Collector<FunctionTarget, readonly TriggerSource[]>,
  publishersOf: IotPublisherReader,
): FactCollector<typeof iotPublishersFact> {
  return async (targets) => {
    const [policiesOf, sourcesOf] = await Promise.all([policies(targets), sources(targets)]);

    return perTargetKnown(async ({ arn }: FunctionTarget) =>
      rulesOf(arn, policiesOf.get(arn) ?? unread, sourcesOf.get(arn) ?? unread, publishersOf),
    )(targets);
  };
}

const unread = unknown('it has not been read');

async function rulesOf(
  arn: string,
  policies: Known<readonly ResourcePolicy[]>,
  sources: Known<readonly TriggerSource[]>,
  publishersOf: IotPublisherReader,
): Promise<Known<readonly PublishedRule[]>> {
  if (!policies.known) return policies;
  const letting = policies.value.filter(letsInIot);
  // Most functions are run by none, and what leads to each is much to go through.
  const ways = letting.length > 0 ? entryPointsOf(arn, { policies: letting }).ways : [];
  const called = withIotCallers(ways, sources.known ? sources.value : [], arn);
  const on = called
    .filter(isByRuleOfIot)
    .map(({ source = '', iot, qualifier }) => ({ rule: source, topic: iot?.topic, qualifier }));

  const read = await Promise.all(
    on.map(async (each) => ({ each, publishers: await publishersOf(each.rule, each.topic) })),
  );
  const incomplete = joinedReasons([
    policies.incomplete,
    ...unreadIotCallers(ways, arn, sources),
    ...read.map(({ publishers }) => (publishers.known ? publishers.incomplete : publishers.reason)),
  ]);
  const understated = joinedReasons(
    read.map(({ publishers }) => (publishers.known ? publishers.understated : undefined)),
  );
  return {
    known: true,
    value: read.flatMap(({ each, publishers }) =>
      publishers.known ? [{ ...each, publishers: publishers.value }] : [],
    ),
    ...(incomplete !== undefined && { incomplete }),
    ...(understated !== undefined && { understated }),
  };
}
