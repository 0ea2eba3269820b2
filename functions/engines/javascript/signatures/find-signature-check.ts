import { MOST_CODE_ROUTES } from '../../../core/code-route.ts';
import type { SignatureCheck } from '../../../core/signature-check.ts';
import { onThisStack, withinBudget } from '../../flow/index.ts';
import { checkOfEntries } from '../../signatures/index.ts';
import { Places } from '../evidence.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { type Entered, entered } from './entered.ts';
import { guardedRoutes } from './guarded-routes.ts';
import { madeVerifier } from './made-verifiers.ts';
import { proofOfHooks } from './middy-hooks.ts';
import { credentialReadings, provedReadings, type Readings } from './readings.ts';
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

  return (code.mayVerify ? proved(code) : undefined) ?? refusedIn(code);
}

function proved(code: Entered): Proof | undefined {
  const { modules, verification, path, field } = code;

  return (
    madeVerifier(verification, modules.files.get(path), field) ??
    proofBy(code, provedReadings(code))
  );
}

/** What is not proved, and not seen to the end, is none. */
function refusedIn(code: Entered): Proof | undefined {
  if (code.routes.all.length > MOST_CODE_ROUTES) return undefined;
  const proof = withinBudget(() => {
    const readings = credentialReadings(code);
    return proofOfHooks(code, readings.verification) ?? proofBy(code, readings);
  });

  return proof && { ...proof, kind: 'credential' };
}

function proofBy(code: Entered, readings: Readings): Proof | undefined {
  return code.routes.all.length > 0
    ? guardedRoutes(code, readings)
    : checkOfEntries(code.entries.map((each) => readings.verification.of(each)));
}
