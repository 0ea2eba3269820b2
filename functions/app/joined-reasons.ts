/** One text of all reasons that are given; undefined where there is none. */
export function joinedReasons(reasons: readonly (string | undefined)[]): string | undefined {
  const given = reasons.filter((reason) => reason !== undefined);

  return given.length > 0 ? given.join('; ') : undefined;
}
