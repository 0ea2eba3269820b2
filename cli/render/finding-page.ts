import type { Evidence } from '../../functions/core/evidence.ts';
import { consoleLink } from '../../functions/domain/console-link.ts';
import { deployerOf } from '../../functions/domain/deployment.ts';
import type { Fault } from '../../functions/domain/fault.ts';
import { countOfOthers } from '../../functions/domain/fault-words.ts';
import type { Finding, Suppression } from '../../functions/domain/finding.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { type Framework, frameworkNames, frameworks } from '../../functions/domain/frameworks.ts';
import { minuteOf } from '../../functions/domain/notification/day-and-minute.ts';
import { printable, wrapped } from '../../functions/domain/notification/plain-text.ts';
import { positionOf } from '../../functions/domain/notification/wording.ts';
import { namedOwners, type OwnedBy } from '../../functions/domain/ownership.ts';
import type { AnyCheck } from '../../functions/domain/registry.ts';
import { behindFix, WRITE } from '../../functions/domain/remediation/remediation-text.ts';
import { endInWords } from '../../functions/domain/suppression-end.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import type { Terminal } from '../terminal.ts';
import { figuresInWords } from './figures.ts';
import { paintOf } from './words.ts';

export type Rationale = Pick<AnyCheck, 'rationale' | 'references' | 'frameworks'>;

const MOST_WIDTH = 100;

/** What is known of a finding besides what is stored. */
export interface FindingContext {
  /** Undefined for a check that this version does not know. */
  readonly why: Rationale | undefined;
  /** Where the console shows its item; undefined where that is not known. */
  readonly stored?: string | undefined;
  /** Of the same fault, of other targets. @default none */
  readonly others?: readonly Finding[] | undefined;
}

/** A finding whole. */
export function findingPage(finding: Finding, context: FindingContext, terminal: Terminal): string {
  const { why, others = [] } = context;
  const { columns, paint } = terminal;
  const width = Math.min(MOST_WIDTH, columns) - 2;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : ['', paint(['bold'], title), ...lines.map((line) => `  ${line}`.trimEnd())];

  return [
    ...headOf(finding, context, terminal),
    ...section('Why it matters', why ? wrapped(why.rationale, '', '', width) : []),
    ...section(
      'Evidence',
      finding.evidence.flatMap((line) => evidenceOf(line, width)),
    ),
    ...section('Also in', alsoIn({ finding, others, holes: [] }, width)),
    ...section('Fix', fixOf(finding, width)),
    ...section('Suppressed', suppressionOf(finding, width)),
    ...section('History', historyOf(finding, width)),
    ...section('More', (why?.references ?? []).map(printable)),
  ].join('\n');
}

function headOf(
  finding: Finding,
  { why, stored }: FindingContext,
  terminal: Terminal,
): readonly string[] {
  const { severity, status, title, summary, target, check, subject, cwe } = finding;
  const { paint } = terminal;
  const figures = figuresInWords(finding);
  const label = (name: string, value: string) =>
    `  ${paint(['dim'], name.padEnd(8))} ${printable(value)}`;
  const link = (name: string, url: string | undefined) =>
    url === undefined ? [] : [label(name, url)];

  return [
    `${paintOf(severity, terminal)(severity)}  ${status}  ${findingId(finding)}`,
    paint(['bold'], printable(title)),
    printable(summary),
    '',
    label('Target', target),
    label('Check', cwe === undefined ? check : `${check} (${cwe})`),
    label('Subject', subject),
    ...frameworkNames.flatMap((name) =>
      listedIn(name, why).map((item) => label(name.toUpperCase(), item)),
    ),
    ...ownerLabels.flatMap(([by, name]) =>
      listedNames(namedOwners(finding, by)).map((names) => label(name, names)),
    ),
    ...deploymentOf(finding).map((words) => label('Deployed', words)),
    label('Since', minuteOf(finding.firstSeenAt)),
    ...(figures.length > 0 ? [label('Impact', figures.join(', '))] : []),
    ...link('Console', consoleLink(target)),
    ...link('Stored', stored),
  ];
}

const ownerLabels: readonly (readonly [by: OwnedBy, label: string])[] = [
  ['owner', 'Owner'],
  ['stack', 'Stack'],
  ['application', 'App'],
];

/** Of what is no function, none. */
function deploymentOf({ lastDeployment, target }: Finding): readonly string[] {
  if (lastDeployment) {
    return [
      `${minuteOf(lastDeployment.at)} by ${deployerOf(lastDeployment, target)}, code or configuration`,
    ];
  }

  return identityOf(target).kind === 'function' ? [NOT_KNOWN] : [];
}

const NOT_KNOWN = 'not known: CloudTrail has no event of its last change, or none is read yet';

/** In one text, where there are some. */
function listedNames(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [names.join(', ')];
}

/** `Lambda.2 Lambda functions should use supported runtimes` */
function listedIn(name: Framework, why: Rationale | undefined): readonly string[] {
  const titles: Readonly<Record<string, string>> = frameworks[name].items;

  return (why?.frameworks?.[name] ?? []).map((item) => `${item} ${titles[item]}`);
}

/** A place, below it what is said of it, and below that the code that stands there. */
function evidenceOf(evidence: Evidence, width: number): readonly string[] {
  const { text, code } = evidence;
  const position = positionOf(evidence);
  const indent = position === undefined ? '' : '  ';

  return [
    ...(position === undefined ? [] : [printable(position)]),
    ...wrapped(text, indent, indent, width),
    ...(code === undefined ? [] : wrapped(code, `${indent}| `, `${indent}| `, width)),
  ];
}

/** Each is a finding of its own: it is accepted by its id. */
function alsoIn(fault: Fault, width: number): readonly string[] {
  if (fault.others.length === 0) return [];
  const { region } = identityOf(fault.finding.target);

  return [
    ...wrapped(`${countOfOthers(fault)}:`, '', '', width),
    ...fault.others.map((other) => {
      const { name, region: there } = identityOf(other.target);
      const place = there === region ? name : `${name} (${there})`;
      return `${findingId(other)}  ${other.status.padEnd(10)}  ${printable(place)}`;
    }),
  ];
}

/** Prose is wrapped; what has lines of its own is there to be copied, and so is a line of code. */
function fixOf({ remediation }: Finding, width: number): readonly string[] {
  const [lead = '', ...rest] = behindFix(remediation).split('\n');
  const isCode = remediation.startsWith(WRITE);
  const prose = (text: string) => wrapped(text, '', '', width);

  return [
    ...(isCode ? [printable(lead)] : prose(lead)),
    ...(isCode ? rest.flatMap(prose) : rest.map(printable)),
  ];
}

/** A line of a change, and below it why, by whom and what it was suppressed for. */
function historyOf({ history }: Finding, width: number): readonly string[] {
  const indent = ' '.repeat(INDENT);

  return history.flatMap(({ at, kind, severity, because, by, suppression }) => [
    `${minuteOf(at)}  ${kind.padEnd(12)}  ${severity}`,
    ...[because, by && `by ${by}`, suppression && suppressionInWords(suppression)].flatMap(
      (text) => (text ? wrapped(text, indent, indent, width) : []),
    ),
  ]);
}

/** Below the kind of a change. */
const INDENT = 22;

function suppressionOf({ suppression }: Finding, width: number): readonly string[] {
  if (!suppression) return [];

  const by = suppression.by === undefined ? [] : [`by ${suppression.by}`];
  return [suppressionInWords(suppression), ...by].flatMap((text) => wrapped(text, '', '', width));
}

function suppressionInWords({ reason, until }: Suppression): string {
  return `${endInWords(until)}: ${reason}`;
}
