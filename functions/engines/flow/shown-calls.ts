import type { Span } from './plain-file.ts';

/** What one file shows of how it calls AWS: see `shownCalls` of each language. */
export interface ShownCalls {
  readonly calls: readonly NamedSpan[];
  /** Names of functions and fields that it uses, but for methods of clients, by what they stand within. */
  readonly used: ReadonlyMap<string | undefined, ReadonlySet<string>>;
  /** Names by which other files may get at a client, and those that it may ask others for: see `PlainFile`. */
  readonly shared: readonly string[];
  readonly taken: ReadonlySet<string>;
}

/** Names used, by what they stand within, of one file. */
export class NamesUsed extends Map<string | undefined, Set<string>> {
  add(name: string, within: string | undefined): void {
    const names = this.get(within);
    if (names) names.add(name);
    else this.set(within, new Set([name]));
  }
}

/**
 * The names that code may use which runs: what stands in no function, or in one whose name is used so. By its name alone: of
 * two functions that share one, either may run.
 *
 * @param first by which it is entered.
 */
export function liveNames(
  files: readonly Pick<ShownCalls, 'used'>[],
  first: string,
): ReadonlySet<string> {
  const live = new Set([first]);
  const within = (name: string | undefined) =>
    files.flatMap(({ used }) => [...(used.get(name) ?? [])]);
  for (const name of within(undefined)) live.add(name);

  // A set that grows while it is walked is walked to its new end.
  for (const name of live) for (const next of within(name)) live.add(next);
  return live;
}

/** A call of a client. */
export interface NamedSpan extends Span {
  /** By which others call the function that it stands in; undefined where none is needed. */
  readonly within: string | undefined;
}
