import { isWithin } from './guard-collections.ts';
import { compares } from './guard-tests.ts';
import { byType, type Holder } from './guard-types.ts';
import type { Kinds } from './kinds.ts';
import { isKeyedHash, isSigned, ofSigned } from './signed.ts';
import type { Subject } from './subject.ts';
import type { NodeOf } from './syntax.ts';

/** What a comparison with anything but None says of a subject. */
export function compared(
  condition: NodeOf<'Binary'>,
  subject: Subject & { readonly holder: Holder },
  outcome: boolean,
): Kinds {
  const { operator, left, right } = condition;
  const isEqual = operator === (outcome ? '==' : '!=');
  const hashes = isEqual ? [left, right].filter((each) => isKeyedHash(each)) : [];
  if (isSigned(hashes, subject)) return ofSigned;

  return (
    compares(condition, subject, outcome) |
    isWithin(condition, subject, outcome) |
    byType(condition, subject, outcome)
  );
}
