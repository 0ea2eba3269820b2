import type { Target } from '../../core/target.ts';
import {
  type ChainHop,
  type ChainStep,
  contextOf,
  type PolicyStatement,
  type RoleChain,
  type RolePermissions,
  type Statement,
  stepper,
} from '../../engines/iam/index.ts';
import { asItShouldBe, proposedFor } from './as-it-should-be.ts';
import { awsCommand } from './aws-command.ts';
import { closedStep, openingIn, weakest } from './closed-step.ts';
import { withoutResource } from './narrowed.ts';
import { type RemediationPart, remediationText } from './remediation-text.ts';
import { statementRemediation } from './statement-remediation.ts';
import { statementText } from './statement-text.ts';

/**
 * How to close a path over other roles: by the statements that let a role become the first of them,
 * for these are its own.
 *
 * @param now ISO 8601 in UTC.
 * @returns undefined where no statement is found: the check's own words stand then.
 */
export function onwardRemediation(
  { hops: [first] }: RoleChain,
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): string | undefined {
  if (!first) return undefined;
  const step = weakest(first.steps);
  const origins = step ? openingOf(step, permissions, role, now) : [];
  const isAssumed = step?.action === ASSUME;
  if (!step || (origins.length === 0 && !isAssumed)) return undefined;
  if (origins.length === 0) return ofTrust(first, role);

  const all = asItShouldBe(permissions, role, now);
  return statementRemediation(
    leadFor(step, first),
    role,
    origins.map((origin) => ({
      origin,
      proposed: proposedFor(origin, all).flatMap((statement) => closed(statement, step)),
    })),
    isAssumed
      ? [trustPart(`If the trust policy of ${nameOf(first)} names ${role.name}, there too`, first)]
      : [],
  );
}

const ASSUME = 'sts:AssumeRole';

function openingOf(
  { action, on, passedTo }: ChainStep,
  permissions: RolePermissions,
  role: Target<'role'>,
  now: string,
): readonly PolicyStatement[] {
  const may = stepper(permissions, role, contextOf(role, now));
  const about = { on: 'one named', passedTo, resources: () => [on ?? '*'] } as const;

  return openingIn(may(action, about));
}

function leadFor({ action, on = '', passedTo }: ChainStep, hop: ChainHop): string {
  if (action === 'iam:PassRole') {
    return (
      `Name the roles that iam:PassRole may pass to ${passedTo}, without ${nameOf(hop)}; ` +
      'if it has to be that one, allow it less.'
    );
  }
  if (action.startsWith('iam:')) {
    return `Remove ${action} on ${on}: leave changes of IAM to a deployment role.`;
  }

  return `Remove ${action} on ${on}; if it has to stay, allow ${nameOf(hop)} less.`;
}

/** What is spelt out is taken out; what a wildcard takes in, only its owner can name the rest of. */
function closed(statement: Statement, step: ChainStep) {
  const { scope, patterns } = statement.resources;
  const isSpelt = scope === 'only' && patterns.some((pattern) => pattern === step.on);
  if (!isSpelt) return closedStep(statement, step);

  return withoutResource(statement, (each) => each === step.action, step.on ?? '');
}

/** A role that is named there needs no permission of its own. */
function ofTrust(first: ChainHop, role: Target<'role'>): string {
  const denial = statementText({
    effect: 'Deny',
    actions: { scope: 'only', patterns: [ASSUME] },
    resources: { scope: 'only', patterns: [first.role] },
    conditions: [],
  });

  return remediationText(
    `Remove ${role.name} from the trust policy of ${nameOf(first)}, which is enough to assume that role.`,
    [
      trustPart(`To change the trust policy of ${nameOf(first)}`, first),
      { title: `Or, in a policy of ${role.name}`, text: denial },
    ],
  );
}

function trustPart(title: string, first: ChainHop): RemediationPart {
  const named = { 'role-name': nameOf(first) };
  const read = awsCommand('iam', 'get-role', { ...named, query: 'Role.AssumeRolePolicyDocument' });

  return {
    title,
    text: [
      `${read} > trust.json`,
      '# in trust.json, remove it from the principals',
      awsCommand('iam', 'update-assume-role-policy', {
        ...named,
        'policy-document': 'file://trust.json',
      }),
    ].join('\n'),
  };
}

function nameOf({ role }: ChainHop): string {
  return role.split('/').at(-1) ?? role;
}
