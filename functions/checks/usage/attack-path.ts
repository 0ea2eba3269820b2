import { counted } from '../../core/amounts.ts';
import type { Evidence } from '../../core/evidence.ts';
import { roleTarget, type Target } from '../../core/target.ts';
import { isIdle } from '../../domain/activity.ts';
import type { Link, Part } from '../../domain/attack/attack-path-parts.ts';
import { attackMark, scoreOf, severityOf, weightOfLink } from '../../domain/attack/attack-score.ts';
import { byStrangers, type Reach, reachesOf } from '../../domain/attack/reachability.ts';
import { failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { withWritable } from '../../domain/exposure/trigger.ts';
import { attackPathRemedy } from '../../domain/remediation/attack-path-remedy.ts';
import { defineCheck } from '../define-check.ts';

export const attackPath = defineCheck({
  id: 'usage/attack-path',
  target: 'function',
  title: 'Strangers can go through this function to what it may do',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'Each link may look bearable where it stands: a public address, a weak package, a wide role. ' +
    'Here they meet in one function that is in use, so that somebody from outside comes from the ' +
    'first to the last. The score, from 0 to 100, adds up who begins the path, how surely the ' +
    'weakness carries it and what lies at its end; from 80 it is critical. Told is what is known ' +
    'of all three: where one of them could not be seen, coverage says so, and no path is told.',
  remediation: 'Cut one link and the path is gone: the cheapest first.',
  references: [
    'https://owasp.org/www-project-serverless-top-10/',
    'https://attack.mitre.org/matrices/enterprise/cloud/iaas/',
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  ],
  suppression: {
    covers: 'the ways in, the weaknesses that carry an attack, and what lies at its end',
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
    // Of one that nobody uses, abandoned-attack-surface tells the same.
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
        remediation: attackPathRemedy({ reach, weakness, gain }, attackSurface, configuration),
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

/** Where in the code it is, if its finding tells: the place that the event comes to. */
function stepInto({ finding: { check, summary, evidence } }: Link): Evidence {
  const place = evidence.findLast(({ path }) => path !== undefined);
  const text = `${intoBy.get(check) ?? 'It has a known weakness'}: ${summary}`;
  if (check.startsWith('dependencies/') || !place) return { text };

  const { text: _, ...position } = place;
  return { ...position, text };
}

function stepOn({ finding }: Link, { roleArn }: Target<'function'>): string {
  const { check, target, summary } = finding;

  return target === roleArn && check.startsWith('permissions/')
    ? `As role ${roleTarget(roleArn).name} it goes on: ${summary}`
    : `In its environment lies more: ${summary}`;
}

function means({ finding: { check } }: Link): string {
  return meansBy.get(check) ?? 'a known weakness';
}

function ends({ finding: { check, subject } }: Link): string {
  return endsBy.get(check)?.(subject) ?? 'what its role may do';
}

function besides(found: {
  readonly reaches: readonly Reach[];
  readonly weaknesses: readonly Link[];
  readonly gains: readonly Link[];
}): readonly Evidence[] {
  const counts = [
    [found.reaches.length - 1, 'in'],
    [found.weaknesses.length - 1, 'through it'],
    [found.gains.length - MOST_GAINS, 'on from there'],
  ] as const;
  const more = counts
    .filter(([count]) => count > 0)
    .map(([count, where]) => `${counted(count, 'way')} ${where}`);

  return more.length > 0 ? [{ text: `besides: ${more.join(', ')}` }] : [];
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

const intoBy: ReadonlyMap<string, string> = new Map([
  ['code/event-code-execution', 'What the event holds is run as code'],
  ['dependencies/malicious-package', 'It runs a package that is malicious'],
  ['dependencies/vulnerable-package', 'It runs a package that is attacked in a known way'],
]);

const meansBy: ReadonlyMap<string, string> = new Map([
  ['code/event-code-execution', 'code that the event brings'],
  ['dependencies/malicious-package', 'a malicious package'],
  ['dependencies/vulnerable-package', 'a critically vulnerable package'],
]);

const endsBy: ReadonlyMap<string, (subject: string) => string> = new Map([
  ['permissions/admin-role', () => 'the powers of an administrator'],
  ['permissions/privilege-escalation', () => 'more power than its role has'],
  ['permissions/broad-data-access', (subject: string) => `all ${subject} of the account`],
  ['permissions/not-action-allow', () => 'whatever nobody has listed'],
  ['permissions/service-wildcard', (subject: string) => `every action of ${subject}`],
  ['code/secret-in-environment', (subject: string) => `the secret in ${subject}`],
]);
