import type { SweptResources } from '../app/surveys.ts';
import { regionOf } from '../core/target.ts';
import { functionOfLogGroup, type LogGroup } from '../domain/log-group.ts';
import type { Living } from '../domain/orphan-log-groups.ts';

/** Which functions a sweep has met, and to which groups they log. */
export function livingIn({ complete, functions, functionsOfLogGroup }: SweptResources): Living {
  const names = new Set([...functions].map(keyOf));
  const groups = new Set([...functionsOfLogGroup.keys()].map(keyOf));

  return {
    regions: complete,
    has: (name, region) => names.has(`${region} ${name}`),
    logsTo: (group, region) => groups.has(`${region} ${group}`),
  };
}

/**
 * Which functions that a sweep has met log to a group: their ARNs. Where none does, it is that whose name the
 * group has, which logged to it before.
 */
export function loggersIn({ functions, functionsOfLogGroup }: SweptResources) {
  const arns = new Map([...functions].map((arn) => [keyOf(arn), arn]));
  const named = new Map([...functionsOfLogGroup].map(([arn, users]) => [keyOf(arn), users]));
  const elsewhere = new Set([...named.values()].flat());

  return (group: LogGroup, region: string): readonly string[] => {
    const owner = functionOfLogGroup(group, region);
    const own = arns.get(`${owner?.region} ${owner?.name}`);
    const loggers = [
      ...(named.get(`${region} ${group.name}`) ?? []),
      ...(own !== undefined && !elsewhere.has(own) ? [own] : []),
    ];

    return loggers.length === 0 && own !== undefined ? [own] : loggers;
  };
}

/** Region and name, of a function or of a log group alike. */
function keyOf(arn: string): string {
  return `${regionOf(arn)} ${arn.split(':').slice(6).join(':')}`;
}
