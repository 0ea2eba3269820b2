import type { EventSource } from '../../functions/domain/exposure/event-source.ts';

/** One that is on, and takes all that comes. */
export function eventSourceOf(source: string, more: Partial<EventSource> = {}): EventSource {
  return { uuid: `uuid of ${source}`, source, state: 'Enabled', isFiltered: false, ...more };
}
