/** A node with what it is made of, the outermost first, and no more than a bound once it is passed. */
export function partsWithin<N>(
  node: N,
  childrenOf: (node: N) => readonly N[],
  most: number,
): readonly N[] {
  const parts = [node];
  for (const each of parts) {
    if (parts.length > most) break;
    parts.push(...childrenOf(each));
  }
  return parts;
}
