import { firstOf, lines } from '../../core/evidence.ts';
import type { Mark } from '../../core/mark.ts';
import type { Severity } from '../../core/severity.ts';
import { type Detail, failIfAny, pass } from '../../domain/check.ts';
import { weighedByReach } from '../../domain/exposure/reach.ts';
import { escalatingStatementLines } from '../../domain/permissions/escalating-statement-words.ts';
import { escalationRemediation } from '../../domain/remediation/escalation-remediation.ts';
import { onwardRemediation } from '../../domain/remediation/onward-remediation.ts';
import {
  actionInWords,
  administration,
  type BlockedEscalation,
  blockedEscalations,
  type Escalation,
  type EscalationStep,
  escalationsOf,
  type OrganizationControls,
  placeOf,
  type RoleChain,
  reachOf,
  roleChainLines,
  roleChainSummary,
  withControls,
} from '../../engines/iam/index.ts';
import { defineCheck } from '../define-check.ts';

export const privilegeEscalation = defineCheck({
  id: 'permissions/privilege-escalation',
  target: 'role',
  title: 'Privilege escalation: role can gain permissions',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'An intruder in one of its functions is not limited to what the role allows: these ' +
    'actions, one after the other, give more. Checked is what the role may do to itself, to ' +
    'any role or service, and to named roles and users that are administrators or can become ' +
    'one. Where it may change a named instance or stack, the role that this runs as is not ' +
    'read: the most powerful role that trusts the service is presumed, the severity is one ' +
    'level lower, and the finding says so. Medium, too, is what only leads by a service that AWS ' +
    'has closed to new customers (Data Pipeline). What service and resource control policies of the ' +
    'organization block is none; where one of them could not be read, the finding says that it ' +
    'may block it. While it is a finding, what else its statements allow of IAM and STS is part of it.',
  remediation:
    'Remove one of the steps: name the roles in iam:PassRole and the service in ' +
    'iam:PassedToService, name the functions, policies or roles that it may change, and leave ' +
    'changes of IAM to a deployment role.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  ],
  suppression: { covers: 'the escalations, and the role that each ends with' },
  cwe: 'CWE-269',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'], cis: ['12.4'] },
  needs: ['permissions', 'controls', 'configuration', 'now', 'onward', 'openFunctions'],

  evaluate({ permissions, controls, configuration, now, onward: [onward], openFunctions }) {
    if (administration(permissions)) return pass;
    const own = escalationsOf(
      withControls(permissions, controls, configuration),
      configuration,
      now,
    );

    const isByOthers = onward !== undefined && !isPlainer(own[0], onward);
    const details = isByOthers
      ? [{ ...byOthers(onward, own), ...remediationOf(onward, permissions, configuration, now) }]
      : own.slice(0, 1).map((worst) => ({
          ...byItself(worst, own.slice(1), onward),
          remediation: escalationRemediation(worst, permissions, configuration, now),
        }));

    const control = controlLines(
      blockedEscalations(permissions, controls, configuration, now),
      controls,
    );
    const besides = escalatingStatementLines(
      permissions,
      controls,
      configuration,
      now,
      isByOthers ? undefined : own[0],
    );
    const whole = details.map((detail) => ({
      ...detail,
      evidence: [...detail.evidence, ...lines(...besides, ...control)],
    }));

    return failIfAny(weighedByReach(whole, 'high', openFunctions));
  },
});

/** What the organization blocks of it, and what it may block besides. */
function controlLines(
  blocked: readonly BlockedEscalation[],
  { unread }: OrganizationControls,
): readonly string[] {
  return [
    ...firstOf(
      blocked.map(({ actions, by }) => `blocked: ${actions.join(' + ')}, by ${by}`),
      MOST_BLOCKED,
    ),
    ...firstOf(
      unread.map((policy) => `not read, and may block it: ${policy}`),
      MOST_UNREAD,
    ),
  ];
}

const MOST_BLOCKED = 5;
const MOST_UNREAD = 3;

/** What a role does by itself is reported first where it comes to as much by no more steps. */
function isPlainer(own: Escalation | undefined, onward: RoleChain): boolean {
  if (!own) return false;
  if (own.endsAsAdministrator !== isCritical(onward)) return own.endsAsAdministrator;

  const others = onward.hops.reduce((sum, { steps }) => sum + steps.length, onward.end.with.length);
  const isLess = onward.end.as === 'gains more' || onward.presumes !== undefined;
  return own.endsAsAdministrator ? own.steps.length <= others : isLess;
}

function isCritical({ isSure, end, presumes }: RoleChain): boolean {
  return isSure && presumes === undefined && end.as !== 'gains more';
}

