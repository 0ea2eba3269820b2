import type { Severity } from '../../core/severity.ts';
import type { Suppression } from '../finding.ts';

/** What a team has agreed on: `vigil.yaml`, as it was read. */
export interface Rules {
  /** Whether rules may select by what the deployer of a function can write. @default false */
  readonly trustTags: boolean;
  /** Each of its own name; their order means nothing. */
  readonly rules: readonly Rule[];
}

export interface Rule {
  readonly name: string;
  readonly match: Selector;
  readonly effect: Effect;
  readonly reason: string;
  /** From then on it does nothing. ISO 8601 in UTC; undefined for ever. */
  readonly until: string | undefined;
}

export type Effect =
  | { readonly kind: 'suppress' }
  | { readonly kind: 'severity'; readonly severity: Severity }
  | { readonly kind: 'thresholds'; readonly thresholds: Thresholds };

/** Limits that rules set for functions in place of the settings of the same name. */
export interface Thresholds {
  /** Days without an invocation that make it idle. */
  readonly idleDays?: number | undefined;
  /** US dollars an hour that any caller may make it cost. */
  readonly maxPublicUsdPerHour?: number | undefined;
}

/** What a rule selects: all that is given must fit, of a list one. In globs `*` and `?` are wildcards. */
export interface Selector {
  /** Ids of checks, or globs. */
  readonly check?: readonly string[] | undefined;
  /** Globs of the names of functions. */
  readonly function?: readonly string[] | undefined;
  readonly role?: readonly string[] | undefined;
  readonly layer?: readonly string[] | undefined;
  /** Twelve digits. */
  readonly account?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
  /** Globs of subjects. */
  readonly subject?: readonly string[] | undefined;
  /** Globs of paths: each path in the evidence must fit one. */
  readonly file?: readonly string[] | undefined;
  /** Globs of names of CloudFormation stacks. */
  readonly stack?: readonly string[] | undefined;
  readonly application?: readonly string[] | undefined;
  readonly owner?: readonly string[] | undefined;
  /** `key=value` of tags of functions: the value is a glob. */
  readonly tag?: readonly string[] | undefined;
  /** The worst severity that it selects, as the check gives it. */
  readonly atMost?: Severity | undefined;
}

export const noRules: Rules = { trustTags: false, rules: [] };

/** The end of a suppression that has none. */
export const FOREVER = '9999-12-31T00:00:00.000Z';

/** @param now ISO 8601 in UTC. */
export function hasEnded({ until }: Pick<Rule, 'until'>, now: string): boolean {
  return until !== undefined && until <= now;
}

/** What a finding keeps of the rule that suppresses it. */
export function suppressionBy({ name, reason, until = FOREVER }: Rule): Suppression {
  return { reason, until, by: ruleInWords(name), rule: name };
}

/** `rule billing-goes of vigil.yaml` */
export function ruleInWords(name: string): string {
  return `rule ${name} of vigil.yaml`;
}
