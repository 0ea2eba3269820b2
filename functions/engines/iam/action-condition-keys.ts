import { conditionKeyLines } from '../../data/iam-condition-keys.ts';
import { catalogueTable } from './catalogue-table.ts';
import { matches } from './wildcard.ts';

const table = catalogueTable(conditionKeyLines);

/**
 * The condition keys that requests for an action may have of their own, beside the global ones,
 * with `*` for what differs: `aws:RequestTag/*`. Undefined when AWS knows no such action.
 *
 * @param action `service:Action`, in whichever case.
 */
export function conditionKeysOf(action: string): readonly string[] | undefined {
  const [service = ''] = action.toLowerCase().split(':');

  return table.of(action)?.map(({ cell }) => (cell.startsWith(':') ? service + cell : cell));
}

/** Whether a request for an action may have a condition key, in whichever case. */
export function mayHaveKey(action: string, key: string): boolean {
  const lower = key.toLowerCase();

  return (conditionKeysOf(action) ?? []).some((each) => matches(each.toLowerCase(), lower));
}
