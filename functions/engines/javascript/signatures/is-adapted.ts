import { packageIn, roleOf } from '../known-packages.ts';
import type { Value } from '../value.ts';

/** Whether it is of a package that hands Lambda's events to an application: `serverless(app)`. */
export function isAdapted(value: Value): boolean {
  if (value.kind !== 'made' && value.kind !== 'name') return false;

  return roleOf(packageIn(value.name) ?? '') === 'adapter';
}
