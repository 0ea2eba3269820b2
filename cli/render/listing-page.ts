import { counted } from '../../functions/core/amounts.ts';
import type { Evidence } from '../../functions/core/evidence.ts';
import { type Fault, faultsIn } from '../../functions/domain/fault.ts';
import { countOfOthers, holeInWords, othersInWords } from '../../functions/domain/fault-words.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import { positionOf } from '../../functions/domain/notification/wording.ts';
import { namedOwners } from '../../functions/domain/ownership.ts';
import { remediationIn } from '../../functions/domain/remediation/remediation-text.ts';
import { itemsOf } from '../listed-finding.ts';
import type { Listing } from '../listing.ts';
import { escaped } from '../report/html.ts';
import { changeIn } from './change-in.ts';
import { tallyOf } from './finding-table.ts';
import { plainPage } from './plain-page.ts';
import { placeOf } from './words.ts';

/** A page of the findings; `vigil report` has the one with charts. */
export function render({ title, at, findings, changes, notChecked }: Listing): string {
  const tally = findings.length > 0 ? tallyOf(findings) : 'no findings';

  const faults = faultsIn(findings, (finding) => changes?.get(finding));

  return plainPage(title, [
    `<p>${tally}, <time datetime="${escaped(at)}">${minuteOf(at)}</time></p>`,
    ...(findings.length > 0 ? [tableOf(faults, changes)] : []),
    ...faults.map(articleOf),
    ...notCheckedOf(notChecked),
  ]);
}

/** A row for each fault: its article names all functions that have it. */
function tableOf(faults: readonly Fault[], changes: Listing['changes']): string {
  const rows = faults.map((fault) => {
    const { finding } = fault;
    const others = othersInWords(fault, MOST_NAMES);
    const [name, place] = placeOf(finding.target);
    const id = findingId(finding);
    const cells = [
      ...(changes ? [changeIn(changes, finding)] : []),
      finding.severity,
      `<b>${escaped(name)}</b> ${escaped(place)}`,
      `<a href="#f-${id}">${escaped(finding.summary) || escaped(finding.check)}</a>${others === undefined ? '' : `; ${escaped(others)}`}`,
      escaped(itemsOf(finding).join(' ')),
      `<code>${id}</code>`,
    ];

    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const titles = [...(changes ? ['Change'] : []), 'Severity', 'Where', 'What', 'Frameworks', 'Id'];

  return `<table>
<thead><tr>${titles.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

const MOST_NAMES = 10;

function articleOf(fault: Fault): string {
  const { finding, others, holes } = fault;
  const { severity, status, title, summary, target, check, evidence, remediation } = finding;
  const { lead, parts } = remediationIn(remediation);
  const owners = namedOwners(finding, 'owner').map((owner) => `, ${escaped(owner)}`);
  const copied = parts.map(
    (part) => `<p>${escaped(part.title)}</p>\n<pre>${escaped(part.text)}</pre>`,
  );

  return `<article id="f-${findingId(finding)}">
<h2>${escaped(title) || escaped(check)}: ${escaped(placeOf(target)[0])}</h2>
<p>${severity}${status === 'open' ? '' : `, ${status}`}, <code>${escaped(check)}</code>, <code>${escaped(target)}</code>${owners.join('')}</p>
<p>${escaped(summary)}</p>
<ul>
${evidence.map(evidenceItem).join('\n')}
</ul>${others.length === 0 ? '' : `\n<p>${escaped(countOfOthers(fault))}:</p>\n<ul>\n${others.map(otherItem).join('\n')}\n</ul>`}${holes.length === 0 ? '' : `\n<p>${escaped(holeInWords(fault) ?? '')}:</p>\n<ul>\n${holes.map(otherItem).join('\n')}\n</ul>`}
<p><b>Fix.</b> ${escaped(lead)}</p>
${copied.join('\n')}
</article>`;
}

/** Each with its id, for it is accepted by itself; and with its owners, where they are others. */
function otherItem(finding: Finding): string {
  const id = findingId(finding);
  const owners = namedOwners(finding, 'owner').map((owner) => `, ${escaped(owner)}`);

  return `<li><code>${escaped(finding.target)}</code>, <code>${id}</code>${owners.join('')}</li>`;
}

function evidenceItem(line: Evidence): string {
  const position = positionOf(line);
  const place = position === undefined ? '' : `<code>${escaped(position)}</code> `;
  const code = line.code === undefined ? '' : `<pre>${escaped(line.code)}</pre>`;

  return `<li>${place}${escaped(line.text)}${code}</li>`;
}

function notCheckedOf(notChecked: readonly string[]): readonly string[] {
  if (notChecked.length === 0) return [];
  const items = notChecked.map((sentence) => `<li>${escaped(sentence)}</li>`);

  return [
    `<section>
<h2>${counted(notChecked.length, 'thing')} not checked</h2>
<ul>
${items.join('\n')}
</ul>
</section>`,
  ];
}
