import type { ResourcePolicy, ResourceStatement } from '../../engines/iam/index.ts';
import type { EntryPoint } from './entry-point.ts';
import { type IotCall, type IotCaller, iotCallerNamed } from './iot-call.ts';
import type { PublishedRule } from './iot-publishers.ts';
import { sourcesIn, type TriggerSource } from './trigger-source.ts';

/**
 * The same entry points; those of rules and authorizers of AWS IoT with what was read of them. Where a
 * policy names none of them one by one, the rules and authorizers that run the function stand in its place.
 * One that is there and does not run the function lets no one in.
 *
 * @param arn of the function.
 */
export function withIotCallers(
  ways: readonly EntryPoint[],
  sources: readonly TriggerSource[],
  arn: string,
): readonly EntryPoint[] {
  const read = new Map(sources.map((source) => [source.arn, source]));

  return eachOnce(
    ways.flatMap((way) => (isOfIot(way) ? withWhatWasRead(way, sources, read, arn) : [way])),
  );
}

function withWhatWasRead(
  way: IotWay,
  sources: readonly TriggerSource[],
  read: ReadonlyMap<string, TriggerSource>,
  arn: string,
): readonly EntryPoint[] {
  if (way.source === undefined) return widened(way, sources, arn);

  const found = read.get(way.source);
  if (!found || !iotCallerNamed(way.source)) return [way];
  if (!found.exists) return [{ ...way, iot: { state: 'gone' as const } }];
  if (!found.iot) return [way];

  const iot = callOf(found.iot, arn, way.qualifier);
  return iot ? [{ ...way, iot }] : [];
}

/** A rule that one statement names and another lets in with all others is one entry point. */
function eachOnce(ways: readonly EntryPoint[]): readonly EntryPoint[] {
  const keyed = ways.map((way) =>
    isOfIot(way) && way.iot ? `${way.source} ${way.qualifier} ${way.isForAnyone}` : way,
  );

  return ways.filter((_, index) => keyed.indexOf(keyed[index] ?? '') === index);
}

/** The same entry points; those of rules of AWS IoT with who may publish to their topics, where that was read. */
export function withPublishers(
  ways: readonly EntryPoint[],
  rules: readonly PublishedRule[],
): readonly EntryPoint[] {
  const read = new Map(rules.map(({ rule, publishers }) => [rule, publishers]));

  return ways.map((way) => {
    if (!isByRuleOfIot(way)) return way;
    const publishers = read.get(way.source ?? '');
    return publishers ? { ...way, publishers } : way;
  });
}

/** Whether it is a rule of AWS IoT that is on. */
export function isByRuleOfIot(way: EntryPoint): way is IotWay {
  return (
    isOfIot(way) && way.iot?.state === 'on' && iotCallerNamed(way.source ?? '')?.kind === 'rule'
  );
}

/** Those of which it should be known what they run, and whom they let in. */
export function namedIotCallers(ways: readonly EntryPoint[]): readonly string[] {
  return ways.flatMap((way) =>
    isOfIot(way) && way.source !== undefined && iotCallerNamed(way.source) ? [way.source] : [],
  );
}

/** Whether it lets AWS IoT in and names no rule or authorizer, but at most a pattern of them. */
export function letsInAllOfIot({ statements }: ResourcePolicy): boolean {
  return statements.some((statement) => isForIot(statement) && sourcesIn(statement).length === 0);
}

/** Whether it lets AWS IoT in at all, by what it names or by all of them. */
export function letsInIot({ statements }: ResourcePolicy): boolean {
  return statements.some(isForIot);
}

function isForIot({ effect, principals: { scope, named } }: ResourceStatement): boolean {
  const isNamed =
    scope === 'only' && named.some(({ kind, name }) => kind === 'Service' && isIot(name));

  return effect === 'Allow' && isNamed;
}

/** Whether it is by a policy that names no rule or authorizer. */
export function isByAllOfIot(way: EntryPoint): boolean {
  return isOfIot(way) && way.source === undefined;
}

/** Whether it is a rule or an authorizer that runs nothing: it is disabled or deleted. */
export function isDeadIot(way: EntryPoint): way is IotWay & { readonly iot: IotCall } {
  return isOfIot(way) && way.iot !== undefined && way.iot.state !== 'on';
}

/** Whether AWS IoT hands events over and does not wait: by the action of a rule that is not known to be dead. */
export function isHandedOverByIot(way: IotWay): boolean {
  if (way.iot && (way.iot.state !== 'on' || way.iot.isAwaited)) return false;

  return way.source === undefined || iotCallerNamed(way.source)?.kind === 'rule';
}

/** What a policy lets AWS IoT do. */
type IotWay = Extract<EntryPoint, { readonly kind: 'service' }>;

/** Whether AWS IoT is let in by it. */
export function isOfIot(way: EntryPoint): way is IotWay {
  return way.kind === 'service' && isIot(way.service);
}

function isIot(service: string): boolean {
  return service.startsWith('iot.');
}

/** What is for every account stays, with what is of this one. */
function widened(
  way: IotWay,
  sources: readonly TriggerSource[],
  arn: string,
): readonly EntryPoint[] {
  const own = sources.flatMap((source) => {
    const iot = source.iot && callOf(source.iot, arn, way.qualifier);
    return iot ? [{ ...way, source: source.arn, isForAnyone: false, iot }] : [];
  });

  return own.length === 0 || way.isForAnyone ? [way, ...own] : own;
}

/** Undefined for one that does not run the function, or another alias of it. */
function callOf(
  { isOff, runs, topic, isUnsigned }: IotCaller,
  arn: string,
  qualifier: string | undefined,
): IotCall | undefined {
  const own = runs.filter((run) => run.arn === arn && run.qualifier === qualifier);
  if (own.length === 0) return undefined;

  return {
    state: isOff ? 'off' : 'on',
    ...(topic !== undefined && { topic }),
    ...(isUnsigned && { isUnsigned }),
    ...(own.every(({ isAwaited }) => isAwaited) && { isAwaited: true as const }),
  };
}
