/** `$1,200`, `$34`, `$3.20`, `$0.0042`: what is below a cent is not nothing. */
export function usd(amount: number): string {
  if (amount >= 10) return whole.format(amount);

  return amount >= 0.1 || amount === 0 ? cents.format(amount) : small.format(amount);
}

const inDollars = { style: 'currency', currency: 'USD' } as const;
const whole = new Intl.NumberFormat('en-US', { ...inDollars, maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat('en-US', inDollars);
const small = new Intl.NumberFormat('en-US', { ...inDollars, maximumSignificantDigits: 2 });
