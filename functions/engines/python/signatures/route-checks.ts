import { functionsReturned } from '../decorators.ts';
import { isKnown, packageIn } from '../known-packages.ts';
import type { LinkedFile } from '../link.ts';
import { isRouting } from '../routes.ts';
import type { Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type Applications, NotSeen } from './applications.ts';
import { type Before, beforeRoutes, guardedBy } from './before-routes.ts';
import { dependencyCheck } from './dependencies.ts';
import { isIdle } from './idle-route.ts';
import { packageGuard } from './package-guards.ts';
import type { ServedRoute } from './served-routes.ts';
import type { Proof, Verification } from './verification.ts';
import { middlewaresOf } from './written-routes.ts';

/** What a route comes to. */
interface RouteCheck {
  readonly proof?: Proof | undefined;
  readonly isIdle?: true | undefined;
}

/** Judges each route by what runs before it, and by itself. */
export class RouteChecks {
  readonly #files: readonly LinkedFile[];
  readonly #values: Values;
  readonly #verification: Verification;
  readonly #onward: Verification;
  readonly #before: readonly Before[];

  /**
   * @param onward reads a call of the next as nothing
   * @throws NotSeen where something acts before all routes
   */
  constructor(
    files: readonly LinkedFile[],
    applications: Applications,
    verification: Verification,
    onward: Verification,
  ) {
    this.#files = files;
    this.#values = verification.values;
    this.#verification = verification;
    this.#onward = onward;
    this.#before = beforeRoutes(files, applications, verification, onward);
    if (this.#before.some(({ acts, proof }) => acts && !proof)) {
      throw new NotSeen('what runs before routes', { isServed: true });
    }
  }

  of({ route, place }: ServedRoute): RouteCheck {
    const proof =
      this.#beforeAt(place.makers) ??
      dependencyCheck(this.#values, this.#verification, route, place.dependencies) ??
      this.#ofMiddlewares(route.by) ??
      this.#ofDecorators(route.of, route.by);
    if (proof) return { proof };

    return isIdle(route.of, this.#values) ? { isIdle: true } : {};
  }

  #beforeAt(makers: ServedRoute['place']['makers']): Proof | undefined {
    return this.#before.find(
      ({ maker, proof }) => proof && (maker === undefined || makers.includes(maker)),
    )?.proof;
  }

  /** `@app.post('/orders', middlewares=[check])` of Powertools. */
  #ofMiddlewares(by: Expression | undefined): Proof | undefined {
    for (const each of middlewaresOf(by)) {
      const functions = this.#values.functionsOf(each).map(({ node }) => node);
      const [first] = functions;
      if (!first || functions.length > 1) return undefined;
      const proof = guardedBy(first, this.#verification);
      if (proof || this.#onward.of(first).acts) return proof;
    }
    return undefined;
  }

  /** Decorators below that of the route, from the outermost, and then the function itself. */
  #ofDecorators(of: FunctionNode, by: Expression | undefined): Proof | undefined {
    const at = by === undefined ? -1 : of.decorators.indexOf(by);

    for (const each of of.decorators.slice(at + 1)) {
      if (isRouting(this.#values, each, of)) continue;
      const proof = packageGuard(each, this.#files, this.#verification);
      if (proof) return proof;
      const wrappers = functionsReturned(this.#values, each);
      if (wrappers === undefined) return undefined;
      if (wrappers.length === 0) {
        if (!this.#isHarmless(each)) return undefined;
        continue;
      }
      const proofs = wrappers.map((wrapper) => guardedBy(wrapper, this.#verification));
      const [first] = proofs;
      if (first && proofs.every((one) => one !== undefined)) return first;
      if (wrappers.some((wrapper) => this.#onward.of(wrapper).acts)) return undefined;
    }
    return guardedBy(of, this.#verification);
  }

  #isHarmless(decorator: Expression): boolean {
    const names = this.#values.namesOf(decorator.type === 'Call' ? decorator.callee : decorator);

    return names.length > 0 && names.every((name) => isKnown(packageIn(name) ?? 'builtins'));
  }
}
