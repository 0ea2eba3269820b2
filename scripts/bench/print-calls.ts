/** Calls by operation, most first. */
export function printCalls(calls: Readonly<Record<string, number>>, size: number): void {
  const total = Object.values(calls).reduce((sum, count) => sum + count, 0);

  console.info(`  ${(total / size).toFixed(2)} calls a function, ${total} in all`);
  for (const [operation, count] of Object.entries(calls).sort(([, a], [, b]) => b - a)) {
    console.info(`    ${String(count).padStart(6)}  ${operation}`);
  }
}
