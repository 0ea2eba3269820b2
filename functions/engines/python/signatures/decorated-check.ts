import { functionsReturned } from '../decorators.ts';
import { isKnown, packageIn } from '../known-packages.ts';
import type { LinkedFile } from '../link.ts';
import { isRouting } from '../routes.ts';
import type { Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { guardedBy } from './before-routes.ts';
import { packageGuard } from './package-guards.ts';
import type { Proof, Verification } from './verification.ts';

/** How a program is read. */
interface Read {
  readonly files: readonly LinkedFile[];
  readonly verification: Verification;
  /** Reads a call of the next as nothing. */
  readonly onward: Verification;
}

/**
 * The check of what decorates a function, from the outermost, and then of the function itself.
 *
 * @param by the decorator of its route: those above it never run
 */
export function decoratedCheck(
  of: FunctionNode,
  by: Expression | undefined,
  { files, verification, onward }: Read,
): Proof | undefined {
  const { values } = verification;
  const at = by === undefined ? -1 : of.decorators.indexOf(by);

  for (const each of of.decorators.slice(at + 1)) {
    if (isRouting(values, each, of)) continue;
    const proof = packageGuard(each, files, verification);
    if (proof) return proof;
    const wrappers = functionsReturned(values, each);
    if (wrappers === undefined) return undefined;
    if (wrappers.length === 0) {
      if (!isHarmless(each, values)) return undefined;
      continue;
    }
    const proofs = wrappers.map((wrapper) => guardedBy(wrapper, verification));
    const [first] = proofs;
    if (first && proofs.every((one) => one !== undefined)) return first;
    if (wrappers.some((wrapper) => onward.of(wrapper).acts)) return undefined;
  }
  return guardedBy(of, verification);
}

function isHarmless(decorator: Expression, values: Values): boolean {
  const names = values.namesOf(decorator.type === 'Call' ? decorator.callee : decorator);

  return names.length > 0 && names.every((name) => isKnown(packageIn(name) ?? 'builtins'));
}
