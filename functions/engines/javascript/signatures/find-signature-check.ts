import type { SignatureCheck } from '../../../core/signature-check.ts';
import { onThisStack } from '../../flow/index.ts';
import { checkOfEntries } from '../../signatures/index.ts';
import { Places } from '../evidence.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { entered } from './entered.ts';
import { guardedRoutes } from './guarded-routes.ts';
import { madeVerifier } from './made-verifiers.ts';
import type { Proof } from './verification.ts';

/**
 * Where the code verifies who sent a request, before it does anything that the request decides.
 * Undefined where no such check is seen on each way in: what is not followed is no check.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findSignatureCheck(source: JavaScriptSource): SignatureCheck | undefined {
  const proof = onThisStack(source.handler, () => proofIn(source));

  return proof && { kind: proof.kind, ...new Places(source.files).of(proof.node) };
}

function proofIn(source: JavaScriptSource): Proof | undefined {
  const code = entered(source);
  if (!code) return undefined;
  const { modules, values, budget, verification, routes, entries, path, field } = code;
  const made = madeVerifier(verification, modules.files.get(path), field);
  if (made) return made;

  return routes.all.length > 0
    ? guardedRoutes(routes, entries, verification, modules, values, budget)
    : checkOfEntries(entries.map((each) => verification.of(each)));
}
