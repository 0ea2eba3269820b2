import { accountOf, type Target } from '../../core/target.ts';
import { type Outcome, outcomeOf } from './condition-outcome.ts';
import type { NamedPolicy } from './named-policy.ts';
import type { OrganizationControls } from './organization-controls.ts';
import type { Statement } from './policy-document.ts';
import { isUser, type RequestContext, withKnown } from './request-context.ts';
import type { RolePermissions } from './role-permissions.ts';

/**
 * What a role or a user may do within the controls of its organization. What they say of the caller
 * itself (its ARN, its account, its organization) is decided here, once. Service-linked roles are
 * not limited.
 *
 * Source: "Tasks and entities not restricted by SCPs" (AWS Organizations User Guide).
 */
export function withControls(
  permissions: RolePermissions,
  controls: OrganizationControls,
  principal: Target<'role'>,
): RolePermissions {
  if (isFree(controls) || isServiceLinked(principal.arn)) return permissions;

  return { ...permissions, controls: controlsOn(principal, controls) };
}

/** Whether they take nothing from anyone, as far as they could be read. */
function isFree({ levels, resources }: OrganizationControls): boolean {
  return levels.length === 0 && resources.length === 0;
}

function isServiceLinked(arn: string): boolean {
  return arn.includes(':role/aws-service-role/');
}

/** By what the statements come to for a principal: most principals of an account share it. */
const decided = new WeakMap<OrganizationControls, Map<string, OrganizationControls>>();

function controlsOn(
  principal: Target<'role'>,
  controls: OrganizationControls,
): OrganizationControls {
  const context = contextOf(principal, controls);
  const known = decided.get(controls) ?? new Map<string, OrganizationControls>();
  decided.set(controls, known);

  const key = statementsIn(controls)
    .flatMap(({ conditions }) => conditions.map((each) => outcomeOf(each, context)))
    .map(letterOf)
    .join('');
  const found = known.get(key) ?? resolved(controls, context);
  known.set(key, found);
  return found;
}

function statementsIn({ levels, resources }: OrganizationControls): readonly Statement[] {
  return [...levels.flatMap(({ policies }) => policies), ...resources].flatMap(
    ({ statements }) => statements,
  );
}

function letterOf(outcome: Outcome): string {
  return outcome === undefined ? '?' : outcome ? '1' : '0';
}

/** What is known of every request of a principal to the resources of its own account. */
function contextOf(
  { arn }: Target<'role'>,
  { organization }: OrganizationControls,
): RequestContext {
  const account = [accountOf(arn)];

  return withKnown(new Map(), {
    'aws:PrincipalArn': [arn],
    'aws:PrincipalAccount': account,
    'aws:ResourceAccount': account,
    'aws:PrincipalIsAWSService': ['false'],
    'aws:PrincipalServiceName': [],
    ...(isUser(arn) ? { 'aws:PrincipalType': ['User'] } : { 'aws:PrincipalType': ['AssumedRole'] }),
    ...(organization !== undefined && {
      'aws:PrincipalOrgID': [organization],
      'aws:ResourceOrgID': [organization],
    }),
  });
}

function resolved(controls: OrganizationControls, context: RequestContext): OrganizationControls {
  const policyOn = (policy: NamedPolicy): NamedPolicy => ({
    ...policy,
    statements: policy.statements.map((statement) => statementOn(statement, context)),
  });

  return {
    ...controls,
    levels: controls.levels.map((level) => ({ ...level, policies: level.policies.map(policyOn) })),
    resources: controls.resources.map(policyOn),
  };
}

/** It keeps its place in its policy, even where it says nothing any more. */
function statementOn(statement: Statement, context: RequestContext): Statement {
  const outcomes = statement.conditions.map((each) => ({ each, is: outcomeOf(each, context) }));
  if (outcomes.some(({ is }) => is === false)) {
    return { ...statement, actions: nothing, conditions: [] };
  }

  const open = outcomes.filter(({ is }) => is === undefined).map(({ each }) => each);
  return { ...statement, conditions: open };
}

const nothing = { scope: 'only', patterns: [] } as const;
