import type { FindingsQueries } from '../functions/adapters/tables/findings-queries.ts';
import { counted } from '../functions/core/amounts.ts';
import { printable } from '../functions/domain/notification/plain-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Says of what was read which rows could not be, for a finding may be in them.
 *
 * @returns whether there are any.
 */
export function warnOfUnreadable(
  { unreadable }: Pick<FindingsQueries, 'unreadable'>,
  terminal: Terminal,
): boolean {
  const [first, ...more] = unreadable();
  if (first === undefined) return false;

  const rows = counted(more.length + 1, 'row');
  terminal.err(
    `${rows} of the findings table cannot be read and may hold findings, first ${printable(first)}: look at the item, and delete it when it is damaged`,
  );
  return true;
}
