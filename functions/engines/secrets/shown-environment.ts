import * as z from 'zod/mini';
import {
  type EnvironmentSecret,
  environmentSecret,
  environmentSecrets,
} from './environment-secrets.ts';
import { keyFaultOf, keyFaults } from './key-fault.ts';
import { isKeyName } from './key-names.ts';
import { isBeyondGuessing, lengthClass, shownFingerprint } from './shown-fingerprint.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What is kept of the environment of a function. No value is in it. */
export interface ShownEnvironment {
  readonly secrets: readonly EnvironmentSecret[];
  /** Those that are called like a secret and hold anything, in the order of their names: no others are kept. */
  readonly variables: readonly SetVariable[];
}

export type SetVariable = Readonly<z.infer<typeof setVariable>>;

const setVariable = z.object({
  name: z.string(),
  /** Why its value is no key to sign with. */
  keyFault: z.optional(z.enum(keyFaults)),
  /** The same as in `FileSecret`. */
  fingerprint: z.optional(z.string()),
  /** The class of its length: below how many characters. */
  below: z.optional(z.number()),
});

/** One as it was stored. */
export const shownEnvironment: z.ZodMiniType<ShownEnvironment> = z.object({
  secrets: z.array(environmentSecret),
  variables: z.array(setVariable),
});

/** @param owner the name of the function. */
export function environmentShown(
  variables: Readonly<Record<string, string>>,
  owner: string,
): ShownEnvironment {
  return {
    secrets: environmentSecrets(variables),
    variables: Object.keys(variables)
      .filter((name) => variables[name] !== '' && isKeyName(name))
      .toSorted()
      .map((name) => setVariableOf(name, variables[name] ?? '', owner)),
  };
}

function setVariableOf(variable: string, value: string, owner: string): SetVariable {
  const name = withoutSecrets(variable);
  const keyFault = keyFaultOf(value, owner);

  return {
    name,
    ...(keyFault && { keyFault }),
    ...lengthClass(value),
    ...(isBeyondGuessing(value) && { fingerprint: shownFingerprint(value) }),
  };
}
