import { perTarget } from '../../app/collectors.ts';
import type { FunctionTarget } from '../../core/target.ts';
import {
  runtimeLifecycle as lifecycleOf,
  type RuntimeLifecycle,
} from '../../engines/packages/index.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';

/** The dates of its runtime; undefined for an image, which brings its own. */
export const runtimeLifecycleFact = defineFact({
  key: 'runtimeLifecycle',
  about: ['function'],
  value: typed<RuntimeLifecycle | undefined>(),
  words: 'the end of support of its runtime',
  grants: [],
});

export function runtimeLifecycle(): FactCollector<typeof runtimeLifecycleFact> {
  return perTarget((target: FunctionTarget) => lifecycleOf(target));
}
