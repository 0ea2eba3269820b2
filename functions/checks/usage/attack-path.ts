import { counted } from '../../core/amounts.ts';
import type { Evidence } from '../../core/evidence.ts';
import { roleTarget, type Target } from '../../core/target.ts';
import { isIdle } from '../../domain/activity.ts';
import type { Link, Part } from '../../domain/attack/attack-path-parts.ts';
import { attackMark, scoreOf, severityOf, weightOfLink } from '../../domain/attack/attack-score.ts';
import { byStrangers, type Reach, reachesOf } from '../../domain/attack/reachability.ts';
import { failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { withWritable } from '../../domain/exposure/trigger.ts';
import { attackPathRemediation } from '../../domain/remediation/attack-path-remediation.ts';
import { defineCheck } from '../define-check.ts';

export const attackPath = defineCheck({
  id: 'usage/attack-path',
  target: 'function',
  title: "Attack path from the internet to the account's secrets",
  severity: 'high',
  practice: 'permissions',
  rationale:
    'Each link may look bearable by itself: a public address, a vulnerable package, a wide ' +
    'role. Here they meet in one function that is in use, so an attacker from outside can ' +
    'follow them from the first to the last. The score, from 0 to 100, adds up who can start, ' +
    'how surely the weakness can be exploited, and what lies at the end; from 80 it is ' +
    'critical. A path is reported only where all three are known: where one could not be read, ' +
    'coverage says so.',
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
  ],

  evaluate({ activity, configuration, waysIn, openTriggers, attackSurface, trustedAccounts }) {
    if (activity.parked) return notApplicable;
    // Of an idle function, abandoned-attack-surface reports the same.
    if (isIdle(activity, configuration) || !attackSurface) return pass;

    const reaches = byStrangers(reachesOf(withWritable(waysIn, openTriggers), trustedAccounts));
    const weaknesses = carrying(attackSurface.vulnerable);
    const gains = carrying(attackSurface.privileged);
    const [[reach], [weakness], [gain]] = [reaches, weaknesses, gains];
    if (!reach || !weakness || !gain) return pass;

    const score = scoreOf([reach, weakness, gain].map(weightOfLink));
    return failIfAny([
      {
        subject: 'function',
        mark: attackMark(reaches, [...weaknesses, ...gains]),
        severity: severityOf(score) === 'critical' ? 'critical' : 'high',
        summary: `From ${reach.who}, by ${means(weakness)}, to ${ends(gain)}`,
        evidence: [
          ...numbered([
            { text: `${sentence(reach.who)} ${reach.how}` },
            stepInto(weakness),
            ...gains.slice(0, MOST_GAINS).map((each) => ({ text: stepOn(each, configuration) })),
          ]),
          ...besides({ reaches, weaknesses, gains }),
        ],
        remediation: attackPathRemediation({ reach, weakness, gain }, attackSurface, configuration),
        figures: { score: score.value },
      },
    ]);
  },
});

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
  const text = `${intoBy.get(check) ?? 'Known weakness'}: ${summary}`;
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
  return meansBy.get(check) ?? 'a known weakness';
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

const intoBy: ReadonlyMap<string, string> = new Map([
  ['code/event-code-execution', 'Code injection'],
  ['dependencies/malicious-package', 'Malicious package'],
  ['dependencies/vulnerable-package', 'Vulnerable package'],
]);

const meansBy: ReadonlyMap<string, string> = new Map([
  ['code/event-code-execution', 'code injection'],
  ['dependencies/malicious-package', 'a malicious package'],
  ['dependencies/vulnerable-package', 'a critically vulnerable package'],
]);

const endsBy: ReadonlyMap<string, (subject: string) => string> = new Map([
  ['permissions/admin-role', () => 'administrator permissions'],
  ['permissions/privilege-escalation', () => 'privilege escalation'],
  ['permissions/broad-data-access', (subject: string) => `all ${subject} of the account`],
  ['permissions/not-action-allow', () => 'every action that its policy does not list'],
  ['permissions/service-wildcard', (subject: string) => `every action of ${subject}`],
  ['code/secret-in-environment', (subject: string) => `the secret in ${subject}`],
]);
