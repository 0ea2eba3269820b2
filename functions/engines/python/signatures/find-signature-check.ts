import type { SignatureCheck } from '../../../core/signature-check.ts';
import { CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import { checkOfEntries, mayCompareSecret } from '../../signatures/index.ts';
import { wrappersOf } from '../decorators.ts';
import { Places } from '../evidence.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import { isKnown, packageIn } from '../known-packages.ts';
import type { LinkedFile } from '../link.ts';
import { returnsOf } from '../members.ts';
import type { Route } from '../route.ts';
import { isRouting } from '../routes.ts';
import type { FunctionNode } from '../syntax.ts';
import type { Value, Values } from '../value.ts';
import { functionsBeforeAll } from './before-all.ts';
import { dependencyCheck } from './dependencies.ts';
import { codeRoutesIn, findCodeRoutes } from './find-code-routes.ts';
import { findCredentialCheck } from './find-credential-check.ts';
import { programOf } from './program.ts';
import { Requested } from './requested.ts';
import { type Proof, Verification } from './verification.ts';

/**
 * Where the code verifies who sent a request, before it does anything that the request decides; or, where its routes are not seen,
 * refuses each by a credential. Undefined where no such check is seen on each way in: what is not followed is no check.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function findSignatureCheck(source: PythonSource): SignatureCheck | undefined {
  const proof = onThisStack(source.handler, () => proofIn(source));
  if (!proof) return hasGuardedRoutes(source) ? undefined : findCredentialCheck(source);
  // Where each route is seen, one that asks for nothing is reported as such.
  if (codeRoutesIn(source)?.some(({ check, isIdle }) => !check && !isIdle)) return undefined;

  return { kind: proof.kind, ...new Places(source.files).of(proof.node) };
}

/** Routes of which one asks are judged one by one; where it is too much to see them, nothing is said of all. */
function hasGuardedRoutes(source: PythonSource): boolean {
  try {
    return findCodeRoutes(source)?.some(({ check }) => check !== undefined) === true;
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return true;
    throw error;
  }
}

function proofIn(source: PythonSource): Proof | undefined {
  const { modules, all, values, budget, exported, ...program } = programOf(source);
  // What could not be read may act.
  if (modules.unread.length > 0 || !all.some((each) => mayVerify(each, source.files))) {
    return undefined;
  }
  const verification = new Verification(values, new Requested(), budget);
  const guard = guardOfAll(values, all, verification);
  if (guard) return guard;

  const routes = program.routes.filter(isOfThis);
  const direct = exported.flatMap((value) => entriesOf(values, value));
  for (const each of [...exported.flatMap(functionIn), ...routes.map(({ of }) => of)])
    values.noteStarted(each);
  const registered = routes.map((route) => registeredBy(values, route));
  const run = [...direct, ...registered.flat(), ...routes.map(({ of }) => of)];
  if (run.length === 0 || run.some((each) => isWrapped(values, each))) return undefined;

  // Tests put others in their place.
  const isReplaced = all.some(({ attributes }) => attributes.has('dependency_overrides'));
  return checkOfEntries([
    ...direct.map((each) => verification.of(each)),
    ...routes.flatMap((route, index) => {
      const found = isReplaced ? undefined : dependencyCheck(values, verification, route);
      return found
        ? { acts: false, found }
        : (registered[index] ?? []).map((each) => verification.of(each));
    }),
  ]);
}

/** `@app.lambda_function()` and `@app.schedule()` of Chalice make functions of their own, each with its handler. */
function isOfThis({ form }: Route): boolean {
  return form !== 'lambda';
}

function functionIn(value: Value): readonly FunctionNode[] {
  return value.kind === 'function' ? [value.node] : [];
}

/** A function, or what decorators of the code put in its place. */
function entriesOf(values: Values, value: Value): readonly FunctionNode[] {
  if (value.kind !== 'function') return [];
  const wrappers = wrappersOf(values, value.node);

  return wrappers.length > 0 ? wrappers.map(({ node }) => node) : [value.node];
}

/** What a decorator of the code below that of the route puts in its place; one above it, the route never runs. */
function registeredBy(values: Values, { of, by }: Route): readonly FunctionNode[] {
  const at = by === undefined ? -1 : of.decorators.indexOf(by);
  const below = at < 0 ? [] : of.decorators.slice(at + 1);
  const next = below.find((each) => !isRouting(values, each, of));
  if (!next) return [of];
  const seen = values.valuesOf(next);
  const made = seen.flatMap((each) => (each.kind === 'function' ? returnsOf(each.node) : []));
  const wrappers = made.flatMap((each) => values.functionsOf(each).map(({ node }) => node));

  // What is not seen of it may be anything: then the route itself has to check.
  return wrappers.length > 0 && seen.every(({ kind }) => kind === 'function') ? wrappers : [of];
}

/** By a package that is not known: it may act before the function runs. */
function isWrapped(values: Values, { decorators }: FunctionNode): boolean {
  return decorators.some((each) =>
    values
      .namesOf(each.type === 'Call' ? each.callee : each)
      .some((name) => !isKnown(packageIn(name) ?? 'builtins')),
  );
}

/** `@app.before_request`: it runs before each route, and raises or aborts. */
function guardOfAll(
  values: Values,
  files: readonly LinkedFile[],
  verification: Verification,
): Proof | undefined {
  for (const of of functionsBeforeAll(values, files)) {
    const { acts, passed } = verification.of(of);
    if (!acts && passed) return passed;
  }
  return undefined;
}

/** Whether anything in it has the name of what verifies: most code has none, and is not looked at. */
function mayVerify({ path, calls }: LinkedFile, texts: PythonSource['files']): boolean {
  for (const name of calls.keys()) if (verifying.test(name)) return true;

  return mayCompareSecret(texts.get(path) ?? '');
}

const verifying =
  /verif|compare_digest|hmac|construct_event|is_valid|validate|^decode$|^handle$|^digest$|^new$/i;