/** One step milder where it presumes as what something runs; two where also who uses it. */
function severityOf({ isSure, end, presumes }: RoleChain): Severity {
  const isWorst = isSure && end.as !== 'gains more';
  if (!presumes) return isWorst ? 'critical' : 'high';

  return isWorst && presumes.that === 'runs' ? 'high' : 'medium';
}

function byOthers(onward: RoleChain, own: readonly Escalation[]): Detail {
  return {
    subject: 'role',
    mark: markOf(own, onward),
    title: titleOfChain(onward),
    summary: roleChainSummary(onward),
    evidence: lines(
      ...roleChainLines(onward),
      ...otherWays([...(onward.others ?? []), ...own.map(actionsOf)]),
    ),
    severity: severityOf(onward),
  };
}

function markOf(own: readonly Escalation[], onward: RoleChain | undefined): Mark {
  return [
    ...own.map((way) => `${namesOf(way, ' + ')}${proviso(way)}`),
    ...(onward ? [`becomes ${onward.to}`] : []),
  ];
}

function remediationOf(
  ...about: Parameters<typeof onwardRemediation>
): Pick<Detail, 'remediation'> {
  const remediation = onwardRemediation(...about);

  return remediation === undefined ? {} : { remediation };
}

function byItself(
  worst: Escalation,
  others: readonly Escalation[],
  onward: RoleChain | undefined,
): Detail {
  return {
    subject: 'role',
    mark: markOf([worst, ...others], onward),
    title: titled(`can ${worst.endsAsAdministrator ? 'become an administrator' : aimOf(worst)}`),
    summary: `The role can ${aimOf(worst)} with ${namesOf(worst, ', then ')}${proviso(worst)}`,
    evidence: lines(
      ...worst.steps.flatMap(stepLines),
      ...closedLines(worst),
      ...otherWays(others.map(actionsOf)),
      ...(onward ? [`also: ${roleChainSummary(onward)}`] : []),
    ),
    severity: severityOfOwn(worst),
  };
}

function severityOfOwn({ endsAsAdministrator, closedService }: Escalation): Severity {
  if (endsAsAdministrator) return 'critical';

  return closedService === undefined ? 'high' : 'medium';
}

function closedLines({ closedService }: Escalation): readonly string[] {
  if (closedService === undefined) return [];

  return [`AWS has closed ${closedService} to new customers: this works where the account uses it`];
}

/** By what it can do: to give itself permissions is not yet to be an administrator. */
function titled(what: string): string {
  return `Privilege escalation: role ${what}`;
}

function titleOfChain({ end, presumes }: RoleChain): string {
  const aim =
    end.as === 'gains more' ? 'gain the permissions of other roles' : 'become an administrator';

  return titled(`${presumes ? 'may' : 'can'} ${aim}`);
}

function aimOf({ steps, endsAsAdministrator }: Escalation): string {
  const [{ on, passedTo }] = steps;
  if (endsAsAdministrator) return 'make itself an administrator';
  if (on === 'itself') return 'give itself permissions';

  return passedTo === undefined
    ? 'use the permissions of other roles and users'
    : 'act as any role that the service can assume';
}

function proviso({ isSure }: Escalation): string {
  return isSure ? '' : ', under conditions';
}

function namesOf(escalation: Escalation, between: string): string {
  return actionsOf(escalation).join(between);
}

function actionsOf({ steps }: Escalation): readonly string[] {
  return steps.map(({ action }) => action);
}

function stepLines({ action, on, passedTo, decision }: EscalationStep, index: number) {
  const conditions = decision.conditions.map(({ operator, key }) => `${operator} ${key}`);
  const when = conditions.length > 0 ? `, if ${[...new Set(conditions)].join(' and ')}` : '';
  const step = `${index + 1}. ${actionInWords(action)}${objects.get(on)}`;
  const to = passedTo === undefined ? '' : `, to ${passedTo}`;

  return [
    `${step} (${action}${to})${when}`,
    ...decision.deciding.map(
      (origin) =>
        `opened by ${placeOf(origin)}, which ${origin.statement.effect === 'Allow' ? 'allows' : 'denies'} ${reachOf(origin.statement)}`,
    ),
  ];
}

const objects: ReadonlyMap<EscalationStep['on'], string> = new Map([
  ['itself', ', its own'],
  ['one named', ', the one that its policies name'],
  ['any', ', any that it chooses'],
  ['some', ''],
]);

/** All of them, with each of their actions, in lines that are stored whole. */
function otherWays(others: readonly (readonly string[])[]): readonly string[] {
  const texts: string[] = [];

  for (const set of new Set(others.map((actions) => actions.join(' + ')))) {
    const longer = `${texts.at(-1)}; ${set}`;
    if (texts.length > 0 && longer.length <= LONGEST_LINE) texts[texts.length - 1] = longer;
    else texts.push(`${texts.length === 0 ? 'other escalations' : 'and'}: ${set}`);
  }
  return texts;
}

const LONGEST_LINE = 480;
