import { scannerNames } from '../../functions/checks/index.ts';
import type { Coverage, Finding } from '../../functions/domain/finding.ts';

export const account = 'arn:aws:iam::111122223333:root';

export function functionArn(name: string): string {
  return `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
}

export function roleArn(name: string): string {
  return `arn:aws:iam::111122223333:role/service-role/${name}`;
}

export function sampleFinding(over: Partial<Finding> = {}): Finding {
  return {
    target: functionArn('checkout'),
    check: 'code/secret-in-environment',
    subject: 'STRIPE_KEY',
    status: 'open',
    severity: 'high',
    title: 'A secret lies in the environment',
    summary: 'STRIPE_KEY looks like a live key of Stripe',
    evidence: [{ text: 'STRIPE_KEY: sk_live_…' }],
    remediation: 'Revoke the key now and make another.',
    cwe: 'CWE-526',
    firstSeenAt: '2026-11-20T02:03:04.000Z',
    changedAt: '2026-11-20T02:03:04.000Z',
    history: [{ kind: 'opened', at: '2026-11-20T02:03:04.000Z', severity: 'high' }],
    ...over,
  };
}

export function sampleCoverage(over: Partial<Coverage> = {}): Coverage {
  return {
    scanner: 'code',
    target: functionArn('checkout'),
    observedAt: '2026-11-25T02:03:04.000Z',
    gaps: [],
    ...over,
  };
}

/** Of a night in which every scanner has seen the account and these targets whole. */
export function wholeCoverage(...targets: readonly string[]): readonly Coverage[] {
  return [...targets, account].flatMap((target) =>
    scannerNames.map((scanner) => sampleCoverage({ scanner, target })),
  );
}
