import { oncePerChunk, perTarget } from '../../app/collectors.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { FunctionUrl } from '../../domain/exposure/function-url.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';

/** Lists the URLs of a function and of its aliases. @throws when it cannot be read. */
export type FunctionUrlReader = (
  of: Pick<FunctionTarget, 'arn' | 'region'>,
) => Promise<readonly FunctionUrl[]>;

/** Of the function and of its aliases. */
export const functionUrlsFact = defineFact({
  key: 'functionUrls',
  about: ['function'],
  value: typed<readonly FunctionUrl[]>(),
  words: 'its function URLs',
  grants: [{ action: 'lambda:ListFunctionUrlConfigs', on: 'any function' }],
});

/** Read once for each chunk, whichever facts follow from them. */
export function functionUrls(read: FunctionUrlReader): FactCollector<typeof functionUrlsFact> {
  return oncePerChunk(perTarget((target: FunctionTarget) => read(target)));
}
