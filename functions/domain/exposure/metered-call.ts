import { modelNamed } from '../../core/model-named.ts';
import type { CalledResource, SdkCall, SdkCalls, TextPart } from '../../core/sdk-calls.ts';
import {
  type MeteredOperation,
  type MeteredPrice,
  meteredPrice,
  meteredServices,
  meteredUsdPerHour,
} from '../../engines/cost/index.ts';

/** A call in the code of a function that AWS bills by itself. */
export interface MeteredCall extends MeteredOperation {
  /** Of a file within the archive. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** Whether it is a text message whose number the code or its configuration names, and no caller. */
  readonly toFixedNumber?: boolean | undefined;
  /** US dollars that all such calls of the account may cost a month; undefined where no limit is known. */
  readonly mostUsdPerMonth?: number | undefined;
}

/** What many such calls cost, as callers make them. */
export interface MeteredSpend {
  readonly call: MeteredCall;
  readonly price: MeteredPrice;
  /** US dollars. */
  readonly usdPerHour: number;
}

/**
 * Those of a function's calls that are billed one by one: one of each operation and model, the first.
 *
 * @param variables values of environment variables, by name.
 */
export function meteredCallsIn(
  { calls }: SdkCalls,
  variables: Readonly<Record<string, string>>,
): readonly MeteredCall[] {
  const found = calls.flatMap((call) => {
    const { service, operation, path, line } = call;
    if (!meteredPrice(call) || !isBilled(call)) return [];

    return modelsOf(call, variables).map((model) => ({
      service,
      operation,
      ...(model !== undefined && { model }),
      ...(isToFixedNumber(call) && { toFixedNumber: true }),
      path,
      line,
    }));
  });

  // Of one that a caller steers and one that none does, the one that a caller steers.
  return [...Map.groupBy(found, keyOf).values()].flatMap(
    (alike) => alike.find(isSteered) ?? alike[0] ?? [],
  );
}

/**
 * Whether callers may say what it costs: to which country a text message goes, or how much a model reads and
 * writes. What is not known counts as theirs.
 */
export function isSteered({ service, toFixedNumber }: MeteredCall): boolean {
  return steeredServices.has(service) && toFixedNumber !== true;
}

const steeredServices: ReadonlySet<string> = new Set([
  'bedrock-agent-runtime',
  'bedrock-runtime',
  'pinpoint-sms-voice-v2',
  'sns',
]);

/** Whether it may send a text message or not: what it publishes to is made up as it runs. */
export function mayBeSms({ service, operation, resources }: SdkCall): boolean {
  return (
    service === 'sns' &&
    operation === 'Publish' &&
    !resources.some(({ parameter }) => destinations.has(parameter))
  );
}

const destinations: ReadonlySet<string> = new Set(['PhoneNumber', 'TargetArn', 'TopicArn']);

/** Whether it sends text messages, within the spend limit that SNS has for them. */
export function isSmsOfSns({ service }: MeteredOperation): boolean {
  return service === 'sns';
}

/** Whether calls of the service may be among those that are billed one by one. */
export function mayBeMetered(service: string | undefined): boolean {
  return service === undefined || meteredServices.has(service);
}

/** The dearest first. */
export function meteredSpend(
  calls: readonly MeteredCall[],
  callsPerSecond: number,
): readonly MeteredSpend[] {
  return calls
    .flatMap((call) => {
      const price = meteredPrice(call);
      if (!price) return [];

      const usdPerHour = meteredUsdPerHour(price, callsPerSecond, call.mostUsdPerMonth);
      return [{ call, price, usdPerHour }];
    })
    .toSorted((a, b) => b.usdPerHour - a.usdPerHour);
}

/** `sns Publish`, `bedrock-runtime Converse amazon.nova-lite-v1:0`: what callers run up. */
export function keyOf({ service, operation, model }: MeteredOperation): string {
  return [service, operation, model].filter((part) => part !== undefined).join(' ');
}

/** A message to a topic is not: who gets it, the topic says. */
function isBilled(call: SdkCall): boolean {
  return call.service !== 'sns' || phoneNumberOf(call) !== undefined;
}

function isToFixedNumber(call: SdkCall): boolean {
  const number = phoneNumberOf(call);

  return number?.values.every((parts) => parts.every((part) => !('unknown' in part))) ?? false;
}

function phoneNumberOf({ resources }: SdkCall): CalledResource | undefined {
  return resources.find(({ parameter }) => parameter === 'PhoneNumber');
}

function modelsOf(
  { operation, resources }: SdkCall,
  variables: Readonly<Record<string, string>>,
): readonly (string | undefined)[] {
  const named = resources.find(({ parameter }) => parameter === 'modelId');
  if (named) return distinct(textsOf(named, variables));

  if (!operation.startsWith('RetrieveAndGenerate')) return [undefined];
  const given = resources.find(({ parameter }) => parameter === 'modelArn');
  const models = given ? textsOf(given, variables).map((text) => modelNamed(text ?? '')) : [];

  return models.length > 0 && models.every((model) => model !== undefined)
    ? distinct(models)
    : [onlyModelIn(variables)];
}

/** The one that the environment names, deep in whose settings the code has it: `GENERATION_MODEL_ARN`. Of several, none is known. */
function onlyModelIn(variables: Readonly<Record<string, string>>): string | undefined {
  const models = Object.values(variables).flatMap((value) => modelNamed(value) ?? []);
  const [one, ...others] = distinct(models);

  return others.length === 0 ? one : undefined;
}

function textsOf(
  { values }: CalledResource,
  variables: Readonly<Record<string, string>>,
): readonly (string | undefined)[] {
  return values.map((parts) => {
    const texts = parts.map((part) => textOf(part, variables));
    return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
  });
}

function textOf(part: TextPart, variables: Readonly<Record<string, string>>): string | undefined {
  if ('text' in part) return part.text;
  if ('unknown' in part) return undefined;

  const given = Object.hasOwn(variables, part.variable) ? variables[part.variable] : undefined;
  return given || part.otherwise;
}

function distinct<T>(all: readonly T[]): readonly T[] {
  return [...new Set(all)];
}
