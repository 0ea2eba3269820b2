import type { Known } from '../../core/known.ts';
import type { EnvironmentSecret } from './environment-secrets.ts';
import { isSigningName } from './key-names.ts';
import type { SetVariable, ShownEnvironment } from './shown-environment.ts';

/**
 * The secrets of an environment, and what the code signs with that is no key. Where it is not known what the code signs with,
 * that is said of a variable that is called so and holds none.
 *
 * @param signing the variables that the code signs with.
 */
export function withSigningKeys(
  { secrets, variables }: ShownEnvironment,
  signing: Known<readonly string[]>,
): Known<readonly EnvironmentSecret[]> {
  const names = new Set(signing.known ? signing.value : []);
  const found = variables.filter(({ name, keyFault }) => keyFault && names.has(name));
  const gap = signing.known ? signing.incomplete : signing.reason;
  const unsure = gap === undefined ? [] : variables.filter((one) => mayBeBad(one, names));

  const known = new Map(secrets.map((one) => [one.variable, one]));
  for (const { name, keyFault } of found) {
    const kind = keyFault === 'brief' ? BRIEF_KEY : GUESSABLE_KEY;
    known.set(name, { masked: '', kind, ...known.get(name), variable: name, keyFault });
  }
  const value = [...known.keys()].toSorted().flatMap((name) => known.get(name) ?? []);
  const [first] = unsure;
  return {
    known: true,
    value,
    ...(first && { incomplete: `whether the code signs with ${first.name}: ${gap}` }),
  };
}

export const GUESSABLE_KEY = 'guessable signing key';
export const BRIEF_KEY = 'short signing key';

function mayBeBad({ name, keyFault }: SetVariable, signing: ReadonlySet<string>): boolean {
  const isGuessable = keyFault !== undefined && keyFault !== 'brief';

  return isGuessable && !signing.has(name) && isSigningName(name);
}
