import type { SignatureCheck } from '../../../core/signature-check.ts';
import { CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import type { FunctionNode } from '../syntax.ts';
import { functionsBeforeAll } from './before-all.ts';
import { isAnswer } from './before-routes.ts';
import { decoratedCheck } from './decorated-check.ts';
import { dependencyCheck } from './dependencies.ts';
import { disclosesNothing } from './discloses-nothing.ts';
import { isHandOver } from './inert-calls.ts';
import { checkOf, type Program, programOf, readingsOf } from './program.ts';
import type { Proof, Verification } from './verification.ts';

/**
 * Where the code refuses each request by a credential that it has to bring; whether by a right one is not proved. What is too much to
 * follow is none.
 *
 * @throws CodeNotAnalysed where the code cannot be read at all.
 */
export function findCredentialCheck(source: PythonSource): SignatureCheck | undefined {
  const program = programOf(source);
  // What could not be read may act.
  if (!program.mayRefuse || program.modules.unread.length > 0) return undefined;

  try {
    return onThisStack(source.handler, () => checkOf(proofIn(program), program.places, true));
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}

function proofIn(program: Program): Proof | undefined {
  const { all, values, exported } = program;
  const routes = program.routes.filter(({ form }) => form !== 'lambda');
  const direct = exported.flatMap((value) => (value.kind === 'function' ? value.node : []));
  for (const each of [...direct, ...routes.map(({ of }) => of)]) values.noteStarted(each);
  const { verification, onward } = readingsOf(program, true);
  const read = { files: all, verification, onward };

  // Tests put others in their place.
  const isReplaced = all.some(({ attributes }) => attributes.has('dependency_overrides'));
  const before = beforeAll(program, verification);
  const proofs = [
    ...direct
      .filter((of) => routes.length === 0 || !handsOnly(of, verification))
      .map((of) => decoratedCheck(of, undefined, read)),
    ...routes.map(
      (route) =>
        before ??
        (isReplaced ? undefined : dependencyCheck(values, verification, route)) ??
        decoratedCheck(route.of, route.by, read),
    ),
  ];
  const [first] = proofs;

  return proofs.every((each) => each !== undefined) ? first : undefined;
}

/** Whether it only hands its events to an application, whose routes are looked at by themselves. */
function handsOnly(of: FunctionNode, verification: Verification): boolean {
  const { values } = verification;
  const isKnown = (call: Parameters<typeof isHandOver>[0]) => isHandOver(call, values);

  return (
    !verification.of(of).acts &&
    (verification.returnsOf(of) ?? []).every(
      ({ value }) => !value || disclosesNothing(value, values, isKnown),
    )
  );
}

/** `@app.before_request` of Flask. */
function beforeAll({ all, values }: Program, verification: Verification): Proof | undefined {
  for (const of of functionsBeforeAll(values, all)) {
    const proof = verification.passedWithoutAnswer(of, (value) => isAnswer(value, values));
    if (proof) return proof;
  }
  return undefined;
}
