/** Two significant digits: a finding does not change because a quota moved by one. */
export function rounded(usd: number): number {
  return Number(usd.toPrecision(2));
}

/** `$1,200`, `$12`, `$0.34`: rounded, in words that do not turn to exponents. */
export function dollars(usd: number): string {
  return `$${rounded(usd).toLocaleString('en-US', { maximumFractionDigits: 12 })}`;
}
