import { printable } from '../functions/domain/notification/plain-text.ts';
import type { Terminal } from './terminal.ts';

/** What feeds are asked by, and what is known meanwhile of those that have not answered. */
export interface FeedWaits {
  readonly fetch: typeof fetch;
  /** `waiting for api.osv.dev`, `api.osv.dev does not answer`; empty where nothing is waited for. */
  inWords(): string;
  /** Hosts whose last answer failed, or never came. */
  silent(): readonly string[];
  /** Calls this whenever that changes. It takes the place of the one before. */
  watch(onChange: () => void): void;
}

/** A feed behind a firewall is asked again and again: a person who waits sees what for. */
export function feedWaits(
  ask: typeof fetch = (...request) => globalThis.fetch(...request),
): FeedWaits {
  const pending = new Map<string, number>();
  const silent = new Set<string>();
  let changed = () => {};

  const count = (host: string, by: number) => {
    pending.set(host, (pending.get(host) ?? 0) + by);
    changed();
  };

  return {
    async fetch(input, init) {
      const host = hostOf(input);
      count(host, 1);

      try {
        const response = await ask(input, init);
        if (response.status === 429 || response.status >= 500) silent.add(host);
        else silent.delete(host);
        return response;
      } catch (error) {
        silent.add(host);
        throw error;
      } finally {
        count(host, -1);
      }
    },

    inWords() {
      const asked = [...pending].flatMap(([host, requests]) =>
        requests > 0 && !silent.has(host) ? [host] : [],
      );
      const waiting = asked.length > 0 ? [`waiting for ${asked.join(', ')}`] : [];

      return [...waiting, ...[...silent].map((host) => `${host} does not answer`)].join('; ');
    },

    silent: () => [...silent],

    watch(onChange) {
      changed = onChange;
    },
  };
}

/** For a command without a progress. Each feed that does not answer is named once: it is asked again, for some twenty seconds. */
export function waitsShownOn(terminal: Terminal): FeedWaits {
  const waits = feedWaits();
  const shown = new Set<string>();
  waits.watch(() => {
    for (const host of waits.silent()) {
      if (!shown.has(host)) {
        terminal.err(`${host} does not answer and is asked again (--advisories off asks none)`);
      }
      shown.add(host);
    }
  });

  return waits;
}

function hostOf(input: Parameters<typeof fetch>[0]): string {
  return printable(new URL(input instanceof Request ? input.url : input).host);
}
