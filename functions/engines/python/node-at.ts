/** Where a node stands; its parent and its scope are not known yet. */
export function at(start: number, end: number) {
  return { start, end, parent: undefined, scope: undefined };
}
