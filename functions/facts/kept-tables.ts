import * as z from 'zod/mini';
import { attempt } from '../app/collectors.ts';
import type { FactStore } from '../app/ports.ts';
import type { Survey, SweptResources } from '../app/surveys.ts';
import { compareTexts } from '../core/compare-texts.ts';
import type { Gap } from '../core/gap.ts';
import { regionOf } from '../core/target.ts';
import type { TableWriter, TableWriters } from '../domain/exposure/kept-elsewhere.ts';
import { identityOf } from '../domain/target-identity.ts';
import { type FunctionCallNote, functionCallNotes } from './function-calls.ts';

/** Under which the facts table keeps which functions a region has, and what they keep in its tables. */
const FUNCTIONS = 'functions of region';
const TABLES = 'kept tables';

/** Functions that are read at once. */
const MOST_READ = 500;

/** Of one table, each of which puts something into it that those before do not; and of one region. */
const MOST_WRITERS = 8;
const MOST_TABLES = 10_000;

/**
 * Stores, once a sweep, which functions each region has: what the code scanner notes of each is found by its ARN. Of a region that was not
 * listed to its end, those of an earlier sweep stay.
 */
export function functionSurvey(
  facts: FactStore,
): Survey<Pick<SweptResources, 'functions' | 'complete'>> {
  return {
    async survey({ functions, complete }) {
      const byRegion = Map.groupBy(functions, regionOf);
      const values = [...complete].map((region) => [region, byRegion.get(region) ?? []] as const);

      // Too many for the table: then the list of an earlier sweep counts.
      await attempt(() => facts.write(FUNCTIONS, new Map(values)));
    },
  };
}

/**
 * Stores, once a sweep, what the functions of each region put into its tables, as the code scanner has noted it, tonight or in an earlier
 * night. What was not read adds nothing: no table is taken for empty by that.
 */
export function keptTableSurvey(facts: FactStore): Survey<readonly string[], readonly Gap[]> {
  const notes = functionCallNotes(facts);

  return {
    async survey(regions) {
      // What is not known of a table makes no way in worse, and none better.
      await attempt(async () => {
        const listed = await facts.read(FUNCTIONS, regions);

        for (const region of regions) {
          const arns = z.array(z.string()).safeParse(listed.get(region)).data ?? [];
          const kept = new Map<string, TableWriter[]>();
          for (const some of inParts(arns.toSorted(compareTexts))) {
            gather(await notes.read(some), some, kept);
          }
          await facts.write(TABLES, new Map([[region, Object.fromEntries(kept)]]));
        }
      });
      return [];
    },
  };
}

function inParts(arns: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(arns.length / MOST_READ) }, (_, index) =>
    arns.slice(index * MOST_READ, (index + 1) * MOST_READ),
  );
}

/** In the order of the functions, so that the same are named each night. */
function gather(
  notes: ReadonlyMap<string, FunctionCallNote>,
  arns: readonly string[],
  kept: Map<string, TableWriter[]>,
): void {
  for (const arn of arns) {
    for (const [table, fields] of Object.entries(notes.get(arn)?.keeps ?? {})) {
      const writers = kept.get(table) ?? [];
      const isNew = !writers.some((each) => fields.every((field) => each.fields.includes(field)));
      const isFull =
        writers.length === 0 ? kept.size >= MOST_TABLES : writers.length >= MOST_WRITERS;
      if (!isNew || isFull) continue;
      writers.push({ functionName: identityOf(arn).name, fields });
      kept.set(table, writers);
    }
  }
}

/** What the survey has stored, by region; of one that it has not stored, nothing is known. @throws when it cannot be read. */
export async function tableWriters(
  facts: FactStore,
  regions: readonly string[],
): Promise<ReadonlyMap<string, TableWriters>> {
  const stored = regions.length === 0 ? new Map() : await facts.read(TABLES, regions);

  return new Map(
    [...stored].flatMap(([region, value]) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? [[region, new Map(Object.entries(parsed.data))] as const] : [];
    }),
  );
}

const schema = z.record(
  z.string(),
  z.array(z.object({ functionName: z.string(), fields: z.array(z.string()) })),
);
