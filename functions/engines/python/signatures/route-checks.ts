import type { LinkedFile } from '../link.ts';
import type { Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type Applications, NotSeen } from './applications.ts';
import { type Before, beforeRoutes, guardedBy } from './before-routes.ts';
import { decoratedCheck } from './decorated-check.ts';
import { dependencyCheck } from './dependencies.ts';
import { isIdle } from './idle-route.ts';
import type { ServedRoute } from './served-routes.ts';
import type { Proof, Verification } from './verification.ts';
import { isBare } from './watching.ts';
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
      decoratedCheck(route.of, route.by, {
        files: this.#files,
        verification: this.#verification,
        onward: this.#onward,
      });
    if (proof) return { proof };

    return this.#isIdle(route.of) ? { isIdle: true } : {};
  }

  /** A decorator, and what runs after all routes, may do more. */
  #isIdle(of: FunctionNode): boolean {
    return (
      isIdle(of, this.#values) &&
      isBare(of, this.#values) &&
      !this.#files.some(({ attributes }) => after.some((name) => attributes.has(name)))
    );
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
}

const after = ['after_request', 'teardown_request', 'after_app_request', 'teardown_app_request'];
