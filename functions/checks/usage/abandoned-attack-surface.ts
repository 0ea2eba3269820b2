import { lines } from '../../core/evidence.ts';
import { type Activity, isIdle } from '../../domain/activity.ts';
import type { AttackSurface, Part } from '../../domain/attack/attack-path-parts.ts';
import {
  attackMark,
  pointsInWords,
  scoreInWords,
  scoreOf,
  severityOf,
  type Weight,
  weighed,
  weightOf,
  weightOfLink,
} from '../../domain/attack/attack-score.ts';
import { fromOutside, type Reach, reachesOf } from '../../domain/attack/reachability.ts';
import { failIfAny, notApplicable, pass } from '../../domain/check.ts';
import { withWritable } from '../../domain/exposure/trigger.ts';
import { deadFunctionRemediation } from '../../domain/remediation/dead-function-remediation.ts';
import { defineCheck } from '../define-check.ts';

const ID = 'usage/abandoned-attack-surface';
const LEAD =
  'Turn it off today: a reserved concurrency of 0 stops every entry point at once and changes ' +
  'nothing else. If it is not missed, delete it, then its role, its log group and what names ' +
  'it.';

export const abandonedAttackSurface = defineCheck({
  id: ID,
  target: 'function',
  title: 'Idle function is still an attack surface',
  severity: 'high',
  practice: 'idle functions',
  rationale:
    'It can still be called, it still has its privileges or its known vulnerabilities, and it ' +
    'is no longer watched: Amazon Inspector stops scanning a function that was not invoked for ' +
    '90 days. The score, from 0 to 100, adds up how long it has been idle (10), who can call ' +
    'it (30), its permissions and secrets (30) and its weaknesses (30); unknown parts count ' +
    'half. From 80 it is critical, from 50 high, below medium.',
  remediation: LEAD,
  references: [
    'https://docs.aws.amazon.com/inspector/latest/user/scanning-lambda.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html',
  ],
  frameworks: { csa: ['SAS-11'] },
  suppression: { covers: 'the entry points, and what carries an attack further' },
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
    if (!isIdle(activity, configuration) || !attackSurface) return pass;

    const reaches = fromOutside(reachesOf(withWritable(waysIn, openTriggers), trustedAccounts));
    const [reach] = reaches;
    if (!reach || !isWorthIt(attackSurface)) return pass;

    const { privileged, vulnerable } = attackSurface;
    const weights = {
      idle: weightOfSilence(activity),
      reachable: weightOfLink(reach),
      privileged: weightOf(privileged),
      vulnerable: weightOf(vulnerable),
    };
    const score = scoreOf(Object.values(weights));

    return failIfAny([
      {
        subject: 'function',
        mark: attackMark(reaches, [...privileged.links, ...vulnerable.links]),
        severity: severityOf(score),
        summary: `Idle for ${activity.days} days or more, yet ${namesOf(attackSurface)}`,
        evidence: lines(
          scoreInWords(score),
          `idle, ${pointsInWords(weights.idle)}: no invocation in the last ${activity.days} days`,
          `reachable, ${pointsInWords(weights.reachable)}: ${inWords(reach)}${others(reaches)}`,
          lineOf('privileged', privileged, weights.privileged),
          lineOf('vulnerable', vulnerable, weights.vulnerable),
        ),
        remediation: deadFunctionRemediation(LEAD, configuration, ID),
        figures: { score: score.value },
      },
    ]);
  },
});

/** One of both is known; the other may be unknown. */
function isWorthIt({ privileged, vulnerable }: AttackSurface): boolean {
  return [privileged, vulnerable].some(({ links }) => links.length > 0);
}

/** After 90 days AWS looks no more. */
function weightOfSilence({ days }: Activity): Weight {
  return weighed(days >= 90 ? 10 : 6, 10);
}

function namesOf({ privileged, vulnerable }: AttackSurface): string {
  const parts = Object.entries({ privileged, vulnerable });
  const present = parts.filter(([, { links }]) => links.length > 0).map(([name]) => name);

  return present.length === 2 ? `reachable, ${present.join(' and ')}` : `reachable and ${present}`;
}

function lineOf(name: string, { links, unseen }: Part, weight: Weight): string {
  const [worst] = links;
  const points = pointsInWords(weight);
  const unknown = unseen.length > 0 ? `unknown: ${unseen.join('; ')}` : undefined;
  if (!worst) {
    return unknown === undefined
      ? `not ${name}, ${points}: nothing is known against it`
      : `${name}? ${points}; ${unknown}`;
  }

  const besides = unknown === undefined ? '' : `; besides, ${unknown}`;
  return `${name}, ${points}: ${worst.finding.summary}${others(links)}${besides}`;
}

function inWords({ who, how }: Reach): string {
  return `${who} ${how}`;
}

function others(all: readonly unknown[]): string {
  return all.length > 1 ? `, and ${all.length - 1} more` : '';
}
