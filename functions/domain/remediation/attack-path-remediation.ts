import { type FunctionTarget, regionOf } from '../../core/target.ts';
import type { AttackSurface, Link } from '../attack/attack-path-parts.ts';
import { codeWeaknessOf } from '../attack/code-weaknesses.ts';
import { exposureOf, type Reach } from '../attack/reachability.ts';
import type { OpenFinding } from '../attack/target-state.ts';
import { isBucket, serviceOfSource } from '../exposure/trigger-source.ts';
import { findingId } from '../finding-id.ts';
import { vigilCommand } from '../vigil-command.ts';
import { awsCommand, resumeFunction, stopFunction } from './aws-command.ts';
import { leadOf, type RemediationPart, remediationText } from './remediation-text.ts';

interface Path {
  readonly reach: Reach;
  readonly weakness: Link;
  /** Absent where the weakness opens something by itself. */
  readonly gain: Link | undefined;
}

/** The cheapest link in full, of the others what they are about and the command that shows the rest. */
export function attackPathRemediation(
  { reach, weakness, gain }: Path,
  { exposures }: AttackSurface,
  target: FunctionTarget,
): string {
  const cuts = [
    ...atEntryPoint(reach, exposures),
    cutOf('the weakness', weakness.finding),
    ...(gain ? [cutOf('what lies at the end', gain.finding)] : []),
  ].toSorted((a, b) => a.cost - b.cost);
  const [first, ...others] = cuts;

  return remediationText(leadTo(first), [
    ...(first ? [cheapest(first)] : []),
    ...others.map(another),
    stopNow(target),
  ]);
}

function leadTo(first: Cut | undefined): string {
  const all = 'Remove one link and the path is gone.';

  return first ? `${all} The cheapest is ${first.what}: ${leadOf(first.inFull)}` : all;
}

interface Cut {
  readonly what: string;
  /** The less, the sooner: who has to do what until it is cut. */
  readonly cost: number;
  readonly effort: string;
  readonly inFull: string;
  readonly inShort: string;
}

function atEntryPoint(reach: Reach, exposures: readonly OpenFinding[]): readonly Cut[] {
  const exposure = exposureOf(reach, exposures);
  if (exposure) return [cutOf('the entry point', exposure)];

  const { way } = reach;
  return way.kind === 'service' && way.isOpenSource && way.source !== undefined
    ? [closing(way.source)]
    : [];
}

/** Characters, so that the other links find room too. */
const MOST_IN_FULL = 3_000;

function cutOf(what: string, finding: OpenFinding): Cut {
  const { remediation, check } = finding;
  const [cost, effort] = effortOf(check);
  const inShort = `${leadOf(remediation)}\n${vigilCommand('show', findingId(finding))}`;
  const inFull = remediation.length > MOST_IN_FULL ? inShort : remediation;

  return { what, cost, effort, inFull, inShort };
}

/** No finding reports it: topics, buckets and queues are no targets. */
function closing(source: string): Cut {
  const text = textFor(source).join('\n');

  return {
    what: 'the entry point',
    cost: 1,
    effort: 'a command, no deployment',
    inFull: text,
    inShort: text,
  };
}

function textFor(source: string): readonly string[] {
  if (serviceOfSource(source) === 'sns') return ofTopic(source);
  if (!isBucket(source)) {
    return [`Let only known senders write to ${source}: its policy allows everyone.`];
  }

  const blocked = [
    'BlockPublicAcls',
    'IgnorePublicAcls',
    'BlockPublicPolicy',
    'RestrictPublicBuckets',
  ];
  return [
    'Block public access to the bucket. This blocks readers from the web, too.',
    awsCommand('s3api', 'put-public-access-block', {
      bucket: source.split(':::')[1],
      'public-access-block-configuration': blocked.map((name) => `${name}=true`).join(','),
    }),
  ];
}

function ofTopic(arn: string): readonly string[] {
  const named = { 'topic-arn': arn, region: regionOf(arn) };
  const lead = 'Name in the policy of the topic who may publish, or require aws:SourceAccount.';
  const read = awsCommand('sns', 'get-topic-attributes', {
    ...named,
    query: 'Attributes.Policy',
    output: 'text',
  });
  const write = awsCommand('sns', 'set-topic-attributes', {
    ...named,
    'attribute-name': 'Policy',
    'attribute-value': 'file://policy.json',
  });

  return [
    lead,
    `${read} > policy.json`,
    '# in policy.json, narrow the statement that allows sns:Publish to everyone',
    write,
  ];
}

function cheapest({ what, effort, inFull }: Cut): RemediationPart {
  return { title: `Cheapest: ${what} (${effort})`, text: inFull };
}

function another({ what, effort, inShort }: Cut): RemediationPart {
  return { title: `Or ${what} (${effort})`, text: inShort };
}

/** It takes the function from its callers too, but it takes a second. */
function stopNow({ arn }: FunctionTarget): RemediationPart {
  return {
    title: 'Under attack: this stops the function for everyone; the second line lets it run again',
    text: [stopFunction(arn), resumeFunction(arn)].join('\n'),
    isBackground: true,
  };
}

/** What it takes to cut a link, by the check that reports it. */
const efforts: ReadonlyMap<string, readonly [cost: number, effort: string]> = new Map([
  ['dependencies/malicious-package', [0, 'it has to be removed in any case']],
  ['permissions/public-resource-policy', [1, 'a command, no deployment']],
  ['permissions/unscoped-service-principal', [1, 'a command, no deployment']],
  ['permissions/foreign-account-access', [1, 'a command, no deployment']],
  ['dependencies/vulnerable-package', [2, 'an upgrade and a deployment']],
  ['permissions/unauthenticated-url', [3, 'its callers have to sign their requests']],
  ['permissions/open-api-route', [3, 'its callers have to sign their requests']],
  ['permissions/api-key-only', [3, 'its callers have to sign their requests']],
  ['permissions/appsync-api-key', [3, 'its callers have to authenticate']],
  ['permissions/open-load-balancer', [3, 'its callers have to authenticate']],
  ['permissions/open-iot-topic', [3, 'its publishers have to sign in']],
  ['code/secret-in-code', [4, 'a new secret, kept elsewhere']],
  ['code/secret-in-environment', [4, 'a new secret, kept elsewhere']],
  ['permissions/broad-data-access', [5, 'a narrower policy']],
  ['permissions/service-wildcard', [5, 'a narrower policy']],
  ['permissions/account-wide-change', [5, 'a narrower policy']],
  ['permissions/not-action-allow', [5, 'a narrower policy']],
  ['permissions/privilege-escalation', [5, 'a narrower policy']],
  ['permissions/admin-role', [6, 'a policy with what it needs']],
]);

function effortOf(check: string): readonly [cost: number, effort: string] {
  return efforts.get(check) ?? (codeWeaknessOf.has(check) ? CODE_CHANGE : [9, 'a separate change']);
}

const CODE_CHANGE = [7, 'a code change'] as const;
