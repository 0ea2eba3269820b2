import { contains } from '../resource-overlap.ts';

/**
 * A pattern of what two patterns that are not apart have in common: never wider than either. Undefined
 * where no single pattern says it.
 */
export function commonPattern(one: string, other: string): string | undefined {
  if (contains(one, other)) return other;
  if (contains(other, one)) return one;

  const [parts, others] = [partsOf(one), partsOf(other)];
  const common = parts?.map((part, at) => narrower(part, others?.[at]));
  return common?.every((part) => part !== undefined) ? common.join(':') : undefined;
}

const PARTS = 6;

/** Those of an ARN, of which the last may have colons of its own; undefined of less. */
function partsOf(arn: string): readonly string[] | undefined {
  const parts = arn.split(':');
  if (parts.length < PARTS) return undefined;

  return [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(':')];
}

function narrower(one: string, other: string | undefined): string | undefined {
  if (other === undefined) return undefined;
  if (contains(other, one)) return one;

  return contains(one, other) ? other : undefined;
}
