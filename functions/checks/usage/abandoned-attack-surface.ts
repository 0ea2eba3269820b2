import type { Part } from '../../domain/attack-surface.ts';
import { defineCheck, failIfAny, lines, notApplicable, pass } from '../../domain/check.ts';
import type { WayIn } from '../../domain/way-in.ts';

export const abandonedAttackSurface = defineCheck({
  id: 'usage/abandoned-attack-surface',
  target: 'function',
  title: 'An unused function can still be attacked',
  severity: 'high',
  practice: 'dead functions',
  rationale:
    'It can still be reached, it still has its privileges or its known weaknesses, and nobody looks: AWS stops scanning a function that was not invoked for 90 days.',
  remediation:
    'Close the way in first: delete its function URL and the statements of its resource policy. Set its reserved concurrency to 0. When nobody has missed it, delete the function, its role and its log group.',
  references: [
    'https://docs.aws.amazon.com/inspector/latest/user/scanning-lambda.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
  ],
  needs: ['activity', 'attackSurface', 'waysIn'],

  evaluate({ activity, attackSurface, waysIn }) {
    if (activity.parked) return notApplicable;
    if (!attackSurface) return pass;

    const reachable = throughUrl(waysIn) ?? attackSurface.reachable;
    const { privileged, vulnerable } = attackSurface;
    const weak = [privileged, vulnerable].filter(isPresent);
    if (!isPresent(reachable) || weak.length === 0) return pass;

    const parts = { reachable, privileged, vulnerable };
    return failIfAny([
      {
        subject: 'function',
        severity: weak.length === 2 ? 'critical' : 'high',
        summary: `Idle for ${activity.days} days or more, yet ${namesOf(parts)}`,
        evidence: lines(
          `idle: no invocation in the last ${activity.days} days`,
          ...Object.entries(parts).map(lineOf),
        ),
      },
    ]);
  },
});

/** An address on the web is a way in, whoever it lets through. */
function throughUrl(ways: readonly WayIn[]): Part | undefined {
  const url = ways.find(({ kind }) => kind === 'url');
  if (url?.kind !== 'url') return undefined;

  const of = url.alias === undefined ? 'the function' : `alias ${url.alias}`;
  return { state: 'present', because: `a function URL of ${of}, authorisation ${url.authType}` };
}

function namesOf(parts: Readonly<Record<string, Part>>): string {
  const present = Object.entries(parts).filter(([, part]) => isPresent(part));
  const names = present.map(([name]) => name);

  return [names.slice(0, -1).join(', '), ...names.slice(-1)].join(' and ');
}

function lineOf([name, { state, because }]: readonly [string, Part]): string {
  return {
    present: `${name}: ${because}`,
    absent: `not ${name}: ${because}`,
    unknown: `${name}? unknown: ${because}`,
  }[state];
}

function isPresent({ state }: Part): boolean {
  return state === 'present';
}
