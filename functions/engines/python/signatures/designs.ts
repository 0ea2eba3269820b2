import type { OpenDesign } from '../../../core/open-design.ts';
import type { AnyNode, Call, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { foundBehind } from './behind.ts';
import { Credentials } from './credentials.ts';
import { designOf, isHashing } from './designed-writes.ts';
import { isOfEnvironment } from './discloses-nothing.ts';
import { isChange, isOfFoundData } from './inert-calls.ts';
import type { Program } from './program.ts';
import { Requested } from './requested.ts';
import { Verification } from './verification.ts';
import { isBare } from './watching.ts';

/** What functions of a program do that is open by design. */
export class Designs {
  readonly #program: Program;
  readonly #requested = new Requested();
  readonly #kinds: ReadonlyMap<Call, OpenDesign['kind']>;

  constructor(program: Program) {
    this.#program = program;
    const { all, values } = program;
    const credentials = new Credentials(values, this.#requested);
    const writes = all.some(({ attributes, calls }) =>
      beside.some((name) => attributes.has(name) || calls.has(name)),
    )
      ? []
      : ['update_item', 'put_item'].flatMap((name) => values.callsOf(name));
    this.#kinds = new Map(
      writes.slice(0, MOST_WRITES).flatMap((call) => {
        const kind = designOf(call, credentials);
        return kind ? [[call, kind] as const] : [];
      }),
    );
  }

  /** Undefined where it does anything else that a request decides, or nothing, or answers what it has looked up. */
  of(node: FunctionNode): OpenDesign | undefined {
    if (this.#kinds.size === 0) return undefined;
    const { values, budget, places } = this.#program;
    if (!isBare(node, values)) return undefined;
    const met = new Set<Call>();
    // Stricter than the search for checks: to read is to act, but to look whether a name is taken.
    const verification = new Verification(values, this.#requested, budget, {
      isChange,
      isOnward: (call) => {
        if (this.#kinds.has(call)) met.add(call);
        return this.#kinds.has(call) || isLookUp(call) || isPreparing(call, values);
      },
    });
    if (verification.of(node).acts) return undefined;
    const [first, ...others] = met;
    const kind = first && this.#kinds.get(first);
    const answers = (verification.returnsOf(node) ?? []).flatMap(({ value }) => value ?? []);
    const isShown = answers.some((each) =>
      foundBehind(each, values, (at) => isFound(at) || isOfEnvironment(at, values) || undefined),
    );

    return first && kind && others.length === 0 && !isShown
      ? { kind, ...places.of(first) }
      : undefined;
  }
}

/** Whether a name is taken. */
function isLookUp(call: Call): boolean {
  return call.callee.type === 'Attribute' && /^(?:get_item|query)$/.test(call.callee.name);
}

function isFound(node: AnyNode): boolean {
  return node.type === 'Call' && node.callee.type === 'Attribute' && looking.test(node.callee.name);
}

const looking =
  /^(?:get_item|query|scan|batch_get_item|execute_statement|get_(?:object|secret_value|parameters?|parameters_by_path|users?)|list_\w{1,40}|describe_\w{1,40}|select|fetch\w{0,20}|decrypt|read)$/;

/** It makes a hash, a query (`Key('email').eq(body['email'])`), or a text of what another call results in. */
function isPreparing(call: Call, values: Values): boolean {
  return (
    isHashing(call, values) ||
    isOfFoundData(call, values) ||
    values.namesOf(call.callee).some((name) => name.startsWith('boto3.dynamodb.conditions.'))
  );
}

/** What runs beside functions and routes, and what asks others though its package is known to be harmless. */
const beside =
  'before_request after_request teardown_request before_first_request after_this_request middleware add_middleware errorhandler exception_handler connect_via urlopen urlretrieve'.split(
    ' ',
  );

/** More are not looked at: they are none. */
const MOST_WRITES = 100;
