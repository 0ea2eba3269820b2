import { counted } from '../../functions/core/amounts.ts';
import { printable } from '../../functions/domain/notification/plain-text.ts';
import {
  reasonInWords,
  reasonsInWords,
  unseenInWords,
} from '../../functions/domain/permissions/need-words.ts';
import {
  policyDocuments,
  policySize,
} from '../../functions/domain/permissions/policy-documents.ts';
import { policyText } from '../../functions/domain/remediation/statement-text.ts';
import type { Need, SizedStatement } from '../../functions/engines/iam/index.ts';
import { isDecided, type PrintedPolicy } from '../printed-policy.ts';
import type { Terminal } from '../terminal.ts';
import { type PolicyFormat, policyIn } from './policy-formats.ts';

/** The policy of one function in a format, and nothing else: it is what a tool is given. */
export function policyOf(printed: PrintedPolicy, format: PolicyFormat): string {
  const { name, policy } = printed;

  return policyIn(format, {
    name,
    statements: policy.statements,
    notes: headOf(printed),
    isPlaceless: printed.arn === undefined,
  }).join('\n\n');
}

/** What is said of a policy in comments, where a format has them. */
export function headOf(printed: PrintedPolicy): readonly string[] {
  return [
    ...sizeLines(printed),
    ...missingLines(printed.policy.missing).map((line) => `called, and not allowed today: ${line}`),
    ...undecidedLines(printed).map((line) => `not decided: ${line}`),
    ...printed.notes,
  ];
}

/** What could not be decided, and what was not read: one line each. */
export function undecidedLines({ policy, unread }: PrintedPolicy): readonly string[] {
  return [...policy.undecided.map(unseenInWords), ...unread];
}

/** What `--json` prints of one function. */
export function policyJson(printed: PrintedPolicy) {
  const { name, arn, role, before, policy, unread, notes } = printed;
  const documents = policyDocuments(policy.statements).map(documentOf);

  return {
    function: { name, ...(arn !== undefined && { arn }), ...(role !== undefined && { role }) },
    policy: documents.length === 1 ? documents[0] : documents,
    characters: { ...(before !== undefined && { before }), after: sizeOf(policy.statements) },
    reasons: policy.statements.flatMap(({ statement: { sid = '' }, reasons, deniedBy }) => [
      ...reasons.map(({ action, reason }) => ({ sid, action, ...reason })),
      ...(deniedBy === undefined ? [] : [{ sid, because: 'denied today', by: deniedBy }]),
    ]),
    missing: policy.missing.map(({ action, resources, reason }) => ({
      action,
      ...(resources && { resources }),
      ...reason,
    })),
    undecided: [...policy.undecided, ...unread.map((why) => ({ service: '*', why }))],
    notes,
  };
}

function documentOf(statements: readonly SizedStatement[]): unknown {
  return JSON.parse(policyText(statements.map(({ statement }) => statement)));
}

export function sizeOf(statements: readonly SizedStatement[]): number {
  return policySize(statements.map(({ statement }) => statement));
}

/** What stands beside a policy in JSON, which has no comments: why each statement is there. */
export function reasonsOf(printed: PrintedPolicy, terminal: Terminal): string {
  const { policy } = printed;
  const titled = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [[terminal.paint(['bold'], title), ...lines.map(indented)].join('\n')] : [];

  return [
    ...titled(
      'Why',
      policy.statements.flatMap((each) =>
        reasonsInWords(each).map(
          (words) => `${each.statement.sid ?? each.statement.effect}: ${words}`,
        ),
      ),
    ),
    ...titled(
      'Called, and not allowed today: it is not in the policy',
      missingLines(policy.missing),
    ),
    ...titled('Note', printed.notes),
    sizeLines(printed).join('\n'),
  ].join('\n\n');
}

function indented(line: string): string {
  return `  ${printable(line)}`;
}

function missingLines(missing: readonly Need[]): readonly string[] {
  return missing.map(({ action, resources, reason }) => {
    const on = resources ? ` on ${resources.join(', ')}` : '';
    return `${action}${on}, ${reasonInWords(reason)}`;
  });
}

function sizeLines(printed: PrintedPolicy): readonly string[] {
  const { role, before, policy } = printed;
  const documents = policyDocuments(policy.statements).length;
  const after = counted(sizeOf(policy.statements), 'character');
  const parts =
    documents > 1
      ? `; too long for an inline policy: attach these ${documents} as managed policies`
      : '';

  const today = before === undefined ? '' : ` instead of ${before}, which ${role} has`;

  return [printable(`${whatItIs(printed)}, in ${after}${today}${parts}`)];
}

/** More is claimed only where all is known, and allowed. */
function whatItIs(printed: PrintedPolicy): string {
  const { name, policy } = printed;
  if (!isDecided(printed)) return `what ${name} needs, as far as it is known`;

  return policy.missing.length > 0
    ? `all that ${name} needs of what its role is allowed`
    : `all that ${name} needs`;
}
