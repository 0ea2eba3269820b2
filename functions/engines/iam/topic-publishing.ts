import { roleTarget } from '../../core/target.ts';
import { evaluatorOf } from './evaluator.ts';
import { IDENTITY_POOLS } from './guest-pools.ts';
import { parsePolicy, type Statement, selectsAction } from './policy-document.ts';
import { fillVariables } from './policy-variable.ts';
import { contextOf, type RequestContext, withKnown } from './request-context.ts';
import type { RolePermissions } from './role-permissions.ts';
import { topicExample, unspeltTopic } from './topic-example.ts';

/**
 * How far someone may publish to topics of AWS IoT. `any topic` there is; `these`: one of those that were asked about;
 * `some`: one of them, where a variable of the policy or a condition says so of the client.
 */
export type TopicPublishing = 'any topic' | 'these' | 'some';

/** Where the topics are. */
export interface IotPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const PUBLISH = 'iot:Publish';

/** The id of one guest of many, who may do what is below it: no policy names it. */
const GUEST = 'eu-west-1:0d5f8c1e-2b7a-4f60-9c3d-6e1a2b3c4d5e';

/** More patterns than a policy of AWS IoT has room for. */
const MOST_PATTERNS = 200;

/**
 * What a policy of AWS IoT says, for `devicePublishing`.
 *
 * @throws MalformedPolicy
 */
export function iotPolicy(document: string, name: string): RolePermissions {
  return { policies: [{ name, source: 'managed', statements: parsePolicy(document, name) }] };
}

/** What its policy of AWS IoT lets a device publish. Nothing is known of the device: not its id, its certificate or its thing. */
export function devicePublishing(
  policy: RolePermissions,
  filters: readonly string[],
  place: IotPlace,
): TopicPublishing | undefined {
  return publishing(policy, filters, place, new Map());
}

/**
 * The same of a role whose credentials an identity pool of Amazon Cognito hands to guests, each with an id of its own.
 *
 * @param arn of the role.
 * @param now ISO 8601 in UTC.
 */
export function guestPublishing(
  permissions: RolePermissions,
  filters: readonly string[],
  place: IotPlace,
  { arn, now }: { readonly arn: string; readonly now: string },
): TopicPublishing | undefined {
  const context = withKnown(contextOf(roleTarget(arn), now), {
    'aws:FederatedProvider': [IDENTITY_POOLS],
    [`${IDENTITY_POOLS}:amr`]: ['unauthenticated'],
    [`${IDENTITY_POOLS}:sub`]: [GUEST],
  });

  return publishing(permissions, filters, place, context);
}

/** Whether it may publish to any topic, for all that its statements show without a Deny. */
export function namesPublishing({ policies }: RolePermissions): boolean {
  return policies.some(({ statements }) => statements.some(isForPublishing));
}

function publishing(
  permissions: RolePermissions,
  filters: readonly string[],
  { partition, region, account }: IotPlace,
  context: RequestContext,
): TopicPublishing | undefined {
  const prefix = `arn:${partition}:iot:${region}:${account}:topic/`;
  const decide = evaluatorOf(permissions);
  const answerTo = (topic: string) =>
    decide({ action: PUBLISH, resource: `${prefix}${topic}`, context }).answer;
  const examples = patternsIn(permissions, context).flatMap((pattern) =>
    filters.flatMap((filter) => topicExample(pattern, prefix, filter) ?? []),
  );
  const topics = new Set([...filters.map(unspeltTopic), ...examples]);
  const answers = new Set([...topics].map(answerTo));
  if (answers.has('allowed')) {
    return answerTo(unspeltTopic('#')) === 'allowed' ? 'any topic' : 'these';
  }
  return answers.has('conditional') ? 'some' : undefined;
}

/** Of resources of what may allow it: a variable may have any value. */
function patternsIn({ policies }: RolePermissions, context: RequestContext): readonly string[] {
  const patterns = policies.flatMap(({ statements }) =>
    statements
      .filter(isForPublishing)
      .flatMap(({ resources }) => (resources.scope === 'only' ? resources.patterns : [])),
  );

  return [...new Set(patterns)]
    .slice(0, MOST_PATTERNS)
    .map((pattern) => fillVariables(pattern, context).pattern);
}

function isForPublishing({ effect, actions }: Statement): boolean {
  return effect === 'Allow' && selectsAction(actions, PUBLISH);
}
