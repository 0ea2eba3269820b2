import { wordsOf } from '../flow/index.ts';

/** Whether a field called so may give who sets it more than others have: `role`, `isAdmin`, `credits`. */
export function givesPower(name: string): boolean {
  return wordsOf(name).some((word) => powers.has(word));
}

const powers: ReadonlySet<string> = new Set(
  (
    'role roles admin administrator isadmin staff superuser moderator permission permissions privilege privileges group groups scope scopes ' +
    'level tier plan balance credit credits points quota limit status verified confirmed approved active enabled tenant org organization ' +
    'organisation company owner'
  ).split(' '),
);
