import type { FieldPath } from '../../flow/index.ts';
import { returnsOf } from '../members.ts';
import { type AnyNode, type CallNode, calledName, isCall, isClass, isFunction } from '../syntax.ts';
import { counted, type DecidedValue, found, together } from './decided-value.ts';
import { lastAssigned, namedIn } from './given-fields.ts';
import type { HeldData } from './held-data.ts';
import {
  chainedBy,
  isCounted,
  isJudging,
  isParsing,
  isTextMethod,
  resolvedWith,
} from './passing-calls.ts';
import type { DataReader, RequestCode } from './request-code.ts';
import { leavesOut } from './schema-fields.ts';
import { isNewIdOf, isVouchedFor } from './vouched-answers.ts';

/** Knows how a request decides what calls result in. */
export class ResultData {
  readonly #code: RequestCode;
  readonly #held: HeldData;
  readonly #data: DataReader;

  constructor(code: RequestCode, held: HeldData, data: DataReader) {
    this.#code = code;
    this.#held = held;
    this.#data = data;
  }

  of(call: CallNode, path: FieldPath): DecidedValue | undefined {
    const { callee, arguments: given } = call;
    const { values, places } = this.#code;
    const method = calledName(call) ?? '';
    const names = values.namesOf(callee);
    if (names.includes('Object.keys')) return undefined;
    if (isJudging(method) || names.some((name) => isJudging(name))) return undefined;
    if (isVouchedFor(call, values) || isNewIdOf(call, path, values)) return undefined;
    const own = values.functionsOf(callee).filter((of) => !places.isInPackage(of));
    if (own.length > 0)
      return together(own.flatMap((of) => returnsOf(of).map((each) => this.#data.of(each, path))));
    const [first] = given;
    // `const { value } = schema.validate(body)`
    if (/^(?:validate|safeParse)(?:Sync|Async)?$/.test(method) && first) {
      const inner = /^(?:value|data|output)$/.test(path[0] ?? '') ? path.slice(1) : path;
      return leavesOut(call, inner, values) ? undefined : this.#data.of(first, inner);
    }
    const chained = chainedBy(call, values);
    if (chained) return this.#data.any(chained, path);
    if (names.includes('Object.assign')) return this.#data.any(lastAssigned(given, path), path);
    if (isCounted(method, names)) return counted(this.#data.any(given));
    if (isParsing(method, names))
      return leavesOut(call, path, values) ? undefined : this.#data.any(given, path);
    const ofReceiver =
      callee.type === 'MemberExpression' && callee.object.type !== 'ThisExpression'
        ? this.#data.of(callee.object, [`${method}()`, ...namedIn(call, method), ...path])
        : undefined;
    if (isTextMethod(method)) {
      const made = given.flatMap((each) =>
        isFunction(each) && /^(?:map|flatMap|reduce)$/.test(method) ? returnsOf(each) : [],
      );
      const ofMade = this.#data.any(made, path.slice(1));
      // What was looked up for each of a list, and not the list.
      if (ofMade && made.length > 0 && made.every(isLookUp)) return ofMade;
      const ofGiven = this.#data.any(given.filter((each) => !isFunction(each)));
      const isPut = /^(?:concat|replace|replaceAll|padStart|padEnd|join)$/.test(method);
      return together([ofReceiver, ofMade, isPut ? ofGiven : found(ofGiven)]);
    }
    return together([ofReceiver, found(this.#data.any(given.filter((each) => !isFunction(each))))]);
  }

  /** `new Note(body)` */
  ofNew(call: CallNode, path: FieldPath): DecidedValue | undefined {
    const { callee, arguments: given } = call;
    const classes = this.#code.values
      .valuesOf(callee)
      .flatMap((value) => (value.kind === 'class' || value.kind === 'function' ? value.node : []))
      .filter((of) => !this.#code.places.isInPackage(of));
    if (classes.length > 0) {
      const functions = classes.filter((of) => isFunction(of));
      return together([
        ...functions.map((each) => this.#held.setIn(each, path)),
        this.#held.inClasses(
          classes.filter((of) => isClass(of)),
          path,
        ),
      ]);
    }
    const isPromise = this.#code.values.namesOf(callee).includes('Promise');
    return this.#data.any(isPromise ? resolvedWith(call) : given, path);
  }
}

/** `client.send(command)`, `await table.get(params).promise()` */
function isLookUp(node: AnyNode): boolean {
  const call = node.type === 'AwaitExpression' ? node.argument : node;

  return (
    isCall(call) && /^(?:send|promise|exec|get|query|find\w{0,20})$/.test(calledName(call) ?? '')
  );
}
