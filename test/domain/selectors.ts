import type { Selector } from '../../functions/domain/routing.ts';

export function selectorOf(parts: Partial<Selector>): Selector {
  return { name: 'route', owners: [], stacks: [], applications: [], ...parts };
}
