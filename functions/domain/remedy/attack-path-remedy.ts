import type { AttackSurface, Link } from '../attack-surface.ts';
import { findingId } from '../finding-id.ts';
import { doorOf, type Reach } from '../reachability.ts';
import type { StandingFinding } from '../standing.ts';
import type { FunctionTarget } from '../target.ts';
import { awsCommand, functionOptions } from './aws-command.ts';
import { leadOf, type RemedyPart, remedyText } from './remedy-text.ts';

interface Path {
  readonly reach: Reach;
  readonly weakness: Link;
  readonly gain: Link;
}

/** The cheapest link in full, of the others what they are about and the command that tells the rest. */
export function attackPathRemedy(
  { reach, weakness, gain }: Path,
  { doors }: AttackSurface,
  target: FunctionTarget,
): string {
  const door = doorOf(reach, doors);
  const cuts = [
    ...(door ? [cutOf('the way in', door)] : []),
    cutOf('the weakness', weakness.finding),
    cutOf('what lies at the end', gain.finding),
  ].toSorted((a, b) => a.cost - b.cost);
  const [first, ...others] = cuts;

  return remedyText('Cut one link and the path is gone: the cheapest first.', [
    ...(first ? [inFull(first)] : []),
    ...others.map(inShort),
    stopNow(target),
  ]);
}

interface Cut {
  readonly what: string;
  readonly finding: StandingFinding;
  /** The less, the sooner: who has to do what until it is cut. */
  readonly cost: number;
  readonly effort: string;
}

function cutOf(what: string, finding: StandingFinding): Cut {
  const [cost, effort] = efforts.get(finding.check) ?? [9, 'a change of its own'];

  return { what, finding, cost, effort };
}

/** Characters, so that the other links find room too. */
const MOST_IN_FULL = 3_000;

function inFull({ what, effort, finding }: Cut): RemedyPart {
  const { remediation } = finding;
  const text = remediation.length > MOST_IN_FULL ? leading(finding) : remediation;

  return { title: `Cheapest: ${what} (${effort})`, text };
}

function inShort({ what, effort, finding }: Cut): RemedyPart {
  return { title: `Or ${what} (${effort})`, text: leading(finding) };
}

function leading(finding: StandingFinding): string {
  return `${leadOf(finding.remediation)}\nnpx vigil show ${findingId(finding)}`;
}

/** It takes the function from its callers too, but it takes a second. */
function stopNow({ arn }: FunctionTarget): RemedyPart {
  const named = functionOptions(arn, undefined);

  return {
    title:
      'Under attack: this stops the function for everyone, and the second line lets it run again',
    text: [
      awsCommand('lambda', 'put-function-concurrency', {
        ...named,
        'reserved-concurrent-executions': '0',
      }),
      awsCommand('lambda', 'delete-function-concurrency', named),
    ].join('\n'),
    isBackground: true,
  };
}

/** What it takes to cut a link, by the check that tells of it. */
const efforts: ReadonlyMap<string, readonly [cost: number, effort: string]> = new Map([
  ['dependencies/malicious-package', [0, 'it has to go in any case']],
  ['permissions/public-resource-policy', [1, 'a command, no deployment']],
  ['permissions/unscoped-service-principal', [1, 'a command, no deployment']],
  ['permissions/foreign-account-access', [1, 'a command, no deployment']],
  ['dependencies/vulnerable-package', [2, 'an upgrade and a deployment']],
  ['permissions/unauthenticated-url', [3, 'its callers have to sign']],
  ['permissions/open-api-route', [3, 'its callers have to sign']],
  ['code/secret-in-environment', [4, 'a new secret, kept elsewhere']],
  ['permissions/broad-data-access', [5, 'a narrower policy']],
  ['permissions/service-wildcard', [5, 'a narrower policy']],
  ['permissions/not-action-allow', [5, 'a narrower policy']],
  ['permissions/privilege-escalation', [5, 'a narrower policy']],
  ['permissions/admin-role', [6, 'a policy of what it needs']],
  ['code/event-code-execution', [7, 'a change of its code']],
]);
