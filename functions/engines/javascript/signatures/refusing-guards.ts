import { nothing } from '../../signatures/index.ts';
import { type AnyNode, type CallNode, type FunctionNode, isCall } from '../syntax.ts';
import type { Entered } from './entered.ts';
import { isOfContext } from './nest-context.ts';
import type { NestGuard } from './nest-guard.ts';
import type { CredentialReading } from './readings.ts';
import type { Proof } from './verification.ts';

export interface ReadGuards {
  /** The metadata of a route that a condition asks for. */
  readonly keyIn: (test: AnyNode) => { readonly text: string | undefined } | undefined;
  readonly proofOf: (call: CallNode) => Proof | undefined;
}

/** Of `canActivate`: a guard of NestJS that says no, or throws, by a credential. */
export function refusingGuard(
  activate: FunctionNode,
  { values }: Entered,
  { outcomes, read }: CredentialReading,
  { keyIn, proofOf }: ReadGuards,
): NestGuard | undefined {
  const publicBy: (string | undefined)[] = [];
  const reader = read({
    isLeftOut: (test) => {
      const key = keyIn(test);
      if (key) publicBy.push(key.text);
      return key !== undefined;
    },
    knownOf: (node) => {
      const proof = node.type === 'CallExpression' ? proofOf(node) : undefined;
      if (proof) return { acts: false, found: proof, passed: proof };
      return isOfContext(node, values) || keyIn(node) ? nothing : undefined;
    },
  });
  if (reader.of(activate).acts) return undefined;
  const proofs = (reader.returnsOf(activate) ?? []).flatMap(({ value, passed }) => {
    // Nest waits for what it returns.
    const said = value
      ? outcomes.passedWhere(true, value, { path: [], awaited: isCall(value) })
      : 'never';
    if (said === 'never') return [];
    const node = passed?.node ?? said;
    return [node && { kind: 'credential' as const, node }];
  });
  const [proof] = proofs;

  return proof && proofs.every((each) => each) ? { proof, publicBy } : undefined;
}
