import { counted } from '../../functions/core/amounts.ts';
import type { Evidence } from '../../functions/core/evidence.ts';
import { type Fault, faultsIn } from '../../functions/domain/fault.ts';
import { countOfOthers, holeInWords, othersInWords } from '../../functions/domain/fault-words.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import { positionOf } from '../../functions/domain/notification/wording.ts';
import { namedOwners } from '../../functions/domain/ownership.ts';
import { leadOf } from '../../functions/domain/remediation/remediation-text.ts';
import { itemsOf } from '../listed-finding.ts';
import type { Listing } from '../listing.ts';
import { changeIn } from './change-in.ts';
import { tallyOf } from './finding-table.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { placeOf } from './words.ts';

/** Findings for an issue, a wiki or a pull request: a table, and each with its evidence and fix. */
export function render({ title, at, findings, changes, notChecked }: Listing): string {
  const tally = findings.length > 0 ? tallyOf(findings) : 'no findings';

  const faults = faultsIn(findings, (finding) => changes?.get(finding));

  return [
    `# ${markdownText(title)}`,
    `${tally}, ${minuteOf(at)}`,
    ...(findings.length > 0 ? [tableOf(faults, changes)] : []),
    ...faults.map(sectionOf),
    ...notCheckedSection(notChecked),
  ].join('\n\n');
}

/** A row for each fault: its section names all functions that have it. */
function tableOf(faults: readonly Fault[], changes: Listing['changes']): string {
  const rows = faults.map((fault) => {
    const { finding } = fault;
    const [name, place] = placeOf(finding.target);
    const others = othersInWords(fault, MOST_NAMES);
    const cells = [
      ...(changes ? [changeIn(changes, finding)] : []),
      finding.severity,
      `${markdownText(name)} ${markdownText(place)}`.trim(),
      markdownText(others === undefined ? finding.summary : `${finding.summary}; ${others}`),
      itemsOf(finding).map(markdownText).join(' '),
      markdownCode(findingId(finding)),
    ];

    return `| ${cells.join(' | ')} |`;
  });

  const titles = [...(changes ? ['change'] : []), 'severity', 'where', 'what', 'frameworks', 'id'];
  const ruler = titles.map(() => '---');
  return [...[titles, ruler].map((cells) => `| ${cells.join(' | ')} |`), ...rows].join('\n');
}

const MOST_NAMES = 10;

function sectionOf({ finding, others, holes }: Fault): string {
  const { severity, status, title, summary, target, check, evidence, remediation } = finding;
  const state = status === 'open' ? '' : `, ${status}`;
  const owners = namedOwners(finding, 'owner').map((owner) => `, ${markdownText(owner)}`);

  return [
    `## ${markdownText(title)}: ${markdownText(placeOf(target)[0])}`,
    `${severity}${state}, ${markdownCode(check)}, ${markdownCode(target)}, ${markdownCode(findingId(finding))}${owners.join('')}`,
    markdownText(summary),
    ...(evidence.length > 0 ? [evidence.flatMap(evidenceLines).join('\n')] : []),
    ...(others.length > 0
      ? [`${markdownText(countOfOthers({ finding, others }))}:`, others.map(otherLine).join('\n')]
      : []),
    ...(holes.length > 0
      ? [`${markdownText(holeInWords({ holes }) ?? '')}:`, holes.map(otherLine).join('\n')]
      : []),
    `**Fix.** ${markdownText(leadOf(remediation))}`,
  ].join('\n\n');
}

/** Each with its id, for it is accepted by itself; and with its owners, where they are others. */
function otherLine(finding: Finding): string {
  const owners = namedOwners(finding, 'owner').map((owner) => `, ${markdownText(owner)}`);

  return `- ${markdownCode(finding.target)}, ${markdownCode(findingId(finding))}${owners.join('')}`;
}

function evidenceLines(line: Evidence): readonly string[] {
  const position = positionOf(line);
  const place = position === undefined ? '' : `${markdownCode(position)} `;

  return [
    `- ${place}${markdownText(line.text)}`,
    ...(line.code === undefined ? [] : [`  ${markdownCode(line.code)}`]),
  ];
}

function notCheckedSection(notChecked: readonly string[]): readonly string[] {
  if (notChecked.length === 0) return [];
  const lines = notChecked.map((sentence) => `- ${markdownText(sentence)}`);

  return [`## ${counted(notChecked.length, 'thing')} not checked`, lines.join('\n')];
}
