import type { SenderVerification } from '../../core/code-route.ts';
import { type CodeReader, codeOfOpen, type OpenFunctions } from '../code-of-open.ts';
import { defineFact, type FactCollector, typed } from '../define-fact.ts';
import { readsStored } from '../table-grants.ts';

/** Where its code verifies who sent a request, of all or by its routes; undefined where it does not, or nothing has to ask. */
export const verifiesSignatureFact = defineFact({
  key: 'verifiesSignature',
  about: ['function'],
  value: typed<SenderVerification | undefined>(),
  words: 'whether its code verifies signatures',
  grants: readsStored,
});

/** Of functions that callers without credentials come to. */
export function verifiesSignature(
  read: CodeReader<SenderVerification | undefined>,
  openAmong: OpenFunctions,
): FactCollector<typeof verifiesSignatureFact> {
  return codeOfOpen(read, openAmong);
}
