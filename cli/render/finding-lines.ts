import type { Evidence } from '../../functions/core/evidence.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { printable } from '../../functions/domain/notification/plain-text.ts';
import { positionOf } from '../../functions/domain/notification/wording.ts';
import { leadOf } from '../../functions/domain/remediation/remediation-text.ts';
import type { Terminal } from '../terminal.ts';
import { paintOf } from './words.ts';

/** A finding in a few lines, where `vigil show` cannot find it later: its id is that of it deployed. */
export function findingLines(finding: Finding, terminal: Terminal): readonly string[] {
  const { severity, check, summary, evidence, remediation } = finding;

  return [
    `  ${paintOf(severity, terminal)(severity)}  ${check}  ${findingId(finding)}`,
    `    ${printable(summary)}`,
    ...evidence.flatMap((line) => [`    - ${printable(textOf(line))}`, ...codeOf(line)]),
    `    Fix: ${printable(leadOf(remediation))}`,
  ];
}

function codeOf({ code }: Evidence): readonly string[] {
  return code === undefined ? [] : [`      | ${printable(code)}`];
}

function textOf(evidence: Evidence): string {
  const position = positionOf(evidence);

  return position === undefined ? evidence.text : `${position}: ${evidence.text}`;
}
