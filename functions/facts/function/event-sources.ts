import * as z from 'zod/mini';
import { attempt, perChunkKnown } from '../../app/collectors.ts';
import type { Collector, EventSourceReader, FactStore, Survey } from '../../app/ports.ts';
import type { Gap } from '../../core/gap.ts';
import type { Known } from '../../core/known.ts';
import type { Target } from '../../core/target.ts';
import { type EventSource, eventSource } from '../../domain/exposure/event-source.ts';
import { defineFact, typed } from '../define-fact.ts';
import { keepsStored } from '../table-grants.ts';
import { writtenDown } from '../written-down.ts';

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
 * Writes down, once a sweep, what Lambda polls for the functions of each region: a listing of the
 * region tells of all of them, however many chunks they are worked off in. What cannot be listed is
 * written down as unknown, lest the sources of an earlier night pass for today's.
 */
export function eventSourceSurvey(
  read: EventSourceReader,
  facts: FactStore,
): Survey<readonly string[], readonly Gap[]> {
  return {
    async survey(regions) {
      const told = new Map<string, Known<Sources>>();
      for (const region of regions)
        told.set(region, await attempt(async () => group(await read(region))));

      await facts.write(KIND, told);
      // What is missing is told of each function that a source might lead to.
      return [];
    },
  };
}

/** The collector of what the survey wrote down. */
export function surveyedEventSources(
  facts: FactStore,
): Collector<Target<'function'>, readonly EventSource[]> {
  return perChunkKnown(async (targets: readonly Target<'function'>[]) => {
    const regions = [...new Set(targets.map(({ region }) => region))];
    const stored = await facts.read(KIND, regions);
    const told = new Map(regions.map((region) => [region, sourcesIn(stored.get(region))]));

    return new Map(
      targets.map(({ arn, region }) => [
        arn,
        sourcesOf(arn, told.get(region) ?? sourcesIn(undefined)),
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

function sourcesOf(arn: string, told: Known<Sources>): Known<readonly EventSource[]> {
  return told.known ? { known: true, value: told.value[arn] ?? [] } : told;
}

function sourcesIn(stored: unknown): Known<Sources> {
  return writtenDown(stored, sources, 'the event sources of this region');
}

const sources = z.record(z.string(), z.array(eventSource));
