import { perChunkKnown } from '../../app/collectors.ts';
import type { Known } from '../../core/known.ts';
import type { FunctionTarget } from '../../core/target.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';

/** Asks of a chunk of functions. By ARN. */
export type InspectionReader = (
  targets: readonly FunctionTarget[],
) => Promise<ReadonlyMap<string, Known<Inspection | undefined>>>;

/** How Amazon Inspector looks at it; undefined where Inspector does not look at functions. */
export const inspectionFact = defineFact({
  key: 'inspection',
  about: ['function'],
  value: typed<Inspection | undefined>(),
  words: 'whether Amazon Inspector looks at it',
  grants: [
    { action: 'inspector2:BatchGetAccountStatus', on: 'everything' },
    { action: 'inspector2:ListCoverage', on: 'everything' },
  ],
});

export function inspection(read: InspectionReader): FactCollector<typeof inspectionFact> {
  return perChunkKnown(read);
}
