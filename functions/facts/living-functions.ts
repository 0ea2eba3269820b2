import type { SweptResources } from '../app/ports.ts';
import { regionOf } from '../core/target.ts';
import type { Living } from '../domain/orphan-log-groups.ts';

/** Which functions a sweep has met, and to which groups they log. */
export function livingIn({ complete, functions, logGroups }: SweptResources): Living {
  const names = new Set([...functions].map(keyOf));
  const groups = new Set([...logGroups].map(keyOf));

  return {
    regions: complete,
    has: (name, region) => names.has(`${region} ${name}`),
    logsTo: (group, region) => groups.has(`${region} ${group}`),
  };
}

/** Region and name, of a function or of a log group alike. */
function keyOf(arn: string): string {
  return `${regionOf(arn)} ${arn.split(':').slice(6).join(':')}`;
}
