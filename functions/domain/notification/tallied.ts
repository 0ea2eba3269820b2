/** How often there is each. */
export function tallied<K extends string>(keys: Iterable<K>): Partial<Record<K, number>> {
  const tally: Partial<Record<K, number>> = {};
  for (const key of keys) count(tally, key);

  return tally;
}

export function count<K extends string>(tally: Partial<Record<K, number>>, key: K): void {
  tally[key] = (tally[key] ?? 0) + 1;
}

export function total(tally: Partial<Record<string, number>>): number {
  return Object.values(tally).reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** Each once, in a steady order. */
export function scannersOf(checks: Iterable<string>): string[] {
  return [...new Set([...checks].map((check) => check.split('/')[0] ?? ''))].sort();
}
