import type { Target } from '../../core/target.ts';
import type { Selection } from './policy-document.ts';
import { fillWildcards, hasWildcard, matches, unspelt } from './wildcard.ts';

/** Where resources are: what a pattern says of it, or what it leaves open. */
export interface Place {
  readonly region: string;
  readonly account: string;
}

/**
 * Whether a pattern leaves no resource of a type out, of those in one account, in one region at
 * least: `*`, `table/*`, `arn:aws:s3:::*`, `secret:*-??????`. One that names the beginning of a name
 * leaves others out.
 *
 * @param arn of the type, with `*` for what differs.
 */
export function leavesNothingOut(pattern: string, arn: string, role: Target<'role'>): boolean {
  return matches(pattern, anyOfType(arn, placeIn(pattern, role), role));
}

/**
 * A resource of a type with a name that no policy spells out: who may use it may use any there.
 *
 * @param arn of the type, with `*` for what differs.
 */
export function anyOfType(arn: string, { region, account }: Place, role: Target<'role'>): string {
  const [, partition = 'aws'] = role.arn.split(':');
  const [, , service = '', itsRegion = '', itsAccount = '', ...name] = arn.split(':');

  return [
    'arn',
    partition,
    service,
    itsRegion === '*' ? region : itsRegion,
    itsAccount === '*' ? account : itsAccount,
    nameLike(name.join(':'), service),
  ].join(':');
}

/**
 * The places that a selection names, each once; anywhere in the role's account for all but a few.
 *
 * @param regions to look at besides.
 */
export function placesIn(
  { scope, patterns }: Selection,
  role: Target<'role'>,
  regions: readonly string[],
): readonly Place[] {
  const named = (scope === 'only' ? patterns : ['*']).map((pattern) => placeIn(pattern, role));
  const accounts = new Set(named.map(({ account }) => account));
  const all = new Set([...named.map(({ region }) => region), ...regions]);

  return [...accounts]
    .flatMap((account) => [...all].map((region) => ({ region, account })))
    .slice(0, MOST_PLACES);
}

/** More than AWS has regions: a policy with more was not written to be read. */
const MOST_PLACES = 64;

function placeIn(pattern: string, { account: own }: Target<'role'>): Place {
  const [, , , region = '*', account = '*'] = pattern.split(':');

  return {
    region: region === '' ? unspelt : fillWildcards(region, unspelt),
    account: hasWildcard(account) || account === '' ? own : account,
  };
}

/**
 * The name of a secret ends in a hyphen and six characters: `secret:*-??????` is any.
 *
 * Source: "What's in a Secrets Manager secret?" (AWS Secrets Manager User Guide).
 */
function nameLike(name: string, service: string): string {
  const filled = fillWildcards(name, unspelt);

  return service === 'secretsmanager' ? `${filled}-${unspelt.slice(0, 6)}` : filled;
}
