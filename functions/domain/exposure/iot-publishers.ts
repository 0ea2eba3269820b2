import * as z from 'zod/mini';
import { firstOf } from '../../core/evidence.ts';
import { iotCallerNamed } from './iot-call.ts';

/** Who may publish what a rule of AWS IoT takes, as far as policies say it. */
export type IotPublishers = z.infer<typeof iotPublishers>;

/** As it is stored with the way in. */
export const iotPublishers = z.object({
  /** Roles whose credentials an identity pool of Amazon Cognito hands to anyone on the internet. */
  guests: z.array(
    z.object({
      /** ARN. */
      role: z.string(),
      /** Id: `eu-west-1:3b0c…`; absent where the role lets in those of any pool. */
      pool: z.optional(z.string()),
    }),
  ),
  /** Policies of AWS IoT that are attached to a device, a group of things or an identity. */
  policies: z.array(
    z.object({
      name: z.string(),
      /** It lets each client publish to any topic, and so run all rules. */
      isForAll: z.optional(z.literal(true)),
    }),
  ),
});

/** A policy by which each client runs a function, as it is noted of that for the finding about the policy. */
export type IotPolicyPart = z.infer<typeof iotPolicyPart>;

export const iotPolicyPart = z.object({
  /** Name. */
  policy: z.string(),
  /** Names of the rules that run the function. */
  rules: z.readonly(z.array(z.string())),
});

/** A rule of AWS IoT that runs a function, and who may publish what it takes. */
export interface PublishedRule {
  /** ARN. */
  readonly rule: string;
  /** Of the function: alias or version. */
  readonly qualifier?: string | undefined;
  /** Filter of the topics whose messages it takes; undefined where it takes none but by its own name, or that is not known. */
  readonly topic?: string | undefined;
  readonly publishers: IotPublishers;
}

/** Whether anyone on the internet runs the function by it. */
export function isOpenToGuests({ publishers }: Pick<PublishedRule, 'publishers'>): boolean {
  return publishers.guests.length > 0;
}

/** The policies by which each client runs all rules. */
export function policiesForAll({ policies }: IotPublishers): readonly string[] {
  return policies.flatMap(({ name, isForAll }) => (isForAll ? [name] : []));
}

/**
 * The filter of what clients publish to, for a rule to get a message of its topic: the topic itself, and of a shadow what the
 * service answers. Undefined of other topics of AWS's own, on which it publishes by itself.
 *
 * Source: "Reserved topics" (AWS IoT Core Developer Guide).
 */
export function publishedFor(topic: string | undefined): string | undefined {
  if (!topic?.startsWith('$')) return topic;
  const [aws, things, thing, shadow, ...below] = topic.split('/');
  if (aws !== '$aws' || things !== 'things' || shadow !== 'shadow') return undefined;

  const named = below[0] === 'name' ? below.splice(0, 2) : [];
  const [asked = ''] = below;
  return [aws, things, thing, shadow, ...named, requests.has(asked) ? asked : 'update'].join('/');
}

/** What is asked of a shadow. */
const requests: ReadonlySet<string> = new Set(['update', 'get', 'delete']);

/**
 * Filters of the topics that run a rule: its own, and what is published to it by its name (basic ingest), whatever its SQL
 * says.
 *
 * Source: "Reducing messaging costs with Basic Ingest" (AWS IoT Core Developer Guide).
 */
export function filtersOf(arn: string, topic: string | undefined): readonly string[] {
  const named = `$aws/rules/${iotCallerNamed(arn)?.name ?? ''}`;

  return [...[publishedFor(topic)].filter((each) => each !== undefined), named, `${named}/#`];
}

/** What anyone publishes to, for a sentence. */
export function topicInWords({ rule, topic }: Pick<PublishedRule, 'rule' | 'topic'>): string {
  return publishedFor(topic) ?? `$aws/rules/${iotCallerNamed(rule)?.name ?? ''}`;
}

/** Whose credentials anyone takes, for a sentence: `the identity pool eu-west-1:3b0c… (role guests)`. */
export function guestInWords({ role, pool }: IotPublishers['guests'][number]): string {
  const whose = pool === undefined ? 'any identity pool' : `the identity pool ${pool}`;

  return `${whose} (role ${role.split('/').at(-1)})`;
}

/** As many policies as a sentence takes. */
const MOST_NAMED = 3;

/** By which policies devices publish, for a sentence. */
export function policiesInWords({ policies }: IotPublishers): string {
  return firstOf(
    policies.map(({ name }) => name),
    MOST_NAMED,
  ).join(', ');
}
