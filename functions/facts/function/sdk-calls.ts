import { each, oncePerChunk, perChunkKnown } from '../../app/collectors.ts';
import type { SdkCalls } from '../../core/sdk-calls.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import type { FunctionCallReader, ResourceVariables } from '../function-calls.ts';
import { readsStored } from '../table-grants.ts';

/** What its code asks of AWS, as the code scanner has last stored it. */
export const sdkCallsFact = defineFact({
  key: 'sdkCalls',
  about: ['function'],
  value: typed<SdkCalls>(),
  words: 'what its code calls of AWS',
  grants: readsStored,
});

/** Values of its environment variables by which `sdkCalls` name resources, by their names. */
export const resourceVariablesFact = defineFact({
  key: 'resourceVariables',
  about: ['function'],
  value: typed<ResourceVariables>(),
  words: 'environment variables that name resources',
  grants: readsStored,
});

/** Both, of one read for each chunk. */
export function storedCalls(read: FunctionCallReader): {
  readonly sdkCalls: FactCollector<typeof sdkCallsFact>;
  readonly resourceVariables: FactCollector<typeof resourceVariablesFact>;
} {
  const found = oncePerChunk((targets: readonly FunctionTarget[]) =>
    read(targets.map(({ arn }) => arn)),
  );

  return {
    sdkCalls: perChunkKnown(async (targets: readonly FunctionTarget[]) =>
      each(await found(targets), ({ sdkCalls }) => sdkCalls),
    ),
    resourceVariables: perChunkKnown(async (targets: readonly FunctionTarget[]) =>
      each(await found(targets), ({ variables }) => variables),
    ),
  };
}
