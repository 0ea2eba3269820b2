import type { Severity } from '../../functions/core/severity.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import type { Style, Terminal } from '../terminal.ts';

const severityStyles: Readonly<Record<Severity, readonly Style[]>> = {
  critical: ['bold', 'magenta'],
  high: ['red'],
  medium: ['yellow'],
  low: ['cyan'],
  info: ['dim'],
};

export function paintOf(severity: Severity, { paint }: Terminal) {
  return (text: string): string => paint(severityStyles[severity], text);
}

/**
 * Its name, and below it where it is.
 *
 * @param several whether other accounts are spoken of beside its own.
 */
export function placeOf(arn: string, several = false): readonly [name: string, place: string] {
  const { kind, name, region, account } = identityOf(arn);
  const isNamed = several && kind !== 'layer' && kind !== 'account';
  const parts = [kind, ...(isNamed ? [account] : []), region].filter(
    (part) => part !== 'function' && part !== 'global',
  );

  return [name, parts.join(' in ')];
}
