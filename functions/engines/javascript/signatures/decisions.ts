import type { AnyNode } from '../syntax.ts';
import { calledName, isCall } from '../syntax.ts';
import { roleIn } from './call-ends.ts';
import { isComparing } from './comparing.ts';
import { lenientVerifier } from './lenient-verifiers.ts';
import type { Verdicts } from './verdicts.ts';

/**
 * Whether a test decides by itself whether a credential is right: a verifier or a comparison. What is looked up by one may
 * be anything that has such a name, and is not found for many a reason.
 */
export function isDecision(test: AnyNode, verdicts: Verdicts): boolean {
  if (test.type === 'BinaryExpression') return true;
  if (!isCall(test)) return false;
  if (isComparing(calledName(test) ?? '') || lenientVerifier(test, verdicts)) return true;
  const role = roleIn(test, verdicts);

  return role === 'verifies' || role === 'rejects';
}
