/**
 * What can be reached from the start. In locks that mark nothing as being for development, this is
 * what is deployed.
 */
export function reachedFrom<T>(start: Iterable<T>, next: (from: T) => Iterable<T>): ReadonlySet<T> {
  const reached = new Set(start);

  // A set that grows while it is walked is walked to its new end.
  for (const key of reached) for (const other of next(key)) reached.add(other);

  return reached;
}
