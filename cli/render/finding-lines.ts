import type { Evidence } from '../../functions/core/evidence.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { printable, wrapped } from '../../functions/domain/notification/plain-text.ts';
import { positionOf } from '../../functions/domain/notification/wording.ts';
import { leadOf, WRITE } from '../../functions/domain/remediation/remediation-text.ts';
import type { Terminal } from '../terminal.ts';
import { paintOf } from './words.ts';

/** A finding in a few lines, where `vigil show` cannot find it later: its id is that of it deployed. */
export function findingLines(finding: Finding, terminal: Terminal): readonly string[] {
  const { severity, check, summary, evidence, remediation } = finding;
  const { columns } = terminal;

  return [
    `  ${paintOf(severity, terminal)(severity)}  ${check}  ${findingId(finding)}`,
    ...wrapped(summary, INDENT, INDENT, columns),
    ...evidence.flatMap((line) => [
      ...wrapped(textOf(line), `${INDENT}- `, `${INDENT}  `, columns),
      ...codeOf(line),
    ]),
    ...fixOf(remediation, columns),
  ];
}

/** A line of code is there to be copied: it is not broken. */
function fixOf(remediation: string, columns: number): readonly string[] {
  const [first, rest] = [`${INDENT}Fix: `, `${INDENT}     `];
  const lead = leadOf(remediation);

  return remediation.startsWith(WRITE)
    ? [`${first}${printable(lead)}`]
    : wrapped(lead, first, rest, columns);
}

const INDENT = '    ';

/** As it stands in its file: it is not broken. */
function codeOf({ code }: Evidence): readonly string[] {
  return code === undefined ? [] : [`      | ${printable(code)}`];
}

function textOf(evidence: Evidence): string {
  const position = positionOf(evidence);

  return position === undefined ? evidence.text : `${position}: ${evidence.text}`;
}
