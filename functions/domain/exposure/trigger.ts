import type { ApiRoute } from './api-route.ts';
import type { EntryPoint } from './entry-point.ts';
import { type EventSource, isSwitchedOff } from './event-source.ts';
import { iotCallerNamed } from './iot-call.ts';
import { serviceOfSource } from './trigger-source.ts';

/** Something that has a function invoked by itself, whenever something happens to it. */
export interface Trigger {
  /** ARN of the bucket, queue, topic, rule, stream. */
  readonly source: string;
  /** The mapping by which Lambda polls it; undefined for what is pushed. */
  readonly polled?: EventSource | undefined;
  /** Open routes of APIs that hand requests on to it; absent where none is known. */
  readonly writtenBy?: readonly [ApiRoute, ...ApiRoute[]];
}

/**
 * What triggers a function, as far as it has a name: what Lambda polls, less mappings that are
 * switched off, and what its policies let in for a service. An API is none, nor a distribution of
 * CloudFront, nor an authorizer of AWS IoT: they are called.
 */
export function triggersOf(
  eventSources: readonly EventSource[],
  waysIn: readonly EntryPoint[],
): readonly Trigger[] {
  const polled = eventSources.filter((each) => !isSwitchedOff(each));
  const pushing = waysIn.flatMap((way) => (way.kind === 'service' ? (way.source ?? []) : []));
  const pushed = new Set(pushing.filter((arn) => !isCalled(arn)));

  return [
    ...polled.flatMap((each) =>
      each.source === undefined ? [] : [{ source: each.source, polled: each }],
    ),
    ...[...pushed].map((source) => ({ source })),
  ];
}

function isCalled(arn: string): boolean {
  return called.has(serviceOfSource(arn)) || iotCallerNamed(arn)?.kind === 'authorizer';
}

const called: ReadonlySet<string> = new Set(['execute-api', 'cloudfront']);

/**
 * Whether Lambda notices a loop that leads through it: SDKs hand on the trace of an event to these
 * services, and to no others.
 *
 * Source: "Use Lambda recursive loop detection to prevent infinite loops" (Lambda Developer Guide).
 */
export function isWatchedForLoops({ source }: Pick<Trigger, 'source'>): boolean {
  return ['s3', 'sns', 'sqs'].includes(serviceOfSource(source));
}

/**
 * Triggers that anyone may write to, as entry points: a write runs the function.
 *
 * @param ways those that are known; what leads in by one of them is not listed twice.
 */
export function withWritable(
  ways: readonly EntryPoint[],
  triggers: readonly Trigger[],
): readonly EntryPoint[] {
  const known = new Set(
    ways.flatMap((way) => (way.kind === 'service' && way.isOpenSource ? [way.source] : [])),
  );
  const more = triggers.filter(({ source }) => !known.has(source));

  return [
    ...ways,
    ...more.flatMap((trigger) =>
      trigger.writtenBy ? throughApi(trigger) : [byAnyWriter(trigger)],
    ),
  ];
}

/** The routes that hand requests on to triggers, as entry points of the function. */
export function throughApi({ source, writtenBy }: Trigger): readonly EntryPoint[] {
  return (writtenBy ?? []).map((route) => ({
    kind: 'route',
    route: { ...route, through: source },
  }));
}

function byAnyWriter({ source }: Trigger): EntryPoint {
  return {
    kind: 'service',
    service: `${serviceOfSource(source)}.amazonaws.com`,
    source,
    isForAnyone: false,
    isOpenSource: true,
  };
}
