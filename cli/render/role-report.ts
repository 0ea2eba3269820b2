import { counted } from '../../functions/core/amounts.ts';
import type { Gap } from '../../functions/core/gap.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { gapInWords } from '../../functions/domain/gap-in-words.ts';
import { printable, wrapped } from '../../functions/domain/notification/plain-text.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { factWords } from '../../functions/facts/index.ts';
import { withNotChecked } from '../not-checked.ts';
import type { Terminal } from '../terminal.ts';
import { findingLines } from './finding-lines.ts';
import { tallyOf } from './finding-table.ts';

/** What the checks say of one role. */
export interface InspectedRole {
  readonly arn: string;
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly unknown: readonly Gap[];
  /** Ways to more permissions that policies of its organization block: each, and by which. */
  readonly blocked: readonly string[];
}

/** Roles with findings, what could not be read of any, and a tally. */
export function roleReport(roles: readonly InspectedRole[], terminal: Terminal): string {
  const findings = roles.flatMap((role) => role.findings);
  const unseen = unseenIn(roles);
  const result = findings.length > 0 ? tallyOf(findings) : 'no findings';
  const tally = withNotChecked(result, unseen.length, 'listed above');

  return [
    ...roles.filter((role) => role.findings.length > 0).map((role) => pageOf(role, terminal)),
    ...blockedLines(roles, terminal),
    ...(unseen.length > 0
      ? [
          [
            terminal.paint(['bold'], 'Not checked'),
            ...unseen.flatMap((line) => wrapped(line, '  ', '    ', terminal.columns)),
          ].join('\n'),
        ]
      : []),
    ...(findings.length > 0 ? ['--json has each fix whole: statements and commands to copy'] : []),
    `${counted(roles.length, 'role')}, ${tally}`,
  ].join('\n\n');
}

/** What is no finding because of them. */
function blockedLines(roles: readonly InspectedRole[], terminal: Terminal): readonly string[] {
  const lines = roles.flatMap(({ arn, blocked }) =>
    blocked.map((each) => `  ${identityOf(arn).name}: ${each}`),
  );

  return lines.length > 0
    ? [[terminal.paint(['bold'], 'Blocked'), ...lines.map(printable)].join('\n')]
    : [];
}

function pageOf({ arn, findings }: InspectedRole, terminal: Terminal): string {
  const parts = findings.flatMap((finding) => findingLines(finding, terminal));

  return [terminal.paint(['bold'], printable(arn)), ...parts].join('\n');
}

/** `900 roles: the functions that share it: no such file has it` */
export function unseenIn(roles: readonly InspectedRole[]): readonly string[] {
  const gaps = roles.flatMap(({ arn, unknown }) => unknown.map((gap) => ({ ...gap, arn })));
  const groups = Map.groupBy(gaps, ({ fact, reason }) => `${fact} ${reason}`);

  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [`${whose(first.arn, others.length)}: ${gapInWords(first, factWords)}`] : [],
  );
}

function whose(arn: string, others: number): string {
  return others > 0 ? counted(others + 1, 'role') : identityOf(arn).name;
}
