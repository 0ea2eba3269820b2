import type { SignatureCheck } from '../../../core/signature-check.ts';
import { Budget } from '../../flow/index.ts';
import { mayRefuse, mostSteps } from '../../signatures/index.ts';
import { beginName } from '../begin-name.ts';
import { Places } from '../evidence.ts';
import type { PythonSource } from '../find-weaknesses.ts';
import type { LinkedFile } from '../link.ts';
import { loadModules, type Modules } from '../modules.ts';
import { Resolver } from '../resolver.ts';
import type { Route } from '../route.ts';
import { routesIn } from '../routes.ts';
import type { Binding } from '../scope.ts';
import type { Value } from '../value.ts';
import { isOnward } from './before-routes.ts';
import { Credentials } from './credentials.ts';
import { isChange } from './inert-calls.ts';
import { Requested } from './requested.ts';
import { type Proof, Verification } from './verification.ts';

/** The code of a function. */
export interface Program {
  readonly handler: string;
  readonly modules: Modules;
  readonly all: readonly LinkedFile[];
  readonly budget: Budget;
  readonly values: Resolver;
  /** What Lambda calls. */
  readonly exported: readonly Value[];
  /** The name of the handler in its file. */
  readonly begin: Binding | undefined;
  readonly routes: readonly Route[];
  readonly places: Places;
  /** Whether anything in it may be a refusal: most code is not read a second time. */
  readonly mayRefuse: boolean;
}

/**
 * For one question: what that spends, and notes of the code, the next has not.
 *
 * @throws CodeNotAnalysed as `findWeaknesses` does.
 */
export function programOf(source: PythonSource): Program {
  const { files, handler, mostTokens } = source;
  const { path, name } = beginName(handler, files);
  const modules = loadModules(files, path, mostTokens);
  const all = [...modules.files.values()];
  const budget = new Budget(mostSteps);
  const values = new Resolver(modules, budget);

  return {
    handler,
    modules,
    all,
    budget,
    values,
    exported: values.begins(path, name),
    begin: modules.files.get(path)?.scope.names.get(name),
    routes: all.flatMap((file) => routesIn(values, file)),
    places: new Places(files),
    mayRefuse: all.some((file) => mayRefuse(files.get(file.path) ?? '')),
  };
}

interface Readings {
  readonly verification: Verification;
  /** Reads a call of the next as nothing. */
  readonly onward: Verification;
}

/** @param isWide whether what is found by a credential, or compared with it, is a check as well. */
export function readingsOf({ values, budget }: Program, isWide: boolean): Readings {
  const requested = new Requested();
  const reading = { isChange, ...(isWide && { credentials: new Credentials(values, requested) }) };

  return {
    verification: new Verification(values, requested, budget, reading),
    onward: new Verification(values, requested, budget, { ...reading, isOnward }),
  };
}

/** What the wider reading finds is not proved, whatever it is. */
export function checkOf(
  proof: Proof | undefined,
  places: Places,
  isWide: boolean,
): SignatureCheck | undefined {
  return proof && { kind: isWide ? 'credential' : proof.kind, ...places.of(proof.node) };
}
