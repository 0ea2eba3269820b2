import type { EntryPoint } from './entry-point.ts';
import { type EventRule, ruleNamed } from './event-rule.ts';
import { type EventSource, isSwitchedOff, nameOfSource } from './event-source.ts';
import { isDeadIot } from './iot-entry-points.ts';

/** What should invoke a function, and does not. */
export interface DeadTrigger {
  /** For the reader. */
  readonly name: string;
  readonly state: 'switched off' | 'gone' | 'failing';
  /** In Lambda's words. */
  readonly because?: string | undefined;
  /** Of the mapping, or ARN of the rule of EventBridge or AWS IoT: by which it is switched on again. */
  readonly mapping?: string;
  readonly rule?: string;
}

/**
 * All that triggers a function, where all of it is dead: none of it may be alive, as far as is
 * known, and nothing else leads to the function. Empty otherwise, and where nothing does.
 *
 * @param rules of EventBridge, as far as they were asked about.
 */
export function deadTriggers(
  eventSources: readonly EventSource[],
  waysIn: readonly EntryPoint[],
  rules: readonly EventRule[],
): readonly DeadTrigger[] {
  if (!isLedByRulesAlone(eventSources, waysIn)) return [];

  const named = new Set(waysIn.flatMap((way) => ruleOf(way) ?? []));
  const dead = rules.filter(({ arn, state }) => named.has(arn) && state !== 'on');
  if (dead.length < named.size) return [];

  return [
    ...eventSources.map(deathOf),
    ...dead.map(
      ({ arn, state }): DeadTrigger => ({
        name: arn,
        state: state === 'gone' ? 'gone' : 'switched off',
        rule: arn,
      }),
    ),
    ...waysIn.flatMap((way): readonly DeadTrigger[] => {
      if (!isDeadIot(way) || way.source === undefined) return [];
      const { source: name, iot } = way;

      return [{ name, state: iot.state === 'gone' ? 'gone' : 'switched off', rule: name }];
    }),
  ];
}

/**
 * Whether it hangs on rules of EventBridge, if on any, whether the function is ever invoked: what else leads to it
 * is known to be dead.
 */
export function isLedByRulesAlone(
  eventSources: readonly EventSource[],
  waysIn: readonly EntryPoint[],
): boolean {
  return (
    eventSources.every(isDead) && waysIn.every((way) => ruleOf(way) !== undefined || isDeadIot(way))
  );
}

/** ARN of the rule that an entry point is for; undefined for every other one. */
export function ruleOf(way: EntryPoint): string | undefined {
  return way.kind === 'service' && way.source !== undefined && ruleNamed(way.source)
    ? way.source
    : undefined;
}

function isDead(source: EventSource): boolean {
  return isSwitchedOff(source) || isFailing(source);
}

/**
 * Lambda cannot poll it, or not invoke the function for it. That the function itself has failed at
 * the last batch is another matter: it was invoked.
 */
function isFailing({ lastResult = '' }: EventSource): boolean {
  return lastResult.startsWith('PROBLEM') && !lastResult.includes('Function call failed');
}

function deathOf(source: EventSource): DeadTrigger {
  const name = nameOfSource(source);

  return isSwitchedOff(source)
    ? { name, state: 'switched off', mapping: source.uuid }
    : { name, state: 'failing', because: source.lastResult };
}
