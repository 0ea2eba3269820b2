import type { Collector } from '../app/ports.ts';
import type { Known } from '../core/known.ts';
import type { FunctionTarget } from '../core/target.ts';
import { byAnyone, reachesOf } from '../domain/attack/reachability.ts';
import type { EntryPoint } from '../domain/exposure/entry-point.ts';
import type { Trigger } from '../domain/exposure/trigger.ts';

/** Who reads by what anyone can make a function run. */
export interface OpenReaders {
  readonly waysIn: Collector<FunctionTarget, readonly EntryPoint[]>;
  readonly openTriggers: Collector<FunctionTarget, readonly Trigger[]>;
}

/** Whether anyone at all can make it run; false where its ways in are not known. */
export function isOpenTo(
  ways: Known<readonly EntryPoint[]> | undefined,
  written: Known<readonly Trigger[]> | undefined,
): boolean {
  if (!ways?.known) return false;
  if (written?.known === true && written.value.length > 0) return true;

  return byAnyone(reachesOf(ways.value, [])).length > 0;
}
