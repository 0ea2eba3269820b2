import { counted } from '../../functions/core/amounts.ts';
import type { Evidence } from '../../functions/core/evidence.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import { printable } from '../../functions/domain/notification/plain-text.ts';
import { positionOf } from '../../functions/domain/notification/wording.ts';
import { namedOwners } from '../../functions/domain/ownership.ts';
import { leadOf } from '../../functions/domain/remediation/remediation-text.ts';
import { itemsOf } from '../listed-finding.ts';
import type { Listing } from '../listing.ts';
import { changeIn } from './change-in.ts';
import { tallyOf } from './finding-table.ts';
import { placeOf } from './words.ts';

/** Findings for an issue, a wiki or a pull request: a table, and each with its evidence and fix. */
export function render({ title, at, findings, changes, notChecked }: Listing): string {
  const tally = findings.length > 0 ? tallyOf(findings) : 'no findings';

  return [
    `# ${markdown(title)}`,
    `${tally}, ${minuteOf(at)}`,
    ...(findings.length > 0 ? [tableOf(findings, changes)] : []),
    ...findings.map(sectionOf),
    ...notCheckedSection(notChecked),
  ].join('\n\n');
}

function tableOf(findings: readonly Finding[], changes: Listing['changes']): string {
  const rows = findings.map((finding) => {
    const [name, place] = placeOf(finding.target);
    const cells = [
      ...(changes ? [changeIn(changes, finding)] : []),
      finding.severity,
      `${markdown(name)} ${markdown(place)}`.trim(),
      markdown(finding.summary),
      itemsOf(finding).map(markdown).join(' '),
      code(findingId(finding)),
    ];

    return `| ${cells.join(' | ')} |`;
  });

  const titles = [...(changes ? ['change'] : []), 'severity', 'where', 'what', 'frameworks', 'id'];
  const ruler = titles.map(() => '---');
  return [...[titles, ruler].map((cells) => `| ${cells.join(' | ')} |`), ...rows].join('\n');
}

function sectionOf(finding: Finding): string {
  const { severity, status, title, summary, target, check, evidence, remediation } = finding;
  const state = status === 'open' ? '' : `, ${status}`;
  const owners = namedOwners(finding, 'owner').map((owner) => `, ${markdown(owner)}`);

  return [
    `## ${markdown(title)}: ${markdown(placeOf(target)[0])}`,
    `${severity}${state}, ${code(check)}, ${code(target)}, ${code(findingId(finding))}${owners.join('')}`,
    markdown(summary),
    ...(evidence.length > 0 ? [evidence.flatMap(evidenceLines).join('\n')] : []),
    `**Fix.** ${markdown(leadOf(remediation))}`,
  ].join('\n\n');
}

function evidenceLines(line: Evidence): readonly string[] {
  const position = positionOf(line);
  const place = position === undefined ? '' : `${code(position)} `;

  return [
    `- ${place}${markdown(line.text)}`,
    ...(line.code === undefined ? [] : [`  ${code(line.code)}`]),
  ];
}

function notCheckedSection(notChecked: readonly string[]): readonly string[] {
  if (notChecked.length === 0) return [];
  const lines = notChecked.map((sentence) => `- ${markdown(sentence)}`);

  return [`## ${counted(notChecked.length, 'thing')} not checked`, lines.join('\n')];
}

/**
 * Any text as text: each sign that could begin markup is escaped, which makes no link of an address
 * either. What makes a mention or a reference of it, after everything else is read, is kept apart
 * from its name by a space of no width.
 */
function markdown(text: string): string {
  return printable(text)
    .trim()
    .replaceAll(/[!-/:-@[-`{-~]/g, (sign) => entities[sign] ?? `\\${sign}`);
}

const entities: Readonly<Record<string, string>> = {
  '@': '&#64;&#8203;',
  '#': '&#35;&#8203;',
  '&': '&amp;',
  '<': '&lt;',
};

/** Between more backticks than it has in a row. */
function code(text: string): string {
  const line = printable(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);

  return line === '' ? '' : `${fence} ${line} ${fence}`;
}
