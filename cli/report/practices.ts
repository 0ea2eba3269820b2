import type { AnyCheck } from '../../functions/domain/registry.ts';
import { knownCheck } from '../known-checks.ts';

export type Practice = AnyCheck['practice'] | 'other';

/** In the order in which a report lists them, with what people read. */
export const practices: Readonly<Record<Practice, string>> = {
  permissions: 'Permissions',
  dependencies: 'Dependencies',
  'idle functions': 'Idle functions',
  code: 'Code',
  cost: 'Cost',
  other: 'Other',
};

/** `other` for a check that this version does not know. */
export function practiceOf({ check }: { readonly check: string }): Practice {
  return knownCheck(check)?.practice ?? 'other';
}
