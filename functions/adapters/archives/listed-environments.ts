import { attempt } from '../../app/collectors.ts';
import type { FactStore } from '../../app/ports.ts';
import { environmentKey } from '../../engines/archive/index.ts';
import { type EnvironmentSecret, environmentSecrets } from '../../engines/secrets/index.ts';
import type { ListedFunction } from '../aws/lambda-inventory.ts';

/**
 * Keeps what the environments of listed functions hold that looks like a secret, so that none has to
 * be asked for it again: no value is kept, as always. What the listing does not show, because it may
 * not be decrypted or because it may change unseen, is left to the one who asks for that function.
 *
 * Source: `Environment` in "ListFunctions" (Lambda API Reference).
 */
export function listedEnvironments(facts: FactStore) {
  return async (page: readonly ListedFunction[]): Promise<void> => {
    const shown = page.filter(
      ({ target, environment }) => target.revisionId !== '' && environment !== undefined,
    );

    // A page that cannot be kept costs calls, and harms no listing.
    await attempt(async () => {
      const stored = await facts.read(
        'environment',
        shown.map(({ target }) => environmentKey(target)),
      );
      const missing = shown.flatMap(({ target, environment = {} }) => {
        const key = environmentKey(target);
        return stored.has(key) ? [] : [[key, environmentSecrets(environment)] as const];
      });

      if (missing.length > 0) {
        await facts.write('environment', new Map<string, readonly EnvironmentSecret[]>(missing));
      }
    });
  };
}
