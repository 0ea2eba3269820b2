import type { Target } from '../../core/target.ts';
import { any, not, type Outcome } from './condition-outcome.ts';
import { accountOfPrincipal, isEveryone, type Principal, type Principals } from './principal.ts';

/** As what a statement speaks of a role. */
export type Naming = 'role' | 'everyone' | 'account';

/**
 * Whether the principals of a statement take in a role, named so and not otherwise. Open is what
 * depends on more than its ARN: the name of its session, the canonical id of its account, or
 * whether AWS takes a name with wildcards at all.
 *
 * Source: "AWS JSON policy elements: Principal" and "NotPrincipal" (IAM User Guide).
 */
export function takesIn({ scope, named }: Principals, role: Target<'role'>, as: Naming): Outcome {
  if (scope === 'only') return any(named.map((each) => isNamed(each, role, as)));

  return as === 'everyone' ? not(isSpared(named, role)) : false;
}

function isNamed({ kind, name }: Principal, role: Target<'role'>, as: Naming): Outcome {
  if (kind === 'CanonicalUser') return as === 'account' ? undefined : false;
  if (kind !== 'AWS') return false;

  if (as === 'role') return name === role.arn;
  if (as === 'account')
    return isWholeAccount(name) && accountOfPrincipal({ kind, name }) === role.account;
  return (
    name === '*' || (isEveryone({ kind, name }) || isSessionOf(name, role) ? undefined : false)
  );
}

/** To be spared for sure, a role must be left out together with its account. */
function isSpared(named: readonly Principal[], role: Target<'role'>): Outcome {
  const outcomes = (['everyone', 'role', 'account'] as const).map((as) =>
    any(named.map((each) => isNamed(each, role, as))),
  );
  const [all, itself, account] = outcomes;

  if (all || (itself && account)) return true;
  return outcomes.every((outcome) => outcome === false) ? false : undefined;
}

function isWholeAccount(name: string): boolean {
  return /^(?:\d{12}|arn:[^:]*:iam::\d{12}:root)$/.test(name);
}

function isSessionOf(name: string, { arn, account }: Target<'role'>): boolean {
  const [, partition = ''] = arn.split(':');
  const session = `arn:${partition}:sts::${account}:assumed-role/${arn.split('/').at(-1)}/`;

  return name.startsWith(session);
}
