import { each, perChunkKnown } from '../../app/collectors.ts';
import type { Target } from '../../core/target.ts';
import type { FileSecret } from '../../engines/secrets/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { type ArchiveReader, codeGrants } from '../function-code.ts';

/**
 * Places in its source, its files of settings and its programs that hold what looks like a live
 * secret. The values are not in here.
 */
export const secretsInCodeFact = defineFact({
  key: 'secretsInCode',
  about: ['function', 'layer'],
  value: typed<readonly FileSecret[]>(),
  words: 'secrets in its code',
  grants: codeGrants,
});

export function secretsInCode<T extends Target<'function' | 'layer'>>(
  read: ArchiveReader<T>,
): FactCollector<typeof secretsInCodeFact, T> {
  return perChunkKnown(async (targets: readonly T[]) =>
    each(await read(targets), (found) => found.secretsInCode),
  );
}
