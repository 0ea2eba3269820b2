import type { SignUpReader } from '../../functions/adapters/aws/user-pools.ts';

/** Pools by whose id anyone may sign up: what is asked of them, and what is answered. */
export function openSignUps(): { readonly signUpOf: SignUpReader; readonly asked: string[] } {
  const asked: string[] = [];

  return {
    asked,
    async signUpOf([userPool]) {
      if (userPool === undefined) return undefined;

      asked.push(userPool);
      return { userPool, by: 'anyone' };
    },
  };
}
