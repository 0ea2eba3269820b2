import {
  type Access,
  accountsWith,
  describeSelection,
  isOfAwsTopics,
  isTakenBack,
  organizationsWith,
  type ResourceStatement,
  statementTitle,
} from '../../engines/iam/index.ts';

/** Who may be let in. */
export interface Trusted {
  /** Ids. */
  readonly accounts: ReadonlySet<string>;
  /** Its id, in lower case; undefined where it is not known: then each is taken for one that was chosen. */
  readonly organization: string | undefined;
}

/** An account or organization that is none of one's own, and by which principal it comes in. */
export interface Foreign {
  readonly kind: 'account' | 'organization';
  /** Its id. */
  readonly who: string;
  readonly principal: Access['principal'];
}

/**
 * The untrusted accounts and organizations that have an access which a statement gives. AWS is none,
 * where it announces something by a topic of its own.
 *
 * @throws when a principal has an account, but does not say which.
 */
export function foreignWith(
  access: Access,
  statement: ResourceStatement,
  { accounts, organization }: Trusted,
): readonly Foreign[] {
  if (isOfAwsTopics(access)) return [];

  const { principal } = access;
  const others = accountsOf(access, statement).filter((account) => !accounts.has(account));
  const organizations =
    organization === undefined || isTakenBack(access)
      ? []
      : organizationsWith(access, accounts).filter((each) => each !== organization);

  return [
    ...others.map((who) => ({ kind: 'account' as const, who, principal })),
    ...organizations.map((who) => ({ kind: 'organization' as const, who, principal })),
  ];
}

/** `accounts 111122223333, 444455556666`, `organization o-abc123`: each once. */
export function foreignInWords(foreign: readonly Foreign[]): string {
  const named = (kind: Foreign['kind']) => {
    const ids = [...new Set(foreign.filter((each) => each.kind === kind).map(({ who }) => who))];
    if (ids.length === 0) return [];

    const patterns = ids.sort();
    return `${kind}${ids.length > 1 ? 's' : ''} ${describeSelection({ scope: 'only', patterns })}`;
  };

  return [named('account'), named('organization')].flat().join(' and ');
}

/** A line for each of them. */
export function foreignLines(foreign: readonly Foreign[]): readonly string[] {
  return [
    ...new Set(foreign.map(({ kind, who, principal }) => `${kind} ${who}, by ${principal.name}`)),
  ];
}

function accountsOf(access: Access, statement: ResourceStatement): readonly string[] {
  const accounts = accountsWith(access);

  if (accounts === undefined && access.principal.kind === 'CanonicalUser') {
    const reason = 'names a canonical user, which does not show the account';
    throw new Error(`${statementTitle(statement)} ${reason}: name the account id instead`);
  }
  return accounts ?? [];
}
