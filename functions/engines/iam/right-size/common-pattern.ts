import { areApart, contains } from '../resource-overlap.ts';

/**
 * A pattern of what two patterns have in common: never wider than either. `none` where nothing
 * matches both, undefined where no single pattern says it.
 */
export function commonPattern(one: string, other: string): string | 'none' | undefined {
  if (contains(one, other)) return other;
  if (contains(other, one)) return one;
  if (areApart(one, other)) return 'none';

  const [parts, others] = [partsOf(one), partsOf(other)];
  if (parts.length !== PARTS || others.length !== PARTS) return undefined;

  const common = parts.map((part, at) => commonPart(part, others[at] ?? ''));
  return common.every((part) => part !== undefined) ? common.join(':') : undefined;
}

/** Of an ARN. */
const PARTS = 6;

/** The last of them may have colons of its own. */
function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');

  return [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(':')];
}

function commonPart(one: string, other: string): string | undefined {
  if (contains(one, other)) return other;

  return contains(other, one) ? one : undefined;
}
