import { type AnyNode, calledName, type FunctionNode } from '../syntax.ts';
import { allBelow, anyPath, type CodePath, isBelow, joinedPath, writtenPath } from './code-path.ts';
import { answersConstant } from './constant-answers.ts';
import { withCredentials } from './credential-routes.ts';
import type { Entered } from './entered.ts';
import { ServedVerification } from './entry-verification.ts';
import type { FoundRoute } from './found-route.ts';
import { guardOf, handsErrorOn, handsRequestOn } from './guard-verification.ts';
import { isAdapted } from './is-adapted.ts';
import { credentialReadings, provedReadings, type Readings } from './readings.ts';
import type { Registered, Step } from './registration.ts';
import { registrationsIn } from './registrations-in.ts';
import { rewritesRequest } from './rewritten-requests.ts';
import { runsBefore } from './run-order.ts';
import type { Proof } from './verification.ts';

/** Of Express and its like, Koa, Hono and Fastify; undefined where not all of them are seen. */
export function applicationRoutes(code: Entered): readonly FoundRoute[] | undefined {
  if (!isServed(code)) return undefined;
  const all = registrationsIn(code);
  if (!all || all.length === 0 || all.some(passesErrors)) return undefined;
  if (all.some(({ steps }) => steps.some(({ functions }) => functions.some(rewritesRequest)))) {
    return undefined;
  }

  const read = (readings: Readings) => new RouteReader(code, all, readings).read();
  const routes = withCredentials(read(provedReadings(code)), () => read(credentialReadings(code)));
  return overridesMethods(code) ? [...routes, ...routes.map(byPost)] : routes;
}

/** `method-override` has a `POST` be whatever it says. */
function overridesMethods({ modules }: Entered): boolean {
  return [...modules.files.values()].some(({ requests }) => requests.has('method-override'));
}

function byPost(route: FoundRoute): FoundRoute {
  return { ...route, method: 'POST' };
}

/** Whether Lambda hands all requests to an application, and does nothing else with them. */
function isServed({ entries, exported, values, verification, budget }: Entered): boolean {
  const ofEntries = new ServedVerification(values, verification.requested, budget);
  if (entries.some((each) => ofEntries.of(each).acts || rewritesRequest(each))) return false;

  return entries.length > 0 || (exported.length > 0 && exported.every(isAdapted));
}

function passesErrors({ steps, framework }: Registered): boolean {
  return framework === 'express' && steps.some(({ functions }) => functions.some(handsErrorOn));
}

class RouteReader {
  readonly #code: Entered;
  readonly #all: readonly Registered[];
  readonly #readings: Readings;
  readonly #found: FoundRoute[] = [];
  readonly #walked = new Set<AnyNode>();

  constructor(code: Entered, all: readonly Registered[], readings: Readings) {
    this.#code = code;
    this.#all = all;
    this.#readings = readings;
  }

