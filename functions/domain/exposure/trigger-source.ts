import {
  type Condition,
  hasWildcard,
  type ResourcePolicy,
  type ResourceStatement,
} from '../../engines/iam/index.ts';
import type { SigningDistribution } from './distribution.ts';
import { busOf } from './event-rule.ts';
import type { IotCaller } from './iot-call.ts';
import { type UserPool, userPoolIn } from './sign-up.ts';

/** What may trigger a function by the word of its resource policy, and is asked about. */
export interface TriggerSource {
  /** As `sourcesIn` names it. */
  readonly arn: string;
  /** False only where its service says that there is none of that name. */
  readonly exists: boolean;
  /** Anyone may have it send: publish to the topic. Absent where that is not asked. */
  readonly isOpen?: boolean;
  /** Of a distribution of CloudFront: to which function URLs it signs requests, and whose. */
  readonly distribution?: SigningDistribution;
  /** Of a rule or a custom authorizer of AWS IoT: which functions it runs, and whom it lets in. */
  readonly iot?: IotCaller;
  /** Of a user pool of Amazon Cognito. */
  readonly userPool?: UserPool;
}

/** The sources that the policies name one by one, each once. */
export function sourcesOf(policies: readonly ResourcePolicy[]): readonly string[] {
  return [...new Set(policies.flatMap(({ statements }) => statements.flatMap(sourcesIn)))];
}

/** The sources that a statement names for a service, less patterns, which may match any number. */
export function sourcesIn({
  effect,
  principals,
  conditions,
}: ResourceStatement): readonly string[] {
  const isForService =
    principals.scope === 'only' && principals.named.some(({ kind }) => kind === 'Service');
  if (effect !== 'Allow' || !isForService) return [];

  return conditions
    .filter(namesSource)
    .flatMap(({ values }) => values)
    .map(sourceIn)
    .filter((source) => source !== undefined);
}

/** Whether a condition is met by the sources that it names, and by no others. */
export function namesSource({ operator, key }: Condition): boolean {
  return (
    key.toLowerCase() === 'aws:sourcearn' &&
    /^(?:ArnEquals|ArnLike|StringEquals|StringLike)$/.test(operator)
  );
}

/**
 * The ARN of what exists or does not, without the part of it that a grant is about: the stage and
 * the route of an API, the objects of a bucket. Undefined for a pattern.
 */
export function sourceIn(value: string): string | undefined {
  const whole = wholeOf(value);

  return hasWildcard(whole) || whole.includes('${') ? undefined : whole;
}

/** The service in an ARN: `s3`, `execute-api`. */
export function serviceOfSource(arn: string): string {
  return arn.split(':')[2] ?? '';
}

/** A distribution of CloudFront. */
export function isDistribution(arn: string): boolean {
  return (
    serviceOfSource(arn) === 'cloudfront' && arn.split(':')[5]?.startsWith('distribution/') === true
  );
}

/** Whether a service chooses its id and gives none twice: of what is gone, no one can make another. */
export function isNamedByAws(arn: string): boolean {
  return isDistribution(arn) || userPoolIn(arn) !== undefined;
}

/** A bucket's ARN names no account: once it is deleted, anyone can take its name. */
export function isBucket(arn: string): boolean {
  return /^arn:[\w-]+:s3:::/.test(arn);
}

/**
 * ARN of what is written to, for a source to send: the bus of a rule, the table of
 * `table/NAME/stream/TIME`, the stream of `stream/NAME/consumer/NAME:TIME`; else the source itself.
 */
export function writtenFor(source: string): string {
  const bus = busOf(source);
  if (bus !== undefined) return bus;

  const [type = '', name, beneath] = source.split(':').slice(5).join(':').split('/', 3);
  const isWithin = /^(?:table|stream)$/.test(type) && name && beneath !== undefined;

  return isWithin ? [...source.split(':').slice(0, 5), `${type}/${name}`].join(':') : source;
}

function wholeOf(value: string): string {
  const service = serviceOfSource(value);

  return service === 'execute-api' || isBucket(value) ? (value.split('/')[0] ?? value) : value;
}
