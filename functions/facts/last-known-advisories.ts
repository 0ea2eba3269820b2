import * as z from 'zod/mini';
import type { FactStore } from '../app/ports.ts';
import { compareTexts } from '../core/compare-texts.ts';
import { type AdvisoriesByPurl, advisorySchema } from '../engines/packages/index.ts';

/** Under which the facts table keeps them. */
const KIND = 'advisories';

/** By purl; a clean package has an empty list, one without an answer from the feed is absent. */
const schema = z.record(z.string(), z.readonly(z.array(advisorySchema)));

/**
 * The last known advisories about the packages of each target, for nights on which the feed is down.
 * Only what has changed is written.
 */
export function lastKnownAdvisories(facts: FactStore) {
  return {
    /** By ARN; what is damaged is absent. */
    async read(targets: readonly string[]): Promise<ReadonlyMap<string, AdvisoriesByPurl>> {
      const stored = [...(await facts.read(KIND, targets))];

      return new Map(
        stored.flatMap(([arn, value]) => {
          const parsed = schema.safeParse(value);
          return parsed.success ? [[arn, new Map(Object.entries(parsed.data))] as const] : [];
        }),
      );
    },

    async write(
      now: ReadonlyMap<string, AdvisoriesByPurl>,
      before: ReadonlyMap<string, AdvisoriesByPurl>,
    ): Promise<void> {
      const changed = [...now].filter(([arn, advisories]) => {
        const known = before.get(arn);
        return known ? textOf(advisories) !== textOf(known) : advisories.size > 0;
      });
      if (changed.length === 0) return;

      await facts.write(
        KIND,
        new Map(changed.map(([arn, advisories]) => [arn, Object.fromEntries(advisories)])),
      );
    },
  };
}

/** Through the schema, which brings all properties into one order. */
function textOf(advisories: AdvisoriesByPurl): string {
  const sorted = [...advisories].toSorted(([a], [b]) => compareTexts(a, b));

  return JSON.stringify(schema.parse(Object.fromEntries(sorted)));
}
