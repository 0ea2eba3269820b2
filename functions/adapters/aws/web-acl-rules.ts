import type { Rule, Statement, WebACL } from '@aws-sdk/client-wafv2';
import type { RateRule, WebAcl } from '../../domain/exposure/web-acl.ts';

/** AWS counts over five minutes where a rule does not say over what. */
const USUAL_SECONDS = 300;

/**
 * The rate-based rules of a web ACL, in the order in which they are asked. What is in rule groups is
 * not seen.
 *
 * Source: "Rate-based rule statement", "Setting rule priority" (AWS WAF Developer Guide).
 */
export function ratesOf({ Rules = [] }: WebACL): WebAcl['rates'] {
  const inOrder = Rules.toSorted((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0));
  const firstPast = inOrder.findIndex(mayLetPast);

  return inOrder.flatMap((rule, place) => {
    const rate = rule.Statement?.RateBasedStatement;
    if (!rate) return [];

    const isPartial = rate.ScopeDownStatement !== undefined || isBehind(firstPast, place);
    return [
      {
        name: rule.Name ?? '',
        requests: rate.Limit ?? Number.POSITIVE_INFINITY,
        seconds: rate.EvaluationWindowSec ?? USUAL_SECONDS,
        by: countedBy.get(rate.AggregateKeyType ?? '') ?? 'own keys',
        ...(!stops(rule) && { isCounting: true as const }),
        ...(isPartial && { isPartial: true as const }),
      },
    ];
  });
}

const countedBy: ReadonlyMap<string, RateRule['by']> = new Map([
  ['IP', 'address'],
  ['FORWARDED_IP', 'header'],
  ['CUSTOM_KEYS', 'own keys'],
  ['CONSTANT', 'all'],
]);

function isBehind(first: number, place: number): boolean {
  return first !== -1 && first < place;
}

/** A caller that solves a challenge for each request is held back as well. */
function stops({ Action = {} }: Rule): boolean {
  return Boolean(Action.Block ?? Action.Captcha ?? Action.Challenge);
}

/** Whether it may end the asking with a yes, for more than some addresses. */
function mayLetPast(rule: Rule): boolean {
  return mayAllow(rule) && ipSetsOf(rule.Statement).length === 0;
}

/** What is in a rule group may allow as well; those of AWS do not, and what is overridden only counts. */
function mayAllow({ Action, OverrideAction, Statement: statement }: Rule): boolean {
  if (Action) return Boolean(Action.Allow ?? Action.Monetize);
  if (OverrideAction?.Count) return false;

  return statement?.ManagedRuleGroupStatement?.VendorName !== 'AWS';
}

/**
 * ARNs of the IP sets that alone come in: of an ACL that blocks by default, and whose rules allow nothing
 * but some addresses. Undefined where others may come in.
 */
export function admittedSets(acl: WebACL): readonly (readonly string[])[] | undefined {
  const { DefaultAction, Rules = [] } = acl;
  const groups = [
    ...(acl.PreProcessFirewallManagerRuleGroups ?? []),
    ...(acl.PostProcessFirewallManagerRuleGroups ?? []),
  ];
  if (!DefaultAction?.Block || groups.length > 0) return undefined;

  const allowing = Rules.filter(mayAllow).map(({ Statement: statement }) => ipSetsOf(statement));
  return allowing.some((sets) => sets.length === 0) ? undefined : allowing;
}

/** Those of which a request has to come from each. An address in a header is what a caller writes there. */
function ipSetsOf(statement: Statement | undefined): readonly string[] {
  const { IPSetReferenceStatement: one, AndStatement: all } = statement ?? {};
  if (one?.ARN !== undefined && !one.IPSetForwardedIPConfig) return [one.ARN];

  return (all?.Statements ?? []).flatMap(ipSetsOf);
}

/** Whether these networks are a small part of the internet: less than one of 256 addresses. */
export function isNarrow(networks: readonly string[]): boolean {
  return networks.reduce((sum, network) => sum + shareOf(network), 0) < 1 / 256;
}

/** The share of all addresses of its kind; all of them where it does not say. */
function shareOf(network: string): number {
  const [, length] = network.split('/');

  return length !== undefined && /^\d{1,3}$/.test(length) ? 2 ** -Number(length) : 1;
}