  read(): readonly FoundRoute[] {
    const mounted = new Set(
      this.#all.flatMap(({ steps }) => steps.flatMap(({ mount }) => mount?.made ?? [])),
    );
    const made = new Set(this.#all.map(({ of }) => of.made));
    for (const each of made) if (!mounted.has(each)) this.#walk(each, [], undefined, 0);
    // Two that are mounted in each other.
    for (const each of made) if (!this.#walked.has(each)) this.#walk(each, anyPath, undefined, 0);

    return this.#found;
  }

  #walk(made: AnyNode, prefix: CodePath, before: Proof | undefined, depth: number): void {
    this.#walked.add(made);
    if (depth > MOST_MOUNTED || this.#found.length > MOST_FOUND) {
      this.#found.push({ method: 'ANY', path: writtenPath(anyPath) });
      return;
    }
    for (const each of this.#all)
      if (each.of.made === made) this.#readOne(each, prefix, before, depth);
  }

  #readOne(one: Registered, prefix: CodePath, before: Proof | undefined, depth: number): void {
    for (const path of one.paths) {
      const passed = before ?? this.#passedBefore(one, path);
      const whole = joinedPath(prefix, path);
      if (one.verbs.length > 0) {
        const outcome = this.#outcomeOf(one, passed);
        const runs = runsOf(one);
        for (const method of one.verbs) {
          this.#found.push({
            method,
            path: writtenPath(whole),
            ...outcome,
            runs,
            given: one.call.arguments,
          });
        }
      } else {
        this.#readBefore(one, whole, passed);
      }
      let behind = passed;
      for (const step of one.steps) {
        if (step.mount)
          this.#walk(step.mount.made, joinedPath(whole, step.mount.below), behind, depth + 1);
        behind ??= this.#proofOf(step, one);
      }
    }
  }

  /** The check that the same application makes before it. */
  #passedBefore(one: Registered, path: CodePath): Proof | undefined {
    const { values } = this.#code;

    for (const guard of this.#all) {
      if (!guard.mayGuard || guard.of.made !== one.of.made || guard === one) continue;
      const isOver = isGuarded(path, guard, one);
      if (!isOver || !runsBefore(guard.call, one.call, values)) continue;
      for (const step of guard.steps) {
        const proof = this.#proofOf(step, guard);
        if (proof) return proof;
      }
    }
    return undefined;
  }

  #proofOf({ functions, proof, isWrapped }: Step, { framework }: Registered): Proof | undefined {
    if (proof || functions.length === 0 || isWrapped) return proof;
    const proofs = functions.map((of) => this.#guardOf(of, framework));

    return proofs.every((each) => each !== undefined) ? proofs[0] : undefined;
  }

  #guardOf(of: FunctionNode, framework: string): Proof | undefined {
    if (of.params.length < (framework === 'fastify' ? 1 : 2)) return undefined;
    const { verification, guards } = this.#readings;
    const { acts, passed } = verification.of(of);

    return (acts ? undefined : passed) ?? guardOf(of, guards);
  }

  /** What a route comes to. */
  #outcomeOf(one: Registered, before: Proof | undefined): Pick<FoundRoute, 'proof' | 'isIdle'> {
    let acts = false;
    let passed = before;
    const last = one.steps.at(-1);

    for (const step of one.steps) {
      if (passed) break;
      const proof = this.#proofOf(step, one);
      acts ||=
        !proof && step !== last && step.functions.some((of) => this.#readings.passing.of(of).acts);
      if (proof && !acts) passed = proof;
    }
    if (passed) return { proof: passed };
    if (
      acts ||
      !last ||
      last.functions.length === 0 ||
      one.steps.some(({ isUnseen }) => isUnseen)
    ) {
      return last?.isPages && !acts ? { isIdle: true } : {};
    }
    const outcomes = last.functions.map((of) => this.#readings.strict.of(of));
    if (outcomes.some((outcome) => outcome.acts)) return {};
    const checks = outcomes.map(({ found }) => found);
    if (checks.every((check) => check !== undefined)) return { proof: checks[0] };

    return last.functions.every((of) => answersConstant(of, this.#code.values))
      ? { isIdle: true }
      : {};
  }

  /** What runs before routes, or where there is none, may answer by itself. */
  #readBefore(one: Registered, path: CodePath, before: Proof | undefined): void {
    let passed = before;

    for (const step of one.steps) {
      // It runs for those who were refused, too.
      const isLate = step.functions.some(
        (of) => takesErrors(of, one) && this.#readings.passing.of(of).acts,
      );
      if (isLate)
        this.#found.push({ method: 'ANY', path: writtenPath(joinedPath(path, allBelow)) });
      if (!passed) {
        const proof = this.#proofOf(step, one);
        const isOpen =
          step.isUnseen || (!proof && step.functions.some((of) => this.#mayAnswer(of, one)));
        // What looks a session up acts in the eyes of who asks for a proof.
        if (isOpen || (proof && this.#readings.credential)) {
          this.#found.push({ method: 'ANY', path: writtenPath(joinedPath(path, anyPath)), proof });
        }
        if (step.isPages) {
          const pages = writtenPath(joinedPath(path, anyPath));
          this.#found.push({ method: 'GET', path: pages, isIdle: true });
        }
        passed ??= proof;
      }
    }
  }

  #mayAnswer(of: FunctionNode, { framework }: Registered): boolean {
    if (this.#readings.passing.of(of).acts) return true;

    return framework !== 'fastify' && !handsRequestOn(of) && this.#readings.strict.of(of).acts;
  }
}

/** The functions of a route itself; undefined where not all of them are seen. */
function runsOf({ steps }: Registered): readonly FunctionNode[] | undefined {
  const isSeen = steps.every(
    ({ functions, isUnseen, mount }) => !isUnseen && !mount && functions.length > 0,
  );

  return isSeen ? steps.flatMap(({ functions }) => functions) : undefined;
}

function takesErrors({ params }: FunctionNode, { framework, call }: Registered): boolean {
  return (
    (framework === 'express' && params.length === 4) ||
    /^(?:onError|setErrorHandler)$/.test(calledName(call) ?? '')
  );
}

/** Whether a guard runs for all that a path takes. */
function isGuarded(path: CodePath, guard: Registered, { verbs }: Registered): boolean {
  return guard.paths.some((each) => {
    if (!isBelow(path, each)) return false;

    return (
      !guard.isExact ||
      each.at(-1) === '{rest+}' ||
      (verbs.length > 0 && path.length === each.length)
    );
  });
}

const MOST_MOUNTED = 8;
const MOST_FOUND = 1_000;
