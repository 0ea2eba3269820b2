import type { Known } from '../../core/known.ts';
import { accountOf } from '../../core/target.ts';
import {
  type Access,
  accessBy,
  accountOfPrincipal,
  accountsWith,
  type Condition,
  directActions,
  hasWildcard,
  isForAnyone,
  isPublic,
  isTakenBack,
  type ResourcePolicy,
  type ResourceStatement,
  statementSubject,
  statementsOpeningUrl,
} from '../../engines/iam/index.ts';
import { type ApiRoute, isOpenRoute } from './api-route.ts';
import { type AppsyncApi, letsInAll, takesKeyAlone } from './appsync-api.ts';
import { type BalancerRule, isOpenRule } from './balancer-rule.ts';
import { isOpenDistribution } from './distribution.ts';
import type { EntryPoint } from './entry-point.ts';
import type { FunctionUrl } from './function-url.ts';
import { sourcesIn } from './trigger-source.ts';

/** More than any maintained function has. */
const MOST = 200;

/** What was read of a function and of all that stands before it. */
export interface ReadExposures {
  readonly policies: readonly ResourcePolicy[];
  /** @default none */
  readonly urls?: readonly FunctionUrl[];
  /** @default none */
  readonly routes?: readonly ApiRoute[];
  /** Of AWS AppSync. @default none */
  readonly apis?: readonly AppsyncApi[];
  /** Of load balancers. Known whole, they say what the policies only allow. @default none */
  readonly rules?: Known<readonly BalancerRule[]>;
}

/**
 * What leads to a function: each way once, those that let in most first. Of very many the others are
 * left out, and how many.
 *
 * @param arn of the function.
 */
export function entryPointsOf(
  arn: string,
  { policies, urls = [], routes = [], apis = [], rules = noRules }: ReadExposures,
): { readonly ways: readonly EntryPoint[]; readonly leftOut: number } {
  const isWhole = rules.known && rules.incomplete === undefined;
  const found = [
    ...urls.map((url) => throughUrl(url, policies, arn)),
    ...policies
      .flatMap((policy) => byPolicy(policy, arn))
      .filter((way) => !isWhole || !isBalancer(way)),
    ...routes.map((route): EntryPoint => ({ kind: 'route', route })),
    ...(rules.known ? rules.value : []).map((rule): EntryPoint => ({ kind: 'balancer', rule })),
    ...apis.map((api): EntryPoint => ({ kind: 'appsync', api })),
  ];
  const distinct = [...new Map(found.map((way) => [JSON.stringify(way), way])).values()];
  const ways = distinct.toSorted((a, b) => widthOf(b) - widthOf(a)).slice(0, MOST);

  return { ways, leftOut: distinct.length - ways.length };
}

const noRules: Known<readonly BalancerRule[]> = { known: true, value: [] };

/** What a policy lets load balancers do, their rules say in full. */
function isBalancer(way: EntryPoint): boolean {
  return way.kind === 'service' && way.service.startsWith('elasticloadbalancing.');
}

function throughUrl(
  { url, authType, alias }: FunctionUrl,
  policies: readonly ResourcePolicy[],
  arn: string,
): EntryPoint {
  const policy = policies.find(({ qualifier }) => qualifier === alias);
  const asked = authType === 'AWS_IAM' ? authType : 'NONE';
  const isOpen = policy !== undefined && statementsOpeningUrl(policy, arn, asked).length > 0;

  return { kind: 'url', url, authType, ...(alias !== undefined && { alias }), isOpen };
}

function byPolicy(policy: ResourcePolicy, arn: string): readonly EntryPoint[] {
  return policy.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) =>
      accessBy(statement, policy, arn)
        .filter((access) => !isTakenBack(access))
        .flatMap((access) => byAccess(access, statement, policy, arn)),
    );
}

function byAccess(
  access: Access,
  statement: ResourceStatement,
  policy: ResourcePolicy,
  arn: string,
): readonly EntryPoint[] {
  const of = policy.qualifier === undefined ? {} : { qualifier: policy.qualifier };
  if (access.principal.kind === 'Service') return forService(access, statement, of);

  if (isPublic(access)) {
    if (directActions(access).length === 0) return [];
    return [{ kind: 'anyone', statement: statementSubject(statement, policy), ...of }];
  }
  return forAccounts(access, of, accountOf(arn));
}

/** Of a version or an alias. */
type Of = { readonly qualifier?: string };

function forService(access: Access, statement: ResourceStatement, of: Of): readonly EntryPoint[] {
  // CloudFront calls a function by its URL.
  const asked = access.principal.name.startsWith('cloudfront.')
    ? 'lambda:InvokeFunctionUrl'
    : 'lambda:InvokeFunction';
  if (!access.actions.includes(asked)) return [];

  const named = sourcesIn(statement);
  const sources = named.length > 0 ? named : [undefined];
  const account = onlyAccountIn(statement.conditions);

  return sources.map((source) => ({
    kind: 'service',
    service: access.principal.name,
    ...(source !== undefined && { source }),
    ...(account !== undefined && { sourceAccount: account }),
    isForAnyone: isForAnyone(access),
    ...of,
  }));
}

/** Who may do more than read it. Within its own account that is said by IAM. */
function forAccounts(access: Access, of: Of, own: string): readonly EntryPoint[] {
  if (access.actions.every((action) => /^lambda:(?:Get|List)/.test(action))) return [];

  const { principal } = access;
  const named = accountsWith(access) ?? [];
  const accounts = named.length > 0 ? named : [accountOfPrincipal(principal)];

  return accounts
    .filter((account) => account !== own)
    .map((account) => ({
      kind: 'account',
      principal: principal.name,
      ...(account !== undefined && { account }),
      ...of,
    }));
}

function onlyAccountIn(conditions: readonly Condition[]): string | undefined {
  const accounts = conditions
    .filter(({ key }) => key.toLowerCase() === 'aws:sourceaccount')
    .filter(({ operator }) => /^String(?:Equals|Like)$/.test(operator))
    .flatMap(({ values }) => values);
  const [account, ...others] = new Set(accounts);

  return account === undefined || others.length > 0 || hasWildcard(account) ? undefined : account;
}

/** How many it lets in, so to speak. */
function widthOf(way: EntryPoint): number {
  if (way.kind === 'anyone') return 5;
  if (way.kind === 'url') return way.isOpen ? 5 : 3;
  if (way.kind === 'route') return isOpenRoute(way.route) ? 5 : 1;
  if (way.kind === 'balancer') return isOpenRule(way.rule) ? 5 : 1;
  if (way.kind === 'appsync') return letsInAll(way.api) ? 5 : takesKeyAlone(way.api) ? 3 : 1;
  if (way.kind === 'distribution') return isOpenDistribution(way.distribution) ? 5 : 1;
  if (way.kind === 'service') return way.isForAnyone ? 4 : 2;

  return 3;
}
