import * as z from 'zod/mini';
import type { EventSourceReader } from '../../app/account-readers.ts';
import { attempt, perChunkKnown } from '../../app/collectors.ts';
import type { Collector, FactStore } from '../../app/ports.ts';
import type { Survey } from '../../app/surveys.ts';
import type { Gap } from '../../core/gap.ts';
import type { Known } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import { type EventSource, eventSource } from '../../domain/exposure/event-source.ts';
import { defineFact, typed } from '../define-fact.ts';
import { storedFact } from '../stored-fact.ts';
import { keepsStored } from '../table-grants.ts';

/** What Lambda polls for it: queues, streams, brokers. */
export const eventSourcesFact = defineFact({
  key: 'eventSources',
  about: ['function'],
  value: typed<readonly EventSource[]>(),
  words: 'the queues and streams that Lambda polls for it',
  grants: [{ action: 'lambda:ListEventSourceMappings', on: 'everything' }, ...keepsStored],
});

const KIND = 'event-sources';

/**
 * Stores, once a sweep, what Lambda polls for the functions of each region: one listing serves all of
 * them, however many chunks they are worked off in. What cannot be listed is stored as unknown, so
 * that the sources of an earlier night do not pass for today's.
 */
export function eventSourceSurvey(
  read: EventSourceReader,
  facts: FactStore,
): Survey<readonly string[], readonly Gap[]> {
  return {
    async survey(regions) {
      const listed = new Map<string, Known<Sources>>();
      for (const region of regions)
        listed.set(region, await attempt(async () => group(await read(region))));

      await facts.write(KIND, listed);
      // A gap is reported at each function that a source might lead to.
      return [];
    },
  };
}

/** The collector of what the survey stored. */
export function surveyedEventSources(
  facts: FactStore,
): Collector<Target<'function'>, readonly EventSource[]> {
  return perChunkKnown(async (targets: readonly Target<'function'>[]) => {
    const regions = [...new Set(targets.map(({ region }) => region))];
    const stored = await facts.read(KIND, regions);
    const byRegion = new Map(regions.map((region) => [region, sourcesIn(stored.get(region))]));

    return new Map(
      targets.map(({ arn, region }) => [
        arn,
        sourcesOf(arn, byRegion.get(region) ?? sourcesIn(undefined)),
      ]),
    );
  });
}

/** By the ARN of the function. */
type Sources = Readonly<Record<string, readonly EventSource[]>>;

function group(all: Awaited<ReturnType<EventSourceReader>>): Sources {
  const byFunction = Map.groupBy(all, ({ leadsTo }) => leadsTo);

  return Object.fromEntries(
    [...byFunction].map(([arn, leading]) => [arn, leading.map(({ source }) => source)]),
  );
}

function sourcesOf(arn: string, surveyed: Known<Sources>): Known<readonly EventSource[]> {
  return surveyed.known ? { known: true, value: surveyed.value[arn] ?? [] } : surveyed;
}

function sourcesIn(stored: unknown): Known<Sources> {
  return storedFact(stored, sources, 'the event sources of this region');
}

const sources = z.record(z.string(), z.array(eventSource));
