import { type Activity, isIdle } from '../domain/activity.ts';
import { attackSurfaceOf, unseenOf } from '../domain/attack-surface.ts';
import type { Facts, Known } from '../domain/facts.ts';
import type { Standing } from '../domain/standing.ts';
import type { Target } from '../domain/target.ts';
import { perTargetInPart } from './collectors.ts';
import type { Clock, Collector, StandingReader } from './ports.ts';
import { staleBefore } from './stale.ts';

/**
 * Joins what the other scanners hold against an idle function, its role and its layers. One that is in use has
 * no answer to wait for, so that nothing is asked about it.
 */
export function attackSurfaces(
  activity: Collector<Target<'function'>, Activity>,
  standing: StandingReader,
  clock: Clock,
): Collector<Target<'function'>, Facts['function']['attackSurface']> {
  return async (targets) => {
    const activities = await activity(targets);
    const since = staleBefore(clock());

    const standingOf = onceEach((arn) => standing(arn, since));

    return perTargetInPart(async (target: Target<'function'>) => {
      const known = activities.get(target.arn);
      if (known && !known.known) return known;
      if (!known || !isIdle(known.value, target)) return { known: true, value: undefined };

      return surfaceOf(target, standingOf);
    })(targets);
  };
}

async function surfaceOf(
  { arn, roleArn, layers }: Target<'function'>,
  standing: (target: string) => Promise<Standing>,
): Promise<Known<Facts['function']['attackSurface']>> {
  const value = attackSurfaceOf(
    await standing(arn),
    await standing(roleArn),
    await Promise.all(layers.map(standing)),
  );

  return { known: true, value, incomplete: unseenOf(value) };
}

/** Functions of a chunk have roles and layers in common. */
function onceEach<V>(read: (arn: string) => Promise<V>): (arn: string) => Promise<V> {
  const answers = new Map<string, Promise<V>>();

  return (arn) => {
    const answer = answers.get(arn) ?? read(arn);
    answers.set(arn, answer);

    return answer;
  };
}
