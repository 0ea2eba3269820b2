import * as z from 'zod/mini';
import type { Clock, FactStore } from '../app/ports.ts';
import type { Known } from '../core/known.ts';
import type { Target } from '../core/target.ts';
import { type Build, buildSeen, type SeenBuild } from '../domain/build.ts';
import type { Package } from '../engines/packages/index.ts';

export interface BuildsProps {
  /** Those in the function's own archive. */
  readonly packages: (
    targets: readonly Target<'function'>[],
  ) => Promise<ReadonlyMap<string, Known<readonly Package[]>>>;
  readonly facts: FactStore;
  readonly clock: Clock;
}

/** Under which the facts table keeps them. */
const KIND = 'build';

/** It is written anew before the facts table forgets it. */
const RENEW_MS = 20 * 24 * 60 * 60 * 1000;

/** Remembers since when functions run the code that they run. */
export function buildsOf({ packages, facts, clock }: BuildsProps) {
  return async (
    targets: readonly Target<'function'>[],
  ): Promise<ReadonlyMap<string, Known<Build>>> => {
    const stored = await facts.read(
      KIND,
      targets.map(({ arn }) => arn),
    );
    const writtenAt = clock().toISOString();
    const isOld = (item: StoredBuild) =>
      Date.parse(item.writtenAt) < Date.parse(writtenAt) - RENEW_MS;

    const seen = targets.map((target) => {
      const before = storedBuild.safeParse(stored.get(target.arn)).data;
      const now = buildSeen(target, before);
      const isNews = now !== before || isOld(before);
      return { arn: target.arn, now, isNews };
    });
    const news = seen.filter(({ isNews }) => isNews);
    if (news.length > 0) {
      await facts.write(
        KIND,
        new Map(
          news.map(({ arn, now: { codeSha256, since } }) => [
            arn,
            { codeSha256, since, writtenAt },
          ]),
        ),
      );
    }

    const deployed = await packages(targets);
    return new Map(
      seen.flatMap(({ arn, now }) => {
        const inside = deployed.get(arn);
        return inside ? [[arn, buildOf(now, inside)] as const] : [];
      }),
    );
  };
}

/** That some packages could not be seen matters only where none could. */
function buildOf({ since }: SeenBuild, packages: Known<readonly Package[]>): Known<Build> {
  if (!packages.known) return packages;
  const { value, incomplete } = packages;

  return {
    known: true,
    value: { since, packages: value.length },
    ...(incomplete !== undefined && value.length === 0 && { incomplete }),
  };
}

const storedBuild = z.object({
  codeSha256: z.string(),
  since: z.string(),
  writtenAt: z.string(),
});
type StoredBuild = z.infer<typeof storedBuild>;
