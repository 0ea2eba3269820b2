import { each, perChunkKnown } from '../../app/collectors.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { Weakness } from '../../core/weakness.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { type CodeReader, codeGrants } from '../function-code.ts';

/** What its code does with the event that it should not. */
export const weaknessesFact = defineFact({
  key: 'weaknesses',
  about: ['function'],
  value: typed<readonly Weakness[]>(),
  words: 'weaknesses in its code',
  grants: codeGrants,
});

export function weaknesses(read: CodeReader): FactCollector<typeof weaknessesFact> {
  return perChunkKnown(async (targets: readonly FunctionTarget[]) =>
    each(await read(targets), (found) => found.weaknesses),
  );
}
