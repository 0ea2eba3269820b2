import { anyField } from '../../flow/index.ts';
import { isMethodOfData } from '../built-ins.ts';
import { runBy } from '../compiled-async.ts';
import { defaultsOf } from '../defaults.ts';
import { returnsOf } from '../members.ts';
import { textOf } from '../options.ts';
import { bindingOf, type Parameter, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  type NodeOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { elementOfAll, isOfElement } from './all-of.ts';
import { comparesWhole, isComparing } from './comparing.ts';
import type { Frame } from './frame.ts';
import { isOfSession, putInto, valuesHeld } from './held-fields.ts';
import { isGivenByNest } from './nest-keys.ts';
import {
  isBroughtByCode,
  isOwnValue,
  isPair,
  isUnknown,
  joinedOrigins,
  noOrigin,
  type Origin,
  originAlong,
  originByName,
  theRequest,
} from './origin.ts';
import { namesCredential, originOfForeign, originOfTagged } from './origin-of-foreign.ts';
import { originOfObject } from './origin-of-object.ts';

export interface ReadVerdicts {
  readonly values: Values;
  /** Whether a function stands in what a package has brought. */
  readonly isForeign: (of: FunctionNode) => boolean;
  /** Whether a package keeps sessions: what stands in one was looked up by it. */
  readonly hasSessions: boolean;
}

/**
 * Knows of expressions whether a credential of the request was put to a test that knows right from wrong: handed
 * to what leaves the code, or compared with what is not of the request and does not stand in the code.
 */
export class Verdicts {
  readonly values: Values;
  readonly #isForeign: ReadVerdicts['isForeign'];
  readonly hasSessions: boolean;
  readonly #known: Frame['known'] = new Map();
  readonly #frames = new Map<CallNode, Map<Frame | undefined, Map<FunctionNode, Frame>>>();
  readonly #own = new Map<AnyNode, readonly FunctionNode[]>();
  #steps = 0;

  constructor({ values, isForeign, hasSessions }: ReadVerdicts) {
    this.values = values;
    this.#isForeign = isForeign;
    this.hasSessions = hasSessions;
  }

  /** @param path the fields of it that are asked about. */
  originOf(node: AnyNode, frame?: Frame, path: readonly string[] = []): Origin {
    const known = frame?.known ?? this.#known;
    const ofNode = known.get(node) ?? new Map<string, Origin>();
    const key = path.join('.');
    const origin = ofNode.get(key);
    if (origin) return origin;
    this.#steps += 1;
    if (this.#steps > MOST_STEPS || path.length > MOST_PATH) return noOrigin;

    known.set(node, ofNode.set(key, noOrigin));
    const found = this.#read(node, frame, path);
    ofNode.set(key, found);
    return found;
  }

  /** What a call of functions of the code was given; one frame for each call. */
  frameOf(of: FunctionNode, call: CallNode, caller: Frame | undefined): Frame | undefined {
    const depth = (caller?.depth ?? 0) + 1;
    if (depth > MOST_CALLS) return undefined;
    for (let at = caller; at; at = at.caller) if (at.of === of) return undefined;
    const byCaller =
      this.#frames.get(call) ?? new Map<Frame | undefined, Map<FunctionNode, Frame>>();
    const byFunction = byCaller.get(caller) ?? new Map<FunctionNode, Frame>();
    const known = byFunction.get(of);
    if (known) return known;

    const frame: Frame = {
      of,
      given: (index, path) => {
        const given = call.arguments[index];
        return given ? this.originOf(given, caller, path) : noOrigin;
      },
      argument: (index) => call.arguments[index],
      caller,
      depth,
      known: new Map(),
    };
    this.#frames.set(call, byCaller.set(caller, byFunction.set(of, frame)));
    return frame;
  }

  ownFunctions(callee: AnyNode): readonly FunctionNode[] {
    const known = this.#own.get(callee);
    if (known) return known;
    const own = this.values.functionsOf(callee).filter((of) => !this.#isForeign(of));
    this.#own.set(callee, own);

    return own;
  }

  /** Whether what it returns is brought by itself, whatever it is given. */
  brings(of: FunctionNode): boolean {
    const frame: Frame = {
      of,
      given: () => noOrigin,
      argument: () => undefined,
      caller: undefined,
      depth: 1,
      known: new Map(),
    };

    return returnsOf(of).some((each) => this.originOf(each, frame).stored);
  }

  #read(node: AnyNode, frame: Frame | undefined, path: readonly string[]): Origin {
    const originOf = (each: AnyNode | null | undefined) =>
      each ? this.originOf(each, frame, path) : noOrigin;
    switch (node.type) {
      case 'Identifier':
        return this.#named(node, frame, path);
      case 'MemberExpression':
        return this.#member(node, frame, path);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(node, frame, path);
      case 'AwaitExpression':
      case 'SpreadElement':
      case 'YieldExpression':
        return originOf(node.argument);
      case 'UnaryExpression':
        return node.operator === 'typeof' || node.operator === 'void'
          ? noOrigin
          : originOf(node.argument);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return originOf(node.expression);
      case 'AssignmentExpression':
        return originOf(node.right);
      case 'SequenceExpression':
        return originOf(node.expressions.at(-1));
      case 'LogicalExpression':
        return node.operator === '&&'
          ? joinedOrigins([originOf(node.left), originOf(node.right)])
          : this.#oneOf([node.left, node.right], frame, path);
      case 'ConditionalExpression':
        return this.#oneOf([node.consequent, node.alternate], frame, path);
      case 'BinaryExpression':
        return this.#binary(node, frame);
      case 'TemplateLiteral':
        return this.#plain(node.expressions, frame);
      case 'TaggedTemplateExpression':
        return originOfTagged(node, this.#plain(node.quasi.expressions, frame));
      case 'ObjectExpression':
        return originOfObject(node, path, (each, fields) => this.originOf(each, frame, fields));
      case 'ArrayExpression':
        return originAlong(
          this.#plain(
            node.elements.flatMap((each) => each ?? []),
            frame,
          ),
          path,
        );
      default:
        return noOrigin;
    }
  }

  /** What the code brings itself where a request brings nothing is no credential of the request: `given || process.env.TOKEN`. */
  #oneOf(nodes: readonly AnyNode[], frame: Frame | undefined, path: readonly string[]): Origin {
    const all = nodes.map((each) => this.originOf(each, frame, path));
    const isBrought = all.some((each) => each.credential);
    const isElse = nodes.some((each, index) => {
      return isBroughtByCode(all[index] ?? noOrigin) || (textOf(each) ?? '') !== '';
    });

    return isBrought && isElse
      ? { ...joinedOrigins(all), credential: undefined, named: true }
      : joinedOrigins(all);
  }

  /** Of all of them, whatever their fields are. */
  #plain(nodes: readonly AnyNode[], frame: Frame | undefined): Origin {
    return joinedOrigins(nodes.map((each) => this.originOf(each, frame)));
  }

  #named(node: NodeOf<'Identifier'>, frame: Frame | undefined, path: readonly string[]): Origin {
    const binding = bindingOf(node);
    if (!binding) return this.isOfEnvironment(node) ? { own: true } : noOrigin;
    const all = binding.definitions.map((one) => {
      if (one.kind === 'value') return this.originOf(one.node, frame, [...one.path, ...path]);
      if (one.kind === 'parameter') return this.#parameter(one, frame, path);
      return this.isOfEnvironment(node) ? { own: true as const } : noOrigin;
    });
    const put = putInto(binding, path).map((each) => this.originOf(each, frame, path.slice(1)));
    all.push(...put);
    const defaults = defaultsOf(binding).map((each) => this.originOf(each, frame, path));
    const isElse = [...all, ...defaults].some(isBroughtByCode);
    const isText = defaultsOf(binding).some((each) => (textOf(each) ?? '') !== '');
    const whole = joinedOrigins([...all, ...defaults]);
    const origin =
      isElse || isText ? { ...whole, credential: undefined, named: true as const } : whole;

    return path.length === 0 ? originByName(origin, node.name) : origin;
  }

  #parameter(one: Parameter, frame: Frame | undefined, path: readonly string[]): Origin {
    const fields = [...one.path, ...path];
    for (let at = frame; at; at = at.caller) {
      if (at.of === one.of) return at.given(one.index, fields);
    }
    const answered = this.#answeredTo(one.of, frame);
    if (answered?.verdict || (answered && isOwnValue(answered) && isOfElement(one)))
      return originAlong(answered, fields);
    const sites = this.values.sitesOf(one.of).filter(({ isCallback }) => !isCallback);
    // What a constructor is given are services and settings.
    if (sites.length === 0 && isGivenByNest(one.of)) return { stored: true };
    if (sites.length === 0 || sites.length > MOST_SITES) return originAlong(theRequest, fields);

    return joinedOrigins(
      sites.map(({ call, shift }) => {
        const given = call.arguments[one.index + shift];
        return given ? this.originOf(given, undefined, fields) : noOrigin;
      }),
    );
  }

  /** What a call answers to a function that it is given: `jwt.verify(token, key, (error) => …)`, `promise.then((user) => …)`. */
  #answeredTo(of: FunctionNode, frame: Frame | undefined): Origin | undefined {
    const call = parentOf(of);
    if (!isCall(call) || call.callee === of || this.ownFunctions(call.callee).length > 0)
      return undefined;
    const { callee } = call;
    const isOfValue = callee.type === 'MemberExpression' && isMethodOfData(calledName(call) ?? '');

    return isOfValue ? this.originOf(callee.object, frame) : this.originOf(call, frame);
  }

  #member(
    node: NodeOf<'MemberExpression'>,
    frame: Frame | undefined,
    path: readonly string[],
  ): Origin {
    if (this.isOfEnvironment(node)) return { own: true };
    const field = fieldRead(node) ?? (node.computed ? textOf(node.property) : undefined);
    const { object } = node;
    if (field !== undefined) {
      if (this.hasSessions && isOfSession(node, field, path))
        return { stored: true, verdict: node };
      const origin = this.originOf(object, frame, [field, ...path]);
      return origin === noOrigin && object.type === 'ThisExpression'
        ? joinedOrigins(
            valuesHeld(node, this.values).map((each) => this.originOf(each, frame, path)),
          )
        : origin;
    }
    const [whole, by] = [this.originOf(object, frame), this.originOf(node.property, frame)];
    // Of a table that the code has filled, one of its fields.
    const of = isUnknown(whole) ? this.originOf(object, frame, [anyField]) : whole;
    if (isOwnValue(of) && by.credential) return { stored: true, verdict: node };
    // `headers[name]`, of a name that is found by another.
    return originAlong(
      of.container
        ? { ...of, credential: true }
        : joinedOrigins([of, by.verdict ? { verdict: by.verdict } : noOrigin]),
      path,
    );
  }

  isOfEnvironment(node: AnyNode): boolean {
    return this.values.namesOf(node).some((name) => /^(?:module:)?process\.env\b/.test(name));
  }

  #binary(node: NodeOf<'BinaryExpression'>, frame: Frame | undefined): Origin {
    const { operator, left, right } = node;
    if (left.type === 'PrivateIdentifier') return noOrigin;
    const [one, other] = [this.originOf(left, frame), this.originOf(right, frame)];
    const isTest =
      operator === 'in'
        ? one.credential && isOwnValue(other)
        : /^[!=]==?$/.test(operator) && isPair(one, other);
    if (isTest) return { verdict: node };
    const both = joinedOrigins([one, other]);

    // What is asked of a value is no credential.
    return operator === '+'
      ? both
      : { verdict: both.verdict, request: both.request, stored: both.stored };
  }

  #call(call: CallNode, frame: Frame | undefined, path: readonly string[]): Origin {
    const run = runBy(call);
    if (run) return this.#resultOf([run], call, frame, path);
    const own = this.ownFunctions(call.callee);
    if (own.length > 0 && call.type === 'CallExpression')
      return this.#ofOwn(own, call, frame, path);

    const [place = '', ...rest] = path;
    const one = elementOfAll(call, place, this.values);

    return one
      ? this.originOf(one, frame, rest)
      : originAlong(originOfForeign(call, this, frame), path);
  }

  #ofOwn(
    own: readonly FunctionNode[],
    call: CallNode,
    frame: Frame | undefined,
    path: readonly string[],
  ): Origin {
    const given = this.#plain(call.arguments, frame);
    const isCompared = isComparing(calledName(call) ?? '') && own.every(comparesWhole);
    if (isCompared && this.isAnyPair(call.arguments, frame)) return { verdict: call };
    const origin = this.#resultOf(own, call, frame, path);
    const isNamed = call.arguments.some(namesCredential);

    return isNamed && given.request && origin.request ? { ...origin, credential: true } : origin;
  }

  /** What functions of the code return, and what that depends on. */
  #resultOf(
    own: readonly FunctionNode[],
    call: CallNode,
    caller: Frame | undefined,
    path: readonly string[],
  ): Origin {
    return joinedOrigins(
      own.slice(0, MOST_FUNCTIONS).map((of) => {
        const frame = this.frameOf(of, call, caller);
        if (!frame) return noOrigin;
        return this.#returnedBy(of, frame, path);
      }),
    );
  }

  #returnedBy(of: FunctionNode, frame: Frame, path: readonly string[]): Origin {
    return joinedOrigins(returnsOf(of).map((node) => this.originOf(node, frame, path)));
  }

  /** `promise.then((found) => …)`, `keys.some((key) => key === given)`. */
  ofCallbacks(call: CallNode, receiver: Origin, caller: Frame | undefined): Origin {
    const depth = (caller?.depth ?? 0) + 1;
    if (depth > MOST_CALLS) return noOrigin;

    return joinedOrigins(
      call.arguments
        .filter((each) => isFunction(each))
        .map((of) => {
          const given = call.type === 'NewExpression' ? noOrigin : receiver;
          const frame: Frame = {
            of,
            given: (_, path) => originAlong(given, path),
            argument: () => undefined,
            caller,
            depth,
            known: new Map(),
          };
          const { verdict, stored } = this.#returnedBy(of, frame, []);
          return { verdict, stored };
        }),
    );
  }

  isAnyPair(given: readonly AnyNode[], frame: Frame | undefined, receiver?: Origin): boolean {
    const all = [
      ...(receiver ? [receiver] : []),
      ...given.map((each) => this.originOf(each, frame)),
    ];

    return all.some(({ credential }) => credential === true) && all.some(isOwnValue);
  }
}

const MOST_STEPS = 20_000;
const MOST_PATH = 8;
const MOST_CALLS = 6;
const MOST_SITES = 12;
const MOST_FUNCTIONS = 4;
