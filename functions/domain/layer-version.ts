/** One of the versions of a layer that can be had. */
export interface LayerVersion {
  /** From 1. */
  readonly version: number;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** What its publisher says that it is for, such as `nodejs24.x`. Empty: it does not say. */
  readonly runtimes: readonly string[];
  /** `x86_64`, `arm64`. Empty: it does not say. */
  readonly architectures: readonly string[];
}

/**
 * The newest version above one, of those that can take its place: they are said to be for some
 * runtime and architecture that it is for too. A version that names none restricts nothing.
 */
export function newestAfter(
  version: number,
  all: readonly LayerVersion[],
): LayerVersion | undefined {
  const used = all.find((each) => each.version === version);

  return all
    .filter((each) => each.version > version && (!used || canReplace(each, used)))
    .toSorted((a, b) => b.version - a.version)[0];
}

function canReplace(newer: LayerVersion, used: LayerVersion): boolean {
  return (
    mayShare(newer.runtimes, used.runtimes) && mayShare(newer.architectures, used.architectures)
  );
}

function mayShare(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((each) => b.includes(each));
}
