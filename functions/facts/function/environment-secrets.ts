import { each, perChunkKnown } from '../../app/collectors.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { EnvironmentSecret } from '../../engines/secrets/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { type CodeReader, codeGrants } from '../function-code.ts';

/** Variables whose value looks like a live secret. The values are not in here. */
export const environmentSecretsFact = defineFact({
  key: 'environmentSecrets',
  about: ['function'],
  value: typed<readonly EnvironmentSecret[]>(),
  words: 'secrets in its environment',
  grants: codeGrants,
});

export function environmentSecrets(read: CodeReader): FactCollector<typeof environmentSecretsFact> {
  return perChunkKnown(async (targets: readonly FunctionTarget[]) =>
    each(await read(targets), (found) => found.environmentSecrets),
  );
}
