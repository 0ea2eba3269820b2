import type { DecidedKind } from '../../core/decided-change.ts';
import type { Weakness } from '../../core/weakness.ts';
import type { Place } from '../flow/index.ts';

/** A change of an item that is another user's. */
export interface FoundChange {
  readonly kind: DecidedKind;
  readonly call: string;
  /** It keeps who calls as the owner of what it puts there. */
  readonly isOwn?: boolean;
  /** Nothing that was there is lost by it. */
  readonly isAdded?: boolean;
}

/** Where code shows that the items of a place are each of one user. */
export interface FoundOwner {
  /** The field that has the owner, as far as it is seen. */
  readonly field?: string | undefined;
  readonly at: Place;
  /** Whether it reads what is the owner's alone. */
  readonly finds: boolean;
  /** Whether items are found by who calls, or compared with that, and not only kept with it. */
  readonly isSure: boolean;
}

/** A change of what may be another user's, for the reader: first where it is seen that items have owners. */
export function objectOfAnother(
  { kind, call, isOwn = false, isAdded = false }: FoundChange,
  shown: FoundOwner,
  { code, ...place }: Place & { readonly code: string },
): Weakness {
  const { field, at } = shown;
  const owner = field === undefined ? 'who calls' : `who calls (${field})`;

  return {
    kind: 'broken-object-authorization',
    sink: call,
    ...place,
    // Its own item is put there, and another's is gone only where both have one name; what is read may be shown to others, too. High is shown.
    ...((isOwn || isAdded || kind === 'reads' || !isSureOwner(shown)) && {
      severity: 'medium' as const,
    }),
    flow: [
      { text: `items are each of one user: here they are kept or found with ${owner}`, ...at },
      {
        text: `${call} ${verbs[kind] ?? 'changes'} what the request names, and nothing asks whose it is`,
        ...place,
      },
    ],
    code,
  };
}

/** What is only kept with who calls may be all users' to change, as what says who brought it about. */
export function isSureOwner({ isSure }: FoundOwner): boolean {
  return isSure;
}

/** The one of several that shows it best. */
export function surestOwner(owners: readonly FoundOwner[]): FoundOwner | undefined {
  return owners.find(isSureOwner) ?? owners[0];
}

/** A change of a user that the request names, by code that asks for no group, while other code does. */
export function userOfAnother(
  call: string,
  asked: Place,
  { code, ...place }: Place & { readonly code: string },
): Weakness {
  return {
    kind: 'broken-object-authorization',
    sink: call,
    ...place,
    flow: [
      { text: 'other code of the archive asks here for a group of who calls', ...asked },
      {
        text: `${call} changes the user that the request names, and nothing asks who calls`,
        ...place,
      },
    ],
    code,
  };
}

const verbs: Readonly<Partial<Record<DecidedKind, string>>> = {
  removes: 'removes',
  replaces: 'replaces',
  changes: 'changes',
  reads: 'answers',
};
