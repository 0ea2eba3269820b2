import type { DecidedChanges } from '../../core/decided-change.ts';
import { type CodeReader, codeOfOpen, type OpenFunctions } from '../code-of-open.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { readsStored } from '../table-grants.ts';

/** What its code does that a request decides; undefined where no one comes to it, and where its code is not read to the end. */
export const decidedChangesFact = defineFact({
  key: 'decidedChanges',
  about: ['function'],
  value: typed<DecidedChanges | undefined>(),
  words: 'what requests decide in its code',
  grants: readsStored,
});

/** Of functions that callers without credentials come to. */
export function decidedChanges(
  read: CodeReader<DecidedChanges | undefined>,
  openAmong: OpenFunctions,
): FactCollector<typeof decidedChangesFact> {
  return codeOfOpen(read, openAmong);
}
