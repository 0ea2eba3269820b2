import type {
  CodeFlow,
  Location,
  Log,
  Notification,
  ReportingDescriptor,
  Result,
  ToolComponentReference,
} from 'sarif';
import type { Evidence } from '../../functions/core/evidence.ts';
import { namesIn } from '../../functions/core/mark.ts';
import type { Severity } from '../../functions/core/severity.ts';
import { faultId } from '../../functions/domain/fault.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { printable } from '../../functions/domain/notification/plain-text.ts';
import { namedOwners, ownedBys } from '../../functions/domain/ownership.ts';
import { behindFix } from '../../functions/domain/remediation/remediation-text.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import type { ChangeKind } from '../finding-changes.ts';
import { knownCheck } from '../known-checks.ts';
import { itemsOf } from '../listed-finding.ts';
import type { Listing } from '../listing.ts';
import { version } from '../package-manifest.ts';
import type { CodePlaces } from './code-places.ts';
import { json } from './json.ts';

/** The log as text. */
export function render(listing: Listing): string {
  return json(sarif(listing));
}

type SarifProps = Pick<
  Listing,
  'checks' | 'findings' | 'notChecked' | 'leftOut' | 'places' | 'changes'
>;

/**
 * Findings as a log of SARIF 2.1.0: a rule for each check that was asked, a result for each
 * finding, with the way from the event to the sink as its code flow, and a notification for each
 * thing that could not be checked, for an empty list of results says nothing by itself.
 *
 * Source: "SARIF support for code scanning" (GitHub Docs) for what a pull request shows of it.
 */
export function sarif(props: SarifProps): Log {
  const { places, checks, findings, changes, notChecked, leftOut = [] } = props;
  const rules = [...new Set([...checks, ...findings.map(({ check }) => check)])];
  const cwes = [...new Set(rules.flatMap((id) => cweOf(id) ?? []))].toSorted((a, b) => +a - +b);

  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'lambda-vigil',
            semanticVersion: version,
            rules: rules.map(ruleOf),
            notifications: [NOT_CHECKED],
            supportedTaxonomies: cwes.length > 0 ? [CWE] : [],
          },
        },
        // Of several packages in one checkout each has results of its own.
        automationDetails: { id: places.run },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: notChecked.length === leftOut.length,
            toolExecutionNotifications: notChecked.map(notificationOf),
          },
        ],
        ...(cwes.length > 0 && { taxonomies: [taxonomyOf(cwes)] }),
        results: findings.map((finding) => ({
          ...resultOf(finding, rules, places),
          ...(changes && { baselineState: baselineStateOf(changes.get(finding)) }),
        })),
      },
    ],
  };
}

const NOT_CHECKED: ReportingDescriptor = {
  id: 'not-checked',
  shortDescription: { text: 'Something could not be checked: no result says that it is safe' },
};

const CWE: ToolComponentReference = { name: 'CWE', index: 0 };

function taxonomyOf(cwes: readonly string[]) {
  return {
    name: 'CWE',
    organization: 'MITRE',
    shortDescription: { text: 'The MITRE Common Weakness Enumeration' },
    informationUri: 'https://cwe.mitre.org/',
    isComprehensive: false,
    taxa: cwes.map((id) => ({
      id,
      helpUri: `https://cwe.mitre.org/data/definitions/${id}.html`,
    })),
  };
}

function ruleOf(id: string): ReportingDescriptor {
  const check = knownCheck(id);
  if (!check) return { id };

  const { title, rationale, remediation, references, severity } = check;
  const cwe = cweOf(id);
  const [helpUri] = references;
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: title },
    fullDescription: { text: rationale },
    help: { text: `${rationale}\n\nFix: ${remediation}\n\n${references.join('\n')}` },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      tags: [
        'security',
        ...(cwe === undefined ? [] : [`external/cwe/cwe-${cwe.padStart(3, '0')}`]),
      ],
      'security-severity': scoreOf[severity],
    },
    ...(cwe !== undefined && {
      relationships: [{ target: { id: cwe, toolComponent: CWE }, kinds: ['superset'] }],
    }),
  };
}

