/**
 * What can be come to from where one begins. Locks that mark nothing as being for development tell
 * by this what is deployed.
 */
export function reachedFrom<T>(start: Iterable<T>, next: (from: T) => Iterable<T>): ReadonlySet<T> {
  const reached = new Set(start);

  // A set that grows while it is walked is walked to its new end.
  for (const key of reached) for (const other of next(key)) reached.add(other);

  return reached;
}
