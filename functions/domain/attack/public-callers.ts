import { firstOf } from '../../core/evidence.ts';
import type { Mark } from '../../core/mark.ts';
import { type Trigger, throughApi } from '../exposure/trigger.ts';
import { type Reach, reachesOf, reachMark } from './reachability.ts';

/** As many entry points as a reader wants. */
const MOST_NAMED = 5;

/** By whom a function is run that anyone can make run, a line each. */
export function publicCallers(
  reaches: readonly Reach[],
  triggers: readonly Trigger[],
): readonly string[] {
  const all = [
    ...reaches.map(({ who, how }) => `Who: ${who} ${how}`),
    ...triggers.flatMap(writersOf),
  ];

  return firstOf(all, MOST_NAMED);
}

/** What a finding is about to which it matters by what anyone can make a function run. */
export function publicCallerMark(reaches: readonly Reach[], triggers: readonly Trigger[]): Mark {
  return [...reachMark(reaches), ...triggers.map(({ source }) => source)];
}

function writersOf(trigger: Trigger): readonly string[] {
  if (!trigger.writtenBy) return [`Who: anyone may write to ${trigger.source}, which triggers it`];

  return reachesOf(throughApi(trigger), []).map(({ who, how }) => `Who: ${who} ${how}`);
}
