/** From harmless to worst; the order decides between worsened and eased. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** The higher, the worse. */
export function rankOf(severity: Severity): number {
  return severities.indexOf(severity);
}

/** Of none it is info. */
export function worstOf(all: Iterable<Severity>): Severity {
  const found = new Set(all);

  return severities.findLast((severity) => found.has(severity)) ?? 'info';
}

const stepDown: Readonly<Record<Severity, Severity>> = {
  critical: 'high',
  high: 'medium',
  medium: 'low',
  low: 'low',
  info: 'info',
};

/** One step less severe, and no finding the less for it. */
export function milder(severity: Severity): Severity {
  return stepDown[severity];
}
