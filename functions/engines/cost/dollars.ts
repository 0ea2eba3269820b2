/** Two significant digits: a finding does not change because a quota moved by one. */
export function rounded(usd: number): number {
  return Number(usd.toPrecision(2));
}

/** `$1,200`, `$12`, `$6.80`, `$0.0034`: rounded, in words that do not turn to exponents. */
export function dollars(usd: number): string {
  const amount = rounded(usd);
  const cents = Number.isInteger(amount) ? 0 : 2;

  return `$${amount.toLocaleString('en-US', { minimumFractionDigits: cents, maximumFractionDigits: 12 })}`;
}
