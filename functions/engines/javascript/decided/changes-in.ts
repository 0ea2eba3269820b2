import { isReading } from '../designs/aws-effects.ts';
import { parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { AwsChanges } from './aws-changes.ts';
import type { CalledCode } from './called-code.ts';
import type { CalledPackages } from './called-packages.ts';
import type { CallsOfAws } from './calls-of-aws.ts';
import type { Change } from './change.ts';
import type { ChangeReaders } from './change-readers.ts';
import { type ChosenCall, chosenCalls } from './chosen-calls.ts';
import { ClientChanges } from './client-changes.ts';
import { together } from './decided-value.ts';
import { HttpChanges } from './http-changes.ts';
import { MessageChanges } from './message-changes.ts';
import { isNeverRun } from './never-run.ts';
import { Refusals } from './refusals.ts';
import { StoreChanges } from './store-changes.ts';

/** Finds what some code changes that a request decides. */
export class ChangesIn {
  readonly #of: ChangeReaders;
  readonly #ofAws: CallsOfAws;
  readonly #aws: AwsChanges;
  readonly #stores: StoreChanges;
  readonly #messages: MessageChanges;
  readonly #http: HttpChanges;
  readonly #clients: ClientChanges;

  constructor(of: ChangeReaders, packages: CalledPackages, ofAws: CallsOfAws) {
    this.#of = of;
    this.#ofAws = ofAws;
    this.#aws = new AwsChanges(of);
    this.#stores = new StoreChanges(of, packages);
    this.#messages = new MessageChanges(of, packages);
    this.#http = new HttpChanges(of);
    this.#clients = new ClientChanges(of);
  }

  of({ calls, tagged, conditions }: CalledCode): readonly Change[] {
    const found = [
      ...[...calls].flatMap((call) => this.#ofCall(call)),
      ...tagged.flatMap((each) => this.#stores.ofTagged(each) ?? []),
    ];
    if (found.length === 0) return [];
    const refusals = new Refusals(this.#of, conditions, (call) => calls.has(call));

    const signsUp = [...calls].some((call) =>
      this.#ofAws.of(call).some(({ operation }) => /^(?:AdminCreateUser|SignUp)$/.test(operation)),
    );
    const choosesPassword = found.some(({ call }) => call === 'cognito-idp:AdminSetUserPassword');
    const reads = [...calls].some((call) => this.#ofAws.of(call).some((each) => isReading(each)));
    const readsObjects = found.some(({ call }) => call === 's3:GetObject');
    return found.flatMap((each) => {
      // Who chooses the password of an account that is new signs up; others are invited by who may.
      if (choosesPassword && each.call === 'cognito-idp:AdminCreateUser' && each.by === 'name')
        return [];
      // Of the account that has just been made: one that is there is refused.
      if (
        signsUp &&
        each.by !== 'rights' &&
        /^cognito-idp:Admin(?:Set|Update|Confirm)/.test(each.call)
      )
        return [];
      if (readsObjects && each.call === 's3:PutObject' && this.#isRendering(each.node)) return [];
      if (isNeverRun(each.node) || refusals.isProved(each.node)) return [];
      if (refusals.areOfFew(each.fields ?? [], each.node)) return [];
      // What was read before may be what is added to.
      if (each.kind === 'replaces' && each.by === 'content' && reads) return [];
      if (each.kind !== 'replaces' || each.by === 'content') return [each];
      // What is refused where it is there already is an addition.
      if (refusals.isNew(each.node)) return [];
      const { isBlind, ...change } = each;
      return isBlind && !refusals.isLookedUp(each.node) ? [each] : [change];
    });
  }

  /** What is put is made of the object that is asked for, and has nothing of the request's own in it: an image of another size. */
  #isRendering(node: AnyNode): boolean {
    if (!isCall(node)) return false;
    const { data } = this.#of;

    return node.arguments.some((given) => {
      const { fields = [] } = data.of(given, ['Key']) ?? {};
      const body = data.of(given, ['Body']);
      return body?.isSent === false && body.fields.every((each) => fields.includes(each));
    });
  }

  #ofCall(call: CallNode): readonly Change[] {
    const ofAws = this.#ofAws.of(call);
    if (ofAws.length > 0 && isNeverSent(call, this.#of.values)) return [];
    if (ofAws.length > 0) return ofAws.flatMap((each) => this.#aws.of(call, each) ?? []);
    const chosen = chosenCalls(call, this.#of);
    if (chosen.length > 0) return chosen.flatMap((each) => this.#ofChosen(each));
    const ofStore = this.#stores.of(call);
    if (ofStore.length > 0) return ofStore;
    const other = this.#messages.of(call) ?? this.#http.of(call) ?? this.#clients.of(call);

    return other ? [{ ...other, onlyBy: this.#partsOf(call) }] : [];
  }

  /** Of a message, or what another service is asked for, nothing is said without what it is given. */
  #partsOf({ callee, arguments: given }: CallNode): Change['onlyBy'] {
    const { data } = this.#of;
    const by = callee.type === 'MemberExpression' ? data.of(callee.object) : undefined;

    return by ? undefined : together(given.map((each) => data.of(each)))?.onlyBy;
  }

  #ofChosen({ site, given, ...called }: ChosenCall): readonly Change[] {
    const change = this.#aws.of({ ...site, arguments: [...given] } as CallNode, called);

    return change ? [{ ...change, node: site }] : [];
  }
}

/** `await db.put(params)` of version 2 of the SDK: it makes a request, which nothing sends without `promise()`, `send()` or a callback. */
function isNeverSent(call: CallNode, values: Values): boolean {
  const around = parentOf(call)?.type;
  const isLeft = around === 'ExpressionStatement' || around === 'AwaitExpression';
  const called = values.valuesOf(call.callee);

  return (
    isLeft &&
    call.callee.type === 'MemberExpression' &&
    call.arguments.length < 2 &&
    called.length > 0 &&
    called.every(
      (value) =>
        (value.kind === 'made' || value.kind === 'name') && /^module:aws-sdk[./]/.test(value.name),
    )
  );
}
