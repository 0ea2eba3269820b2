import { attempt } from '../../app/collectors.ts';
import type { SignUp } from '../../domain/exposure/sign-up.ts';
import type { SignUpReader } from './user-pools.ts';

/** Ids of the user pools whose users an authorizer admits, by its id. */
export type PoolsOfAuthorizers = ReadonlyMap<string, readonly string[]>;

/**
 * Who may sign up at the pools of these authorizers, by their ids. Authorizers that ask no user pool are
 * absent. Nothing is asked where there are none.
 *
 * @param read all authorizers of an API.
 */
export async function usersOfAuthorizers(
  ids: readonly string[],
  read: () => Promise<PoolsOfAuthorizers>,
  signUpOf: SignUpReader,
): Promise<ReadonlyMap<string, SignUp>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();

  const pools = await attempt(read);
  const found = await Promise.all(
    wanted.map(async (id): Promise<readonly [string, SignUp | undefined]> => {
      if (pools.known) return [id, await signUpOf(pools.value.get(id) ?? [])];

      return [id, { userPool: `of authorizer ${id}`, by: 'unknown', reason: pools.reason }];
    }),
  );

  return new Map(found.flatMap(([id, users]) => (users ? [[id, users] as const] : [])));
}
