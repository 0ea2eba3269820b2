import { counted } from '../../core/amounts.ts';
import type { Evidence } from '../../core/evidence.ts';
import { roleTarget, type Target } from '../../core/target.ts';
import { isIdle } from '../../domain/activity.ts';
import type { AttackSurface, Link, Part } from '../../domain/attack/attack-path-parts.ts';
import {
  attackMark,
  scoreOf,
  severityOf,
  weighed,
  weightOfLink,
} from '../../domain/attack/attack-score.ts';
import { MOST_POINTS } from '../../domain/attack/attack-surface.ts';
import { isBeforeCheck } from '../../domain/attack/before-check.ts';
import { codeWeaknessOf } from '../../domain/attack/code-weaknesses.ts';
import { byStrangers, type Reach, reachesOf } from '../../domain/attack/reachability.ts';
import { checkOfAll, milderBy } from '../../domain/attack/verified-callers.ts';
import { type Detail, failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { withWritable } from '../../domain/exposure/trigger.ts';
import { faultId } from '../../domain/fault.ts';
import { attackPathRemediation } from '../../domain/remediation/attack-path-remediation.ts';
import { verifiedIn } from '../../domain/remediation/signed-by-sender.ts';
import { defineCheck } from '../define-check.ts';

export const attackPath = defineCheck({
  id: 'usage/attack-path',
  target: 'function',
  title: 'Attack path from the internet into the account',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'Each link may look bearable by itself: a public address, a vulnerable package, a wide ' +
    'role. Here they meet in one function that is in use, so an attacker from outside can ' +
    'follow them from the first to the last. The score, from 0 to 100, adds up who can start, ' +
    'how surely the weakness can be exploited, and what lies at the end; from 80 it is ' +
    'critical. A query or a forged request ends at what it reaches, not at the role; a weakness that is ' +
    'medium by itself, as a look-up whose password still has to match, begins none. The weakness in the code ' +
    'and the path through it are one fault. A path is reported only where all three are known: where one could not be read, ' +
    'coverage says so. Where code in JavaScript or Python is seen to verify who sent a request before ' +
    'it acts, it is milder, but for packages that work before that: by one step for a token, which ' +
    'callers may be given who sign up, and by two for a signature or a secret of the sender.',
  remediation: 'Remove one link and the path is gone: the cheapest first.',
  references: [
    'https://owasp.org/www-project-serverless-top-10/',
    'https://attack.mitre.org/matrices/enterprise/cloud/iaas/',
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  ],
  suppression: {
    covers: 'the entry points, the weaknesses that can be exploited, and what lies at the end',
  },
  cwe: 'CWE-693',
  needs: [
    'activity',
    'configuration',
    'waysIn',
    'openTriggers',
    'attackSurface',
    'trustedAccounts',
    'verifiesSignature',
  ],

  evaluate(facts) {
    const { activity, configuration, attackSurface } = facts;
    if (activity.parked) return notApplicable;
    // Of an idle function, abandoned-attack-surface reports the same.
    if (isIdle(activity, configuration) || !attackSurface) return pass;

    const { waysIn, openTriggers, trustedAccounts, verifiesSignature } = facts;
    const reaches = byStrangers(reachesOf(withWritable(waysIn, openTriggers), trustedAccounts));
    const path = pathThrough(attackSurface);
    const [reach] = reaches;
    if (!reach || !path) return pass;

    const { weaknesses, gains, end } = path;
    const [weakness] = weaknesses;
    const [gain] = gains;
    const score = scoreOf([
      weightOfLink(reach),
      weightOfLink(weakness),
      gain ? weightOfLink(gain) : weighed(WITHOUT_ROLE, MOST_POINTS),
    ]);
    const severity = severityOf(score) === 'critical' ? 'critical' : 'high';
    const asked = checkOfAll(reaches, openTriggers, verifiesSignature);
    const isLate = asked && weaknesses.some((each) => isBeforeCheck(each, asked));
    const check = isLate ? undefined : asked;
    return failIfAny([
      {
        subject: 'function',
        mark: attackMark(reaches, [...weaknesses, ...gains]),
        severity: check ? milderBy(check, severity) : severity,
        summary: `From ${reach.who}, by ${means(weakness)}, to ${end}`,
        evidence: [
          ...numbered([
            { text: `${sentence(reach.who)} ${reach.how}` },
            stepInto(weakness),
            ...(gain
              ? gains.slice(0, MOST_GAINS).map((each) => ({ text: stepOn(each, configuration) }))
              : [{ text: `It opens ${end}` }]),
          ]),
          ...besides({ reaches, weaknesses, gains }),
          ...(check ? [verifiedIn(check)] : []),
        ],
        remediation: attackPathRemediation({ reach, weakness, gain }, attackSurface, configuration),
        figures: { score: score.value },
        ...throughHole(weakness),
      },
    ]);
  },
});

/** The hole in the code and the path through it are one fault: one fix ends both. */
function throughHole({ finding }: Link): Pick<Detail, 'through'> {
  return finding.check.startsWith('code/') ? { through: faultId(finding) } : {};
}

/** Points of what lies behind a weakness that does not come to the role. */
const WITHOUT_ROLE = 16;

interface PathIn {
  readonly weaknesses: readonly [Link, ...Link[]];
  /** Empty where the weakness opens something by itself. */
  readonly gains: readonly Link[];
  /** For a sentence. */
  readonly end: string;
}

/** Into the function and on to what it may do; else to what a weakness opens by itself. */
function pathThrough({ vulnerable, privileged }: AttackSurface): PathIn | undefined {
  const weaknesses = carrying(vulnerable);
  const [into, ...others] = weaknesses.filter(({ opens }) => opens === undefined);
  const gains = carrying(privileged);
  const [gain] = gains;
  if (into && gain) return { weaknesses: [into, ...others], gains, end: ends(gain) };

  const [beside, ...more] = weaknesses.filter(({ opens }) => opens !== undefined);
  return beside?.opens === undefined
    ? undefined
    : { weaknesses: [beside, ...more], gains: [], end: beside.opens };
}

/** So that a path has five steps at most. */
const MOST_GAINS = 3;

function carrying({ links }: Part): readonly Link[] {
  return links.filter(({ carries }) => carries);
}

function numbered(steps: readonly Evidence[]): readonly Evidence[] {
  return steps.map((step, index) => ({ ...step, text: `${index + 1}. ${step.text}` }));
}

/** Where in the code it is, if its finding says so: the place that the event comes to. */
function stepInto({ finding: { check, summary, evidence } }: Link): Evidence {
  const place = evidence.findLast(({ path }) => path !== undefined);
  const text = `${sentence(meansBy(check) ?? 'known weakness')}: ${summary}`;
  if (check.startsWith('dependencies/') || !place) return { text };

  const { text: _, ...position } = place;
  return { ...position, text };
}

function stepOn({ finding }: Link, { roleArn }: Target<'function'>): string {
  const { check, target, summary } = finding;

  return target === roleArn && check.startsWith('permissions/')
    ? `With role ${roleTarget(roleArn).name}: ${summary}`
    : `In its environment: ${summary}`;
}

function means({ finding: { check } }: Link): string {
  const name = meansBy(check);

  return name === undefined ? 'a known weakness' : withArticle(check, name);
}

function ends({ finding: { check, subject } }: Link): string {
  return endsBy.get(check)?.(subject) ?? 'what its role allows';
}

function besides(found: {
  readonly reaches: readonly Reach[];
  readonly weaknesses: readonly Link[];
  readonly gains: readonly Link[];
}): readonly Evidence[] {
  const counts = [
    [found.reaches.length - 1, 'more entry point'],
    [found.weaknesses.length - 1, 'more weak point'],
    [found.gains.length - MOST_GAINS, 'more target'],
  ] as const;
  const more = counts.filter(([count]) => count > 0).map(([count, kind]) => counted(count, kind));

  return more.length > 0 ? [{ text: `also: ${more.join(', ')}` }] : [];
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** `command injection`, `vulnerable package` */
function meansBy(check: string): string | undefined {
  return codeWeaknessOf.get(check)?.by ?? packagesBy.get(check);
}

/** One comes in by a package, and by command injection. */
function withArticle(check: string, name: string): string {
  if (check === 'dependencies/vulnerable-package') return 'a critically vulnerable package';

  return packagesBy.has(check) ? `a ${name}` : name;
}

const packagesBy: ReadonlyMap<string, string> = new Map([
  ['dependencies/malicious-package', 'malicious package'],
  ['dependencies/vulnerable-package', 'vulnerable package'],
]);

const endsBy: ReadonlyMap<string, (subject: string) => string> = new Map([
  ['permissions/admin-role', () => 'administrator permissions'],
  ['permissions/privilege-escalation', () => 'privilege escalation'],
  ['permissions/broad-data-access', (subject: string) => `all ${subject} of the account`],
  ['permissions/not-action-allow', () => 'every action that its policy does not list'],
  ['permissions/service-wildcard', (subject: string) => `every action of ${subject}`],
  ['code/secret-in-code', (subject: string) => `the secret in ${subject}`],
  ['code/secret-in-environment', (subject: string) => `the secret in ${subject}`],
]);
