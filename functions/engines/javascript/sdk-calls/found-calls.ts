import type { CalledResource, SdkCall, UnresolvedCalls } from '../../../core/sdk-calls.ts';
import type { Parts } from '../../sdk/index.ts';
import type { Places } from '../evidence.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, CallNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Command } from './classes.ts';
import type { PackageCalls } from './packages.ts';
import { resourcesGiven, resourcesIn } from './resources.ts';

export type Unresolved = Pick<UnresolvedCalls, 'service' | 'reason'>;

/** The calls of AWS that were found, each once for a place. */
export class FoundCalls {
  readonly #values: Values;
  readonly #places: Places;
  readonly #calls = new Map<string, SdkCall>();
  readonly #unresolved = new Map<string, UnresolvedCalls>();

  constructor(values: Values, places: Places) {
    this.#values = values;
    this.#places = places;
  }

  get calls(): readonly SdkCall[] {
    return [...this.#calls.values()];
  }

  get unresolved(): readonly UnresolvedCalls[] {
    return [...this.#unresolved.values()];
  }

  /** What a package calls by itself. */
  addAll({ service, operations, resources }: PackageCalls, node: CallNode): void {
    const given = resourcesIn(resources, node.arguments, this.#values);

    for (const operation of operations) {
      // What asks for both takes a name that ends in a slash for a path.
      const isByPath = operations.length > 1 && operation === 'GetParametersByPath';
      if (isByPath && !given.some(({ values }) => values.some(mayBePath))) continue;
      this.put({ service, operation }, given, node);
    }
  }

  /** A command, given its input. */
  add(command: Command, given: AnyNode | undefined, node: AnyNode): void {
    const input = given && (waitedFor(given, this.#values) ?? given);

    this.put(command, resourcesGiven(command.service, input, this.#values), node);
  }

  put({ service, operation }: Command, resources: readonly CalledResource[], node: AnyNode): void {
    const place = this.#places.of(node);
    const key = `${service} ${operation} ${place.path} ${place.line} ${place.column}`;
    const call = { service, operation, ...place, resources };

    if (!this.#calls.has(key)) this.#calls.set(key, call);
    if (service === 'sts' && operation.startsWith('AssumeRole')) {
      this.addUnresolved({ reason: otherRole }, node);
    }
  }

  addUnresolved(found: Unresolved, node: AnyNode): void {
    const place = this.#places.of(node);
    const key = `${found.service} ${found.reason} ${place.path} ${place.line} ${place.column}`;

    if (!this.#unresolved.has(key)) this.#unresolved.set(key, { ...found, ...place });
  }
}

function mayBePath(parts: Parts): boolean {
  const last = parts.at(-1);

  return last === undefined || !('text' in last) || last.text.endsWith('/');
}

export const madeUp = 'the name of the client or its method is made up as it runs';
export const otherRole = 'sts:AssumeRole: what follows is called as another role';

/**
 * Of a waiter's check, `(client, input) => …`, what the waiter is given for its input: it stands before
 * the check in `createWaiter(settings, input, check)`.
 */
function waitedFor(given: AnyNode, values: Values): AnyNode | undefined {
  const [definition] = (given.type === 'Identifier' && bindingOf(given)?.definitions) || [];
  if (definition?.kind !== 'parameter' || definition.index !== 1) return undefined;

  const { of } = definition;
  for (const { call, isCallback } of values.sitesOf(of)) {
    const all: readonly AnyNode[] = call.arguments;
    const at = all.findIndex((each) => values.functionsOf(each).includes(of));
    if (isCallback && at === all.length - 1 && at > 0) return all[at - 1];
  }
  return undefined;
}