/** What it is to an earlier run. Source: "baselineState property" (SARIF 2.1.0, 3.27.24). */
function baselineStateOf(change: ChangeKind | undefined): Result.baselineState {
  if (change === undefined) return 'unchanged';

  return change === 'new' || change === 'openAgain'
    ? 'new'
    : change === 'fixed'
      ? 'absent'
      : 'updated';
}

function resultOf(finding: Finding, rules: readonly string[], at: CodePlaces): Result {
  const { check, summary, remediation, severity, title } = finding;
  const identity = at.fingerprintOf(finding);
  const cwe = cweOf(check);
  const places = finding.evidence.filter(({ path }) => path !== undefined);
  const isList = namesIn(finding.mark).length > 1;
  const main = isList
    ? places[0]
    : (places.find(({ code }) => code !== undefined) ?? places.at(-1));
  const others = places.filter((place) => place !== main);

  return {
    ruleId: check,
    ruleIndex: rules.indexOf(check),
    level: levelOf(severity),
    message: { text: messageText(`${title}: ${summary}\n\nFix: ${behindFix(remediation)}`) },
    locations: [locationOf(main, finding, at)],
    ...(isList &&
      others.length > 0 && {
        relatedLocations: others.map((place, index) => ({
          id: index + 1,
          ...locationOf(place, finding, at),
        })),
      }),
    ...(!isList && places.length > 1 && { codeFlows: [codeFlowOf(places, finding, at)] }),
    // By what makes it the same, not by its line: it stays one alert wherever it moves.
    partialFingerprints: {
      'lambdaVigilFinding/v1': identity,
      primaryLocationLineHash: `${identity}:1`,
    },
    ...(cwe !== undefined && { taxa: [{ id: cwe, toolComponent: CWE }] }),
    properties: {
      severity,
      'security-severity': scoreOf[severity],
      // No correlationGuid, and no fingerprint: by these a result is another's, and one would hide the others.
      fault: faultId(finding),
      frameworks: itemsOf(finding).map(printable),
      ...Object.fromEntries(
        ownedBys.map((by) => [by, namedOwners(finding, by).map(printable)] as const),
      ),
    },
  };
}

function codeFlowOf(places: readonly Evidence[], finding: Finding, at: CodePlaces): CodeFlow {
  return {
    threadFlows: [
      {
        locations: places.map((place) => ({
          location: {
            ...locationOf(place, finding, at),
            message: { text: messageText(place.text) },
          },
        })),
      },
    ],
  };
}

/** Of what stands at no place in the code, the whole of what the finding is about. */
function locationOf(place: Evidence | undefined, finding: Finding, at: CodePlaces): Location {
  const { path: file, line = 1, column, code } = place ?? {};
  const { name, arn } = identityOf(finding.target);

  return {
    physicalLocation: {
      artifactLocation: { uri: at.uriOf(finding, file) },
      region: {
        startLine: line,
        ...(column !== undefined && { startColumn: column }),
        ...(code !== undefined && { snippet: { text: printable(code) } }),
      },
    },
    logicalLocations: [
      { name: printable(name), fullyQualifiedName: printable(arn), kind: 'resource' },
    ],
  };
}

function notificationOf(sentence: string): Notification {
  return {
    level: 'warning',
    descriptor: { id: NOT_CHECKED.id, index: 0 },
    message: { text: messageText(`not checked: ${sentence}`) },
  };
}

/** `CodeEventCodeExecution` */
function nameOf(id: string): string {
  return id
    .split(/[/-]/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');
}

/** Its number alone. */
function cweOf(check: string): string | undefined {
  return knownCheck(check)?.cwe?.slice('CWE-'.length);
}

function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  if (severity === 'critical' || severity === 'high') return 'error';

  return severity === 'medium' ? 'warning' : 'note';
}

/** In the middle of the range that code hosts take for each. */
const scoreOf: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: '0.5',
};

/**
 * Text in which nothing is a link or a placeholder. Source: SARIF 2.1.0, sections 3.11.5 and 3.11.6.
 * Braces are doubled only where they would be a placeholder: viewers show the others as they are.
 */
function messageText(text: string): string {
  return text
    .split('\n')
    .map(printable)
    .join('\n')
    .replaceAll(/[\\[\]]/g, '\\$&')
    .replaceAll(/\{(\d+)\}/g, '{{$1}}');
}
