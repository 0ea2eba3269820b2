import type { DesignKind, OpenDesign } from '../../../core/open-design.ts';
import type { CodePlace } from '../../../core/sdk-calls.ts';
import { calledName } from '../link.ts';
import type { AnyNode, Block, Call, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { addsRow } from './added-rows.ts';
import { addedToAws } from './additions.ts';
import { foundBehind } from './behind.ts';
import { functionsBesideAll } from './beside-all.ts';
import { Chosen } from './chosen.ts';
import { Credentials } from './credentials.ts';
import { designOf, isHashing } from './designed-writes.ts';
import { isOfEnvironment } from './discloses-nothing.ts';
import { isHarmlessBeside, isOfUnknownPackage, isWriting, opensDoors } from './harmless-beside.ts';
import { isChange, isOfFoundData } from './inert-calls.ts';
import { isReading, secretVariableOf, variableOf } from './outside.ts';
import { isOwnPayment } from './own-payments.ts';
import { isOfOnePayment, paidBy } from './paid-calls.ts';
import type { Program } from './program.ts';
import { Requested } from './requested.ts';
import { Verification } from './verification.ts';
import { isBare } from './watching.ts';

/** What code does that is open by design, and all places at which it does so, in the order in which they are read. */
export interface FoundDesign {
  readonly kind: DesignKind;
  readonly places: readonly CodePlace[];
}

export function designIn({ kind, places: [first] }: FoundDesign): OpenDesign | undefined {
  return first && { kind, ...first };
}

/** Whether it may stand alone only: what a service calls may be one, and does not say that something has happened. */
export function isSingle({ kind }: FoundDesign): boolean {
  return kind === 'counter' || kind === 'sign-up';
}

/** What functions of a program do that is open by design. */
export class Designs {
  readonly #program: Program;
  readonly #requested = new Requested();
  readonly #credentials: Credentials;
  readonly #chosen: Chosen;
  /** Of each call that was asked about. */
  readonly #kinds = new Map<Call, DesignKind | undefined>();
  readonly #singleKinds: ReadonlyMap<Call, DesignKind>;
  readonly #hooks: readonly FunctionNode[] | undefined;
  readonly #mayAdd: boolean;

  constructor(program: Program) {
    this.#program = program;
    const { all, values } = program;
    this.#credentials = new Credentials(values, this.#requested);
    this.#chosen = new Chosen(values, this.#requested);
    this.#hooks = functionsBesideAll(all, values);
    // What asks for nothing of a request may stand anywhere.
    const isMore =
      values.callsOf('aggregate').some((call) => isWriting(call, values)) ||
      lists
        .flatMap((name) => values.callsOf(name))
        .some((call) => paidBy(call, values) === 'reads' && !isOfOnePayment(call, values));
    this.#mayAdd =
      !isMore &&
      this.#hooks !== undefined &&
      all.some(({ calls }) => adding.some((name) => calls.has(name)));
    this.#singleKinds = this.#singlesIn();
  }

  /** Undefined where it does anything else that a request decides, or nothing. */
  of(node: FunctionNode): FoundDesign | undefined {
    if (!isBare(node, this.#program.values)) return undefined;

    return this.#singleOf(node) ?? this.#addedBy(node);
  }

  /** The same of a part of a function: what it does for one route. */
  ofBlock(block: Block, of: FunctionNode): FoundDesign | undefined {
    return this.#addedBy({ ...of, body: block });
  }

  #singlesIn(): ReadonlyMap<Call, DesignKind> {
    const { all, values } = this.#program;
    const writes = all.some(({ attributes, calls }) =>
      beside.some((name) => attributes.has(name) || calls.has(name)),
    )
      ? []
      : ['update_item', 'put_item'].flatMap((name) => values.callsOf(name));

    return new Map(
      writes.slice(0, MOST_WRITES).flatMap((call) => {
        const kind = designOf(call, this.#credentials, this.#chosen);
        return kind ? [[call, kind] as const] : [];
      }),
    );
  }

  /** One counter, or one sign-up, that answers nothing of what it has looked up. */
  #singleOf(node: FunctionNode): FoundDesign | undefined {
    const kinds = this.#singleKinds;
    if (kinds.size === 0) return undefined;
    const { values, budget, places } = this.#program;
    const met = new Set<Call>();
    // Stricter than the search for checks: to read is to act, but to look whether a name is taken.
    const verification = new Verification(values, this.#requested, budget, {
      isChange,
      isOnward: (call) => {
        if (kinds.has(call)) met.add(call);
        return kinds.has(call) || isLookUp(call) || isPreparing(call, values);
      },
    });
    if (verification.of(node).acts) return undefined;
    const [first, ...others] = met;
    const kind = first && kinds.get(first);
    const answers = answersOf(verification.returnsOf(node));
    const isShown = answers.some((each) =>
      foundBehind(each, values, (at) => {
        // What the write itself answers is the item.
        if (at.type === 'Call' && kinds.has(at)) return false;
        return isFound(at) || this.#isOpening(at);
      }),
    );

    return first && kind && others.length === 0 && !isShown
      ? { kind, places: [places.of(first)] }
      : undefined;
  }

  /** Additions, payments or the caller's connection, and nothing else that changes or sends something; what it reads it may answer. */
  #addedBy(node: FunctionNode): FoundDesign | undefined {
    const hooks = this.#hooks;
    if (!this.#mayAdd || !hooks) return undefined;
    const { values, budget, places } = this.#program;
    const met = new Map<Call, DesignKind>();
    let isUnseen = false;
    const verification = new Verification(values, this.#requested, budget, {
      // What is asked of AWS, a stranger makes it do, whatever it is given.
      isChange: (call) => isChange(call) || isOfAws(call, values),
      isOnward: (call) => {
        // Its package is known to be harmless, but for this.
        if (sending.test(calledName(call) ?? '') || isWrapped(call, values)) isUnseen = true;
        const kind = this.#kindOf(call);
        if (kind) met.set(call, kind);
        return kind !== undefined || (this.#isHarmless(call) && !actsBy(call));
      },
    });
    // What it is given to run: `items.sort(key=price)`.
    const actsBy = ({ arguments: given }: Call) =>
      given.some(({ value }) =>
        values.functionsOf(value).some(({ node: own }) => verification.of(own).acts),
      );
    if (hooks.some((each) => verification.of(each).acts)) return undefined;
    met.clear();
    if (verification.of(node).acts || isUnseen) return undefined;
    const isOpening = answersOf(verification.returnsOf(node)).some((each) =>
      foundBehind(each, values, (at) => this.#isOpening(at)),
    );
    const kind = kindOfAll(new Set(met.values()));

    return kind && !isOpening
      ? { kind, places: [...met.keys()].map((each) => places.of(each)) }
      : undefined;
  }

  #kindOf(call: Call): DesignKind | undefined {
    if (this.#kinds.has(call)) return this.#kinds.get(call);
    const { values, handler } = this.#program;
    const asked = { values, chosen: this.#chosen, handler };
    const added = isOfUnknownPackage(call, values)
      ? undefined
      : (addedToAws(call, asked) ?? (addsRow(call, asked) ? 'addition' : undefined));
    const kind = added ?? (isOwnPayment(call, asked) ? 'payment' : undefined);
    this.#kinds.set(call, kind);
    return kind;
  }

  /** Of functions of the code, what they do is read. */
  #isHarmless(call: Call): boolean {
    const { values } = this.#program;

    return (
      values.functionsOf(call.callee).length === 0 &&
      !this.#isAnyStore(call) &&
      (isHarmlessBeside(call, this.#credentials) || isOfOnePayment(call, values))
    );
  }

  /** Whether a request says which table, object, secret or parameter is read: then all of them are; or it reads who there is. */
  #isAnyStore({ callee, arguments: given }: Call): boolean {
    if (callee.type !== 'Attribute') return false;
    if (people.test(callee.name)) return true;
    if (documents.test(callee.name) && this.#chosen.has(callee.object)) return true;
    if (!stores.test(callee.name)) return false;
    const isOfItems = /^(?:scan|query|get_item)$/.test(callee.name);
    // By a key of a table that the code names, an item is found.
    const says = (name = '') => !isOfItems || !/^(?!TableName$)[A-Z]/.test(name);

    return given.some(({ name, value }) => says(name) && this.#chosen.has(value));
  }

  /** Whether an answer has what opens doors, or the environment; what it reads with these is no part of it. */
  #isOpening(node: AnyNode): boolean | undefined {
    const { values } = this.#program;
    if (opensDoors(node)) return true;
    if (variableOf(node, values) !== undefined) return secretVariableOf(node, values) !== undefined;
    if (node.type === 'Call' && values.functionsOf(node.callee).length === 0) {
      const isOfStore = this.#kindOf(node) !== undefined || isReading(node, this.#credentials);
      if (isOfStore) return false;
    }

    return isOfEnvironment(node, values) || undefined;
  }
}

/** A decorator of the code runs what it likes around what it decorates. */
function isWrapped({ callee }: Call, values: Values): boolean {
  return values
    .functionsOf(callee)
    .some(({ node }) => node.decorators.some((each) => values.functionsOf(each).length > 0));
}

function isOfAws({ callee }: Call, values: Values): boolean {
  return values.namesOf(callee).some((name) => /^(?:aio)?boto3\./.test(name));
}

function answersOf(returns: ReturnType<Verification['returnsOf']>): readonly AnyNode[] {
  return (returns ?? []).flatMap(({ value }) => value ?? []);
}

/** By the weightiest of them. */
function kindOfAll(kinds: ReadonlySet<DesignKind>): DesignKind | undefined {
  if (kinds.has('payment')) return kinds.has('connection') ? undefined : 'payment';
  if (kinds.has('connection')) return 'connection';

  return kinds.has('addition') ? 'addition' : undefined;
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

/** It makes a hash, a query (`Key('email').eq(body['email'])`), a table, or a text of what another call results in. */
function isPreparing(call: Call, values: Values): boolean {
  return (
    isHashing(call, values) ||
    isOfFoundData(call, values) ||
    values
      .namesOf(call.callee)
      .some(
        (name) =>
          name.startsWith('boto3.dynamodb.conditions.') || /^boto3\.[^.]{1,60}\.Table$/.test(name),
      )
  );
}

/** What runs beside functions and routes, and what asks others though its package is known to be harmless. */
const beside =
  'before_request after_request teardown_request before_first_request after_this_request middleware add_middleware errorhandler exception_handler connect_via urlopen urlretrieve'.split(
    ' ',
  );

const stores =
  /^(?:Table|Bucket|Object|scan|query|get_item|batch_get_item|get_object|head_object|list_objects\w{0,3}|download_file\w{0,3}|select_object_content|get_parameters?|get_parameters_by_path|get_secret_value|batch_get_secret_value|decrypt|get_collection|get_database)$/;

/** Of who paid before, and with which cards. */
const lists = ['list', 'search', 'all', 'iterate', 'page', 'auto_paging_iter'];

const people = /^(?:list_users\w{0,20}|admin_get_user|admin_list_\w{1,40})$/;

const documents = /^(?:find\w{0,12}|aggregate|count\w{0,24}|distinct)$/;

const sending = /^(?:urlopen|urlretrieve|build_opener)$/;

/** Most code calls none of these, and is not looked at. */
const adding =
  'put_item delete_item update_item post_to_connection put_object upload_file upload_fileobj put send_message send_message_batch publish send_email send_templated_email send_raw_email sendmail put_events put_record put_records put_record_batch write_records execute executemany execute_statement insert_one insert_many add add_all save create sale charge create_order create_payment create_payment_link create_transaction'.split(
    ' ',
  );

/** More are not looked at: they are none. */
const MOST_WRITES = 100;
