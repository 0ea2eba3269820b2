import { partitionOf } from '../../core/target.ts';
import { all, type Outcome } from './condition-outcome.ts';
import type { NamedPolicy } from './named-policy.ts';
import type { OrganizationControls } from './organization-controls.ts';
import { type PolicyStatement, statementsOf } from './policy-statement.ts';
import { withKnown } from './request-context.ts';
import { grantOf, type IamRequest, type Rule, ruleOf, type Tally, tally } from './tally.ts';

/** What an organization's policies make of a request. */
export interface ControlTally {
  /** Whether every level lets it pass, Denies left aside. */
  readonly granted: Outcome;
  /** What denies it or may, and what lets it pass only perhaps. */
  readonly tallies: readonly Tally<PolicyStatement>[];
}

type Rules = readonly Rule<PolicyStatement>[];

interface Compiled {
  readonly levels: readonly {
    readonly isIncomplete: boolean;
    readonly asWritten: Rules;
    readonly inSomeRegion: Rules;
  }[];
  readonly resources: { readonly asWritten: Rules; readonly inSomeRegion: Rules };
}

/** Principals of an account share their controls, and so what is made of them. */
const compiled = new WeakMap<OrganizationControls, Compiled>();

/**
 * Decides what an organization leaves of a request. Where the region is for the caller to choose, it
 * is one in which the request passes, if there is any.
 */
export function controlTally(controls: OrganizationControls, request: IamRequest): ControlTally {
  const { levels, resources } = compiledOf(controls);
  const region = regionOf(request);
  const pick = (rules: Compiled['resources']) =>
    region === undefined ? rules.inSomeRegion : rules.asWritten;
  const asked = region === undefined ? request : inRegion(request, region);

  const service = levels.map((level) => {
    const found = tally(pick(level), asked);
    const granted = level.isIncomplete ? true : grantOf(found);

    return { granted, tally: hushed(found, granted) };
  });
  const resource = isUnderResourceControl(request) ? [tally(pick(resources), asked)] : [];

  return {
    granted: all(service.map(({ granted }) => granted)),
    tallies: [...service.map((each) => each.tally), ...resource],
  };
}

/** That a level lets it pass is no reason for it to be allowed. */
function hushed(found: Tally<PolicyStatement>, granted: Outcome): Tally<PolicyStatement> {
  return { ...found, granting: [], open: granted === undefined ? found.open : [] };
}

function compiledOf(controls: OrganizationControls): Compiled {
  const known = compiled.get(controls);
  if (known) return known;

  const denies = controls.resources.map((policy) => ({
    ...policy,
    statements: policy.statements.map((each) =>
      each.effect === 'Deny'
        ? each
        : { ...each, actions: { scope: 'only', patterns: [] } as const },
    ),
  }));
  const made = {
    levels: controls.levels.map(({ policies, isIncomplete = false }) => ({
      isIncomplete,
      ...rulesOf(policies),
    })),
    resources: rulesOf(denies),
  };
  compiled.set(controls, made);
  return made;
}

function rulesOf(policies: readonly NamedPolicy[]): Compiled['resources'] {
  const origins = policies.flatMap(statementsOf);

  return {
    asWritten: origins.map((origin) => ruleOf(origin, origin.statement, true)),
    inSomeRegion: origins.flatMap((origin) => someRegionRule(origin)),
  };
}

/** A Deny that spares a region denies nothing to who may choose it; an Allow in one is enough. */
function someRegionRule(origin: PolicyStatement): Rules {
  const { statement } = origin;
  const others = statement.conditions.filter(({ key }) => key.toLowerCase() !== REGION);
  const regional = statement.conditions.filter(({ key }) => key.toLowerCase() === REGION);
  if (!regional.some(leavesARegion)) return [ruleOf(origin, statement, true)];

  return statement.effect === 'Deny'
    ? []
    : [ruleOf(origin, { ...statement, conditions: others }, true)];
}

/** Whether some region is in it, and some is not. */
function leavesARegion({ operator, values }: { operator: string; values: readonly string[] }) {
  return /^String(?:Not)?(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/i.test(operator)
    ? values.length > 0 && !values.some((value) => /^\*+$/.test(value))
    : false;
}

const REGION = 'aws:requestedregion';

/** Undefined where the caller chooses. */
function regionOf({ action, resource, context }: IamRequest): string | undefined {
  const [known] = context.get(REGION) ?? [];
  if (known) return known[0];

  const region = resource.split(':')[3] ?? '';
  if (/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region)) return region;
  if (!global.has(action.split(':')[0]?.toLowerCase() ?? '')) return undefined;

  const [caller] = context.get('aws:principalarn')?.[0] ?? [];
  return homes.get(partitionOf(caller ?? resource)) ?? homes.get('aws');
}

/**
 * Services with one endpoint for all regions.
 *
 * Source: "AWS: Denies access to AWS based on the requested Region" (IAM User Guide).
 */
const global: ReadonlySet<string> = new Set([
  'account',
  'budgets',
  'cloudfront',
  'iam',
  'organizations',
  'route53',
  'support',
]);

const homes: ReadonlyMap<string, string> = new Map([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
]);

function inRegion(request: IamRequest, region: string): IamRequest {
  return { ...request, context: withKnown(request.context, { 'aws:RequestedRegion': [region] }) };
}

/**
 * Whether it is of a service whose resources such policies control.
 *
 * Source: "List of AWS services that support RCPs" (AWS Organizations User Guide), as of January 2026.
 */
function isUnderResourceControl({ action }: IamRequest): boolean {
  return controlled.has(action.split(':')[0]?.toLowerCase() ?? '');
}

const controlled: ReadonlySet<string> = new Set([
  'aoss',
  'cognito-identity',
  'cognito-idp',
  'ecr',
  'kms',
  'logs',
  's3',
  'secretsmanager',
  'sqs',
  'sts',
]);
