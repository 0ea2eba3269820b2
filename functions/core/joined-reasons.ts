/** The first of reasons, one at least, in one text, and how many more there are. */
export function firstReasons(reasons: readonly string[], most: number): string {
  const more = reasons.length > most ? `; and ${reasons.length - most} more` : '';

  return `${reasons.slice(0, most).join('; ')}${more}`;
}

/** One text of all reasons that are given; undefined where there is none. */
export function joinedReasons(reasons: readonly (string | undefined)[]): string | undefined {
  const given = reasons.filter((reason) => reason !== undefined);

  return given.length > 0 ? given.join('; ') : undefined;
}
