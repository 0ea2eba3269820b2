import * as z from 'zod/mini';
import { accountOf } from '../../core/target.ts';
import { oneOrMany } from './policy-document.ts';
import { hasWildcard } from './wildcard.ts';

const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

export interface Principal {
  readonly kind: (typeof kinds)[number];
  /** Account id, ARN, service or `*`. */
  readonly name: string;
}

/** Those named; for NotPrincipal, everyone else. */
export interface Principals {
  readonly scope: 'only' | 'all but';
  readonly named: readonly Principal[];
}

/** Principals as they are stored. */
export const principals = z.object({
  scope: z.enum(['only', 'all but']),
  named: z.array(z.object({ kind: z.enum(kinds), name: z.string() })),
});

const everyone: Principal = { kind: 'AWS', name: '*' };

/** Principal or NotPrincipal, as a document writes it. */
export const principalElement = z.union([
  z.string(),
  z.strictObject({
    AWS: z.optional(oneOrMany),
    Service: z.optional(oneOrMany),
    Federated: z.optional(oneOrMany),
    CanonicalUser: z.optional(oneOrMany),
  }),
]);

export function principalsIn(element: z.infer<typeof principalElement>): readonly Principal[] {
  if (typeof element === 'string') return [{ kind: 'AWS', name: element }];

  return kinds.flatMap((kind) => (element[kind] ?? []).map((name) => ({ kind, name })));
}

/** Those that a statement may let in, one by one. All but a few is everyone. */
export function admitted({ scope, named }: Principals): readonly Principal[] {
  return scope === 'only' && !named.some(isEveryone) ? named : [everyone];
}

/**
 * AWS takes `*` for everyone and no other wildcard in a principal. What has one and no account is
 * taken for everyone all the same, but only to grant: in a Deny it excludes no caller.
 */
export function isEveryone({ name }: Principal): boolean {
  return hasWildcard(name) && !isAccount(accountIn(name));
}

/** The account whose principal it is; undefined for what names none: services, deleted roles. */
export function accountOfPrincipal({ name }: Principal): string | undefined {
  return isAccount(accountIn(name)) ? accountIn(name) : undefined;
}

/** Whether it is named by name, or with everyone of its account. */
export function isNamedBy(principal: Principal, named: Principal): boolean {
  if (principal.kind !== named.kind) return false;
  if (principal.name === named.name) return true;

  const isWhole = isAccount(named.name) || /^arn:[^:]*:iam::\d{12}:root$/.test(named.name);
  return isWhole && accountIn(principal.name) === accountIn(named.name);
}

function accountIn(name: string): string {
  return isAccount(name) ? name : accountOf(name);
}

function isAccount(name: string): boolean {
  return /^\d{12}$/.test(name);
}
