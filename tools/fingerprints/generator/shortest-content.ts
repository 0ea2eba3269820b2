import type { FeatureKind } from '../../../functions/engines/bundles/index.ts';

/** Characters: alone, what is shorter is said by many. Within a function it counts all the same. */
export const shortest: Readonly<Record<FeatureKind, number>> = {
  function: 0,
  shape: 0,
  detail: 0,
  whole: 0,
  module: 0,
  fine: 0,
  pattern: 6,
  text: 6,
  number: 4,
  property: 6,
};
