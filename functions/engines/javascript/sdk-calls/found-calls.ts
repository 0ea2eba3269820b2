import type { CalledResource, SdkCall, UnresolvedCalls } from '../../../core/sdk-calls.ts';
import { CallsByPlace, type Parts, type Unresolved } from '../../sdk/index.ts';
import type { Places } from '../evidence.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, CallNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Command } from './classes.ts';
import type { PackageCalls } from './packages.ts';
import { resourcesGiven, resourcesIn } from './resources.ts';
import { notFollowed } from './unseen-receivers.ts';

/** The calls of AWS that were found, by nodes of the code. */
export class FoundCalls {
  readonly #values: Values;
  readonly #places: Places;
  readonly #found = new CallsByPlace();
  #isInDoubt = false;

  constructor(values: Values, places: Places) {
    this.#values = values;
    this.#places = places;
  }

  get calls(): readonly SdkCall[] {
    return this.#found.calls;
  }

  get unresolved(): readonly UnresolvedCalls[] {
    return this.#found.unresolved;
  }

  /** What is found from now on is not sure to be called: its service is unknown. */
  doubt(): void {
    this.#isInDoubt = true;
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

  put(command: Command, resources: readonly CalledResource[], node: AnyNode): void {
    if (this.#isInDoubt)
      this.addUnresolved({ service: command.service, reason: notFollowed }, node);
    else this.#found.add(command, resources, this.#places.of(node));
  }

  addUnresolved(found: Unresolved, node: AnyNode): void {
    this.#found.addUnresolved(found, this.#places.of(node));
  }
}

function mayBePath(parts: Parts): boolean {
  const last = parts.at(-1);

  return last === undefined || !('text' in last) || last.text.endsWith('/');
}

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
