import { perTargetKnown } from '../../app/collectors.ts';
import type { Clock, Collector, TargetStateReader } from '../../app/ports.ts';
import { staleBefore } from '../../app/stale.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { type Activity, isIdle } from '../../domain/activity.ts';
import type { AttackSurface } from '../../domain/attack/attack-path-parts.ts';
import { attackSurfaceOf, unseenOf, unseenOfPath } from '../../domain/attack/attack-surface.ts';
import { byStrangers, fromOutside, reachesOf } from '../../domain/attack/reachability.ts';
import type { TargetState } from '../../domain/attack/target-state.ts';
import type { EntryPoint } from '../../domain/exposure/entry-point.ts';
import { type Trigger, withWritable } from '../../domain/exposure/trigger.ts';
import type { FactWords } from '../../domain/gap-in-words.ts';
import { defineFact, typed } from '../define-fact.ts';
import { onceEach } from '../once-each.ts';
import { activityFact } from './activity.ts';
import { openTriggersFact } from './open-triggers.ts';

/** What the other scanners hold against it, its role and its layers; undefined where nothing from outside reaches it. */
export const attackSurfaceFact = defineFact({
  key: 'attackSurface',
  about: ['function'],
  value: typed<AttackSurface | undefined>(),
  words: 'what makes it worth attacking',
  grants: [
    ...activityFact.grants,
    // Both keep what they read.
    ...openTriggersFact.grants.filter(({ on }) => on !== 'facts table'),
    { action: 'dynamodb:Query', on: 'findings table' },
  ],
});

interface SurfaceReaders {
  readonly activity: Collector<FunctionTarget, Activity>;
  readonly waysIn: Collector<FunctionTarget, readonly EntryPoint[]>;
  /** Those that cannot be read are a gap of their own. */
  readonly openTriggers: Collector<FunctionTarget, readonly Trigger[]>;
}

/**
 * Joins what the other scanners hold against a function that is reached from outside, its role and
 * its layers. For a function that no outside caller reaches, as most are, nothing is read. What
 * functions of a chunk share is read once. It is incomplete where what is unknown could make it a finding.
 */
export function attackSurfaces(
  { activity, waysIn, openTriggers }: SurfaceReaders,
  targetState: TargetStateReader,
  clock: Clock,
  words: FactWords,
): Collector<FunctionTarget, AttackSurface | undefined> {
  return async (targets) => {
    const [activities, ways] = [await activity(targets), await waysIn(targets)];
    const writable = await openTriggers(targets);
    const since = staleBefore(clock());
    const stateOf = onceEach((arn) => targetState(arn, since));

    return perTargetKnown(async (target: FunctionTarget) => {
      const leading = ways.get(target.arn);
      if (!leading?.known) return leading ?? { known: false, reason: 'it has not been read' };

      const lately = activities.get(target.arn);
      const isLiving = lately?.known === true && !isIdle(lately.value, target);
      // The checks apply the accounts that the settings trust: none is trusted here.
      const written = writable.get(target.arn);
      const triggers = written?.known ? written.value : [];
      const reaches = reachesOf(withWritable(leading.value, triggers), []);
      const reached = isLiving ? byStrangers(reaches) : fromOutside(reaches);
      if (reached.length === 0) return { known: true, value: undefined };

      const value = await surfaceOf(target, stateOf, words);
      const incomplete = isLiving ? unseenOfPath(value) : unseenOf(value);
      return { known: true, value, ...(incomplete !== undefined && { incomplete }) };
    })(targets);
  };
}

async function surfaceOf(
  { arn, roleArn, layers }: FunctionTarget,
  targetState: (target: string) => Promise<TargetState>,
  words: FactWords,
): Promise<AttackSurface> {
  return attackSurfaceOf(
    arn,
    await targetState(arn),
    await targetState(roleArn),
    await Promise.all(layers.map(targetState)),
    words,
  );
}
