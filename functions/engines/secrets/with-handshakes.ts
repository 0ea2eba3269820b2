import type { EnvironmentSecret } from './environment-secrets.ts';
import { RANDOM } from './found-secret.ts';

/** The same secrets, of which those are known that are no more than the word of a webhook's subscription; none that a vendor marks. */
export function withHandshakes(
  secrets: readonly EnvironmentSecret[],
  variables: readonly string[],
): readonly EnvironmentSecret[] {
  return secrets.map((secret) =>
    secret.kind === RANDOM && secret.keyFault === undefined && variables.includes(secret.variable)
      ? { ...secret, isOfHandshake: true }
      : secret,
  );
}
