import { each, perChunkKnown } from '../../app/collectors.ts';
import type { Target } from '../../core/target.ts';
import type { ShippedFiles } from '../../engines/archive/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { type ArchiveReader, codeGrants } from '../function-code.ts';

/** Files of its archive that have no part in its running. */
export const shippedFilesFact = defineFact({
  key: 'shippedFiles',
  about: ['function', 'layer'],
  value: typed<readonly ShippedFiles[]>(),
  words: 'files that it ships',
  grants: codeGrants,
});

export function shippedFiles<T extends Target<'function' | 'layer'>>(
  read: ArchiveReader<T>,
): FactCollector<typeof shippedFilesFact, T> {
  return perChunkKnown(async (targets: readonly T[]) =>
    each(await read(targets), (found) => found.shippedFiles),
  );
}
