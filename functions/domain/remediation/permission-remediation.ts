import type { FunctionTarget } from '../../core/target.ts';
import {
  type Condition,
  matches,
  type ResourcePolicy,
  type ResourceStatement,
  statementTitle,
} from '../../engines/iam/index.ts';
import { awsCommand, functionOptions, type Options, removePermission } from './aws-command.ts';
import { type RemediationPart, remediationText } from './remediation-text.ts';
import { statementText } from './statement-text.ts';

/** A statement of a function's own policy, and what should stand in its place, if anything. */
export interface PermissionChange {
  readonly target: FunctionTarget;
  readonly policy: ResourcePolicy;
  readonly statement: ResourceStatement;
  /** Undefined where it should go. */
  readonly proposed?: ResourceStatement | undefined;
}

/** How to change it: as it is, as it should be, and the commands that do it. */
export function permissionRemediation(lead: string, change: PermissionChange): string {
  const { statement, proposed } = change;

  return remediationText(lead, [
    { title: 'As it is', text: statementText(statement), isBackground: true },
    { title: 'As it should be', text: proposed ? statementText(proposed) : '(gone)' },
    {
      title: `To change ${statementTitle(statement)}`,
      text: (commandsFor(change) ?? wholePolicy(change)).join('\n'),
    },
    ...cdkPart(change),
  ]);
}

/** The same statement under a condition more, and without those that it implies. */
export function withCondition(
  statement: ResourceStatement,
  condition: Condition,
): ResourceStatement {
  const others = statement.conditions.filter((each) => !isImplied(each, condition));

  return { ...statement, conditions: [...others, condition] };
}

function isImplied({ operator, key, values }: Condition, by: Condition): boolean {
  return (
    key.toLowerCase() === by.key.toLowerCase() &&
    /^String(?:Equals|Like)(?:IfExists)?$/.test(operator) &&
    by.values.every((value) => values.some((pattern) => matches(pattern, value)))
  );
}

/** Undefined where it names no one else. */
export function withoutPrincipals(
  statement: ResourceStatement,
  names: readonly string[],
): ResourceStatement | undefined {
  const { scope, named } = statement.principals;
  const kept = named.filter(({ name }) => !names.includes(name));

  return scope === 'only' && kept.length > 0
    ? { ...statement, principals: { scope, named: kept } }
    : undefined;
}

/**
 * The new statement first, so that no caller is denied in between. Undefined for a statement that
 * AddPermission cannot write, or that has no name to be removed by.
 */
function commandsFor({
  target,
  policy,
  statement,
  proposed,
}: PermissionChange): readonly string[] | undefined {
  const { sid } = statement;
  if (!sid) return undefined;

  const removal = removePermission(target.arn, policy.qualifier, sid);
  if (!proposed) return [removal];

  const options = permissionOptions(proposed);
  const addition = options && {
    ...functionOptions(target.arn, policy.qualifier),
    'statement-id': `${sid}-narrow`.slice(0, MOST_SID),
    ...options,
  };
  return addition && [awsCommand('lambda', 'add-permission', addition), removal];
}

const MOST_SID = 100;

function wholePolicy({ target, policy }: PermissionChange): readonly string[] {
  const arn = policy.qualifier === undefined ? target.arn : `${target.arn}:${policy.qualifier}`;
  const named = { 'resource-arn': arn, region: target.region };

  return [
    `${awsCommand('lambda', 'get-resource-policy', { ...named, query: 'Policy', output: 'text' })} > policy.json`,
    '# in policy.json, write the statement as it should be in the place of what it is',
    awsCommand('lambda', 'put-resource-policy', { ...named, policy: 'file://policy.json' }),
  ];
}

/** Undefined for what AddPermission has no option for. */
function permissionOptions(statement: ResourceStatement): Options | undefined {
  const { effect, actions, principals, conditions } = statement;
  const [action, ...otherActions] = actions.patterns;
  const [principal, ...otherPrincipals] = principals.named;
  const isPlain =
    effect === 'Allow' &&
    actions.scope === 'only' &&
    principals.scope === 'only' &&
    otherActions.length === 0 &&
    otherPrincipals.length === 0;
  if (!isPlain || action === undefined || principal === undefined) return undefined;
  if (principal.kind === 'Federated' || principal.kind === 'CanonicalUser') return undefined;

  const options = conditions.map(conditionOption);
  return options.every((option) => option !== undefined)
    ? Object.assign({ action, principal: principal.name }, ...options)
    : undefined;
}

/** Source: "AddPermission" (Lambda API Reference), and what it writes for each. */
function conditionOption({ operator, key, values }: Condition): Options | undefined {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0) return undefined;

  const written = `${operator} ${key.toLowerCase()}`;
  if (written === 'Bool lambda:invokedviafunctionurl' && value === 'true') {
    return { 'invoked-via-function-url': true };
  }
  const option = optionNames.get(written);
  return option === undefined ? undefined : { [option]: value };
}

const optionNames: ReadonlyMap<string, string> = new Map([
  ['ArnLike aws:sourcearn', 'source-arn'],
  ['ArnEquals aws:sourcearn', 'source-arn'],
  ['StringEquals aws:sourceaccount', 'source-account'],
  ['StringEquals aws:principalorgid', 'principal-org-id'],
  ['StringEquals lambda:functionurlauthtype', 'function-url-auth-type'],
  ['StringEquals lambda:eventsourcetoken', 'event-source-token'],
]);

function cdkPart({ proposed }: PermissionChange): readonly RemediationPart[] {
  const options = proposed && permissionOptions(proposed);
  if (!options) return [];

  const { action, principal, ...rest } = options;
  const props = [
    `action: ${quoted(action)}`,
    `principal: ${cdkPrincipal(String(principal))}`,
    ...Object.entries(rest).flatMap(([option, value]) => {
      const prop = cdkProps.get(option);
      return prop === undefined ? [] : [`${prop}: ${quoted(value)}`];
    }),
  ];
  const isWhole = Object.keys(rest).every((option) => cdkProps.has(option));
  return isWhole
    ? [
        {
          title: 'In CDK',
          text: `fn.addPermission(${quoted(proposed.sid ?? 'Permission')}, { ${props.join(', ')} });`,
          isBackground: true,
        },
      ]
    : [];
}

const cdkProps: ReadonlyMap<string, string> = new Map([
  ['source-arn', 'sourceArn'],
  ['source-account', 'sourceAccount'],
  ['principal-org-id', 'organizationId'],
  ['event-source-token', 'eventSourceToken'],
]);

function cdkPrincipal(name: string): string {
  if (name === '*') return 'new iam.AnyPrincipal()';
  if (/^\d{12}$/.test(name)) return `new iam.AccountPrincipal(${quoted(name)})`;

  return name.startsWith('arn:')
    ? `new iam.ArnPrincipal(${quoted(name)})`
    : `new iam.ServicePrincipal(${quoted(name)})`;
}

function quoted(value: string | true | undefined): string {
  return JSON.stringify(value ?? '').replaceAll(/[^ -~]/g, '?');
}
