import { perTarget } from '../../app/collectors.ts';
import type { Collector } from '../../app/ports.ts';
import type { FunctionTarget, LayerTarget, Target } from '../../core/target.ts';
import { defineFact, typed } from '../define-fact.ts';

const question = { key: 'configuration', words: 'its configuration', grants: [] } as const;

/** As the sweep listed it. */
export const functionConfigurationFact = defineFact({
  ...question,
  about: ['function'],
  value: typed<FunctionTarget>(),
});

/** As the functions name it. */
export const roleConfigurationFact = defineFact({
  ...question,
  about: ['role'],
  value: typed<Target<'role'>>(),
});

/** What its ARN contains. */
export const layerConfigurationFact = defineFact({
  ...question,
  about: ['layer'],
  value: typed<LayerTarget>(),
});

/** Itself, with what of it could not be listed. */
export const accountConfigurationFact = defineFact({
  ...question,
  about: ['account'],
  value: typed<Target<'account'>>(),
});

/** A target knows its configuration, for the sweep has listed it. */
export function configuration<T extends Target>(): Collector<T, T> {
  return perTarget((target) => target);
}
