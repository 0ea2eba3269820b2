import { anyField, type FieldPath } from '../flow/index.ts';
import type { Route } from './route.ts';
import type { FunctionNode } from './syntax.ts';

/** A parameter of a function. */
interface Place {
  readonly of: FunctionNode;
  readonly index: number;
}

/** Functions of routes, by what they share: requests, responses and contexts of one framework. */
export class SharedRequests {
  readonly #places = new Map<string, Place[]>();
  readonly #routes = new Map<FunctionNode, Route>();

  get size(): number {
    return this.#routes.size;
  }

  add(route: Route): void {
    this.#routes.set(route.of, route);
    for (const index of route.parameters.keys()) {
      const key = keyOf(route, index);
      if (key === undefined) continue;
      const places = this.#places.get(key) ?? [];
      places.push({ of: route.of, index });
      this.#places.set(key, places);
    }
  }

  /** Where else it is found, what one function puts below a path of its parameter at an index. */
  sharing(of: FunctionNode, index: number, [field]: FieldPath): readonly Place[] {
    const route = this.#routes.get(of);
    const key = route && keyOf(route, index);
    // What lies anywhere in it says nothing of any field.
    if (key === undefined || field === undefined || field === anyField) return [];

    return (this.#places.get(key) ?? []).filter((place) => place.of !== of).slice(0, MOST_SHARING);
  }
}

/** Of one application. */
const MOST_SHARING = 500;

function keyOf({ framework, parameters }: Route, index: number): string | undefined {
  const role = parameters[index]?.role;

  return role === undefined || role === 'other' ? undefined : `${framework} ${role}`;
}
