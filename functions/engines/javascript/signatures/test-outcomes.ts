import { runBy } from '../compiled-async.ts';
import { defaultsOf } from '../defaults.ts';
import { returnStatementsOf } from '../members.ts';
import { membersNamed } from '../members-by-name.ts';
import { textOf, truthOf } from '../options.ts';
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
import { elementOfAll } from './all-of.ts';
import {
  type AskedOutcomes,
  type At,
  each,
  either,
  type Passed,
  plainly,
  type Result,
} from './asked-outcomes.ts';
import { isAsync } from './awaited.ts';
import { rejectionOf } from './call-ends.ts';
import { isKeptOrChanged } from './changed-names.ts';
import { comparedOutcome } from './compared-outcome.ts';
import type { Frame } from './frame.ts';
import { Guarded } from './guarded.ts';
import { lenientVerifier } from './lenient-verifiers.ts';
import { setBefore } from './set-before.ts';
import { isAtOnce, passedBy, shapeIn, testResult } from './test-results.ts';
import { isUnsetWhere, runsUnset } from './unset.ts';
import type { Verdicts } from './verdicts.ts';

/**
 * Knows where a test of a credential has been passed: where an expression is true, or where it is false, if it can be so
 * in no other way.
 */
export class TestOutcomes implements AskedOutcomes {
  readonly verdicts: Verdicts;
  readonly #guarded: Guarded;
  readonly #known = new Map<AnyNode, Map<string, Passed>>();
  readonly #frames = new Map<Frame, number>();
  #steps = 0;
  #depth = 0;

  constructor(verdicts: Verdicts) {
    this.verdicts = verdicts;
    this.#guarded = new Guarded(this);
  }

  /** Where it is as it is said. */
  passedWhere(isTrue: boolean, node: AnyNode, at: At = plainly): Passed {
    const key = `${isTrue} ${at.awaited} ${this.#numberOf(at.frame)} ${at.path.join('.')}`;
    const ofNode = this.#known.get(node) ?? new Map<string, Passed>();
    if (ofNode.has(key)) return ofNode.get(key);
    this.#steps += 1;
    if (this.#steps > MOST_STEPS || this.#depth > MOST_DEPTH) return undefined;

    this.#known.set(node, ofNode.set(key, undefined));
    this.#depth += 1;
    const found = this.#read(isTrue, node, at);
    this.#depth -= 1;
    ofNode.set(key, found);
    return found;
  }

  /** The test that has been passed where a node stands, in its function. */
  passedBefore(node: AnyNode, frame?: Frame): AnyNode | undefined {
    return this.#guarded.before(node, frame);
  }

  #numberOf(frame: Frame | undefined): number {
    if (!frame) return 0;
    const known = this.#frames.get(frame) ?? this.#frames.size + 1;
    this.#frames.set(frame, known);

    return known;
  }

  #read(isTrue: boolean, node: AnyNode, at: At): Passed {
    const ask = (each: AnyNode, is = isTrue) => this.passedWhere(is, each, at);
    const plain = (each: AnyNode, is: boolean) =>
      this.passedWhere(is, each, { ...plainly, frame: at.frame });
    if (at.path.length === 0 && isUnsetWhere(isTrue, node, this.verdicts.values)) return 'never';
    switch (node.type) {
      case 'Literal':
      case 'TemplateLiteral':
      case 'ArrayExpression':
        return constant(isTrue, node, at);
      case 'UnaryExpression':
        return node.operator === '!' && at.path.length === 0
          ? ask(node.argument, !isTrue)
          : constant(isTrue, node, at);
      case 'AwaitExpression':
        return this.passedWhere(isTrue, node.argument, { ...at, awaited: true });
      // As compilers write `await`.
      case 'YieldExpression':
        return node.argument
          ? this.passedWhere(isTrue, node.argument, { ...at, awaited: true })
          : undefined;
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return ask(node.expression);
      case 'AssignmentExpression':
        return node.operator === '=' ? ask(node.right) : undefined;
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last && ask(last);
      }
      case 'LogicalExpression':
        return this.#logical(isTrue, node, at);
      case 'ConditionalExpression':
        return each([
          either(plain(node.test, true), ask(node.consequent)),
          either(plain(node.test, false), ask(node.alternate)),
        ]);
      case 'BinaryExpression':
        return at.path.length === 0 ? comparedOutcome(isTrue, node, at, this) : undefined;
      case 'Identifier':
        return this.#named(isTrue, node, at);
      case 'MemberExpression':
        return this.#member(isTrue, node, at);
      case 'ObjectExpression':
        return this.#object(isTrue, node, at);
      case 'CallExpression':
        return this.#call(isTrue, node, at);
      case 'NewExpression':
        return (
          this.#promise(isTrue, node, at) ?? (at.path.length === 0 && !isTrue ? 'never' : undefined)
        );
      default:
        return undefined;
    }
  }

  #logical(
    isTrue: boolean,
    { operator, left, right }: NodeOf<'LogicalExpression'>,
    at: At,
  ): Passed {
    const { path, frame } = at;
    const [one, other] = [this.passedWhere(isTrue, left, at), this.passedWhere(isTrue, right, at)];
    if (operator === '&&') {
      if (isTrue)
        return either(
          this.passedWhere(true, left, { ...plainly, frame, awaited: at.awaited }),
          other,
        );
      if (path.length > 0) return undefined;
      return each([one, other]);
    }
    return isTrue || path.length > 0 ? each([one, other]) : either(one, other);
  }

  #named(isTrue: boolean, node: NodeOf<'Identifier'>, at: At): Passed {
    const binding = bindingOf(node);
    if (!binding || binding.definitions.length === 0) return constant(isTrue, node, at);
    if (isKeptOrChanged(node, binding, at, this.verdicts)) return undefined;
    const [field, ...rest] = at.path;
    const set = field === undefined ? undefined : setBefore(node, binding, field);
    if (set) return this.passedWhere(isTrue, set, { ...at, path: rest, awaited: false });
    const ways: Passed[] = binding.definitions.map((one) => {
      if (one.kind === 'parameter') return this.#parameter(isTrue, one, at);
      if (one.kind !== 'value') return undefined;
      return either(
        this.passedWhere(isTrue, one.node, { ...at, path: [...one.path, ...at.path] }),
        binding.definitions.length > 1 ? this.passedBefore(one.node, at.frame) : undefined,
      );
    });
    const written = binding.writes.filter(({ path }) => path.length > 0 && path[0] === field);
    const ofFields = written.map(({ path, value }) =>
      either(
        this.passedWhere(isTrue, value, {
          ...at,
          path: at.path.slice(path.length),
          awaited: false,
        }),
        this.passedBefore(value, at.frame),
      ),
    );
    const defaults = defaultsOf(binding).map((each_) => this.passedWhere(isTrue, each_, at));

    return each([...ways, ...ofFields, ...defaults]);
  }

  #parameter(isTrue: boolean, one: Parameter, at: At): Passed {
    const path = [...one.path, ...at.path];
    for (let frame = at.frame; frame; frame = frame.caller) {
      if (frame.of !== one.of) continue;
      const given = frame.argument(one.index);
      if (!given) return isTrue ? 'never' : undefined;
      return this.passedWhere(isTrue, given, { path, frame: frame.caller, awaited: at.awaited });
    }
    const call = parentOf(one.of);
    if (isCall(call) && call.arguments.some((given) => given === one.of)) {
      return this.#answered(isTrue, call, one.index, path);
    }
    const sites = this.verdicts.values.sitesOf(one.of);
    if (sites.length === 0 || sites.length > MOST_SITES) return undefined;

    return each(
      sites.map((site) => {
        const given = site.isCallback ? undefined : site.call.arguments[one.index + site.shift];
        return given && this.passedWhere(isTrue, given, { path, awaited: at.awaited });
      }),
    );
  }

  /** `jwt.verify(token, key, (error, claims) => …)`, `client.get(key, (error, found) => …)`, `promise.then((found) => …)`. */
  #answered(isTrue: boolean, call: CallNode, index: number, path: readonly string[]): Passed {
    const { callee } = call;
    if (callee.type === 'MemberExpression' && fieldRead(callee) === 'then') {
      return index === 0
        ? this.passedWhere(isTrue, callee.object, { path, awaited: true })
        : undefined;
    }
    const isTest = this.verdicts.originOf(call).verdict === call;
    if (!isTest) return undefined;
    if (index === 0) {
      const isVerifier = lenientVerifier(call, this.verdicts) !== undefined;
      return isVerifier && !isTrue && path.length === 0 ? call : undefined;
    }
    return passedBy(isTrue, shapeIn(call, this.verdicts, path), call);
  }

  #member(isTrue: boolean, node: NodeOf<'MemberExpression'>, at: At): Passed {
    const origin = this.verdicts.originOf(node, at.frame, at.path);
    if (origin.verdict === node) return isTrue ? node : undefined;
    const field = fieldRead(node) ?? (node.computed ? textOf(node.property) : undefined);
    if (field === undefined) return undefined;

    return this.passedWhere(isTrue, node.object, { ...at, path: [field, ...at.path] });
  }

  #object(isTrue: boolean, node: NodeOf<'ObjectExpression'>, at: At): Passed {
    const [field, ...rest] = at.path;
    if (field === undefined) return isTrue ? undefined : 'never';
    const own = membersNamed(node, field).at(-1)?.value;
    // What is spread after it may undo it.
    if (own && node.properties.at(-1)?.type !== 'SpreadElement') {
      return this.passedWhere(isTrue, own, { ...at, path: rest, awaited: false });
    }
    const spread = node.properties.flatMap((one) =>
      one.type === 'SpreadElement' ? one.argument : [],
    );
    if (spread.length > 0) {
      const ways = [...spread, ...(own ? [own] : [])];
      return each(
        ways.map((one) =>
          this.passedWhere(isTrue, one, {
            ...at,
            path: one === own ? rest : at.path,
            awaited: false,
          }),
        ),
      );
    }
    return isTrue ? 'never' : undefined;
  }

  #call(isTrue: boolean, call: CallNode, at: At): Passed {
    const run = runBy(call);
    if (run) return this.#returned(isTrue, run, call, { ...at, awaited: true });
    const { verdicts } = this;
    const own = verdicts.ownFunctions(call.callee);
    const isTest = verdicts.originOf(call, at.frame).verdict === call;
    if (own.length > 0) {
      if (isTest && at.path.length === 0) return isTrue ? call : undefined;
      return each(own.map((of) => this.#returned(isTrue, of, call, at)));
    }
    const [place = '', ...rest] = at.path;
    const one = at.awaited ? elementOfAll(call, place, verdicts.values) : undefined;
    if (one) return this.passedWhere(isTrue, one, { ...at, path: rest });
    const through = this.#through(isTrue, call, at);
    if (through) return through.passed;
    const rejecting = rejectionOf(call, verdicts, at.frame);
    // It results in nothing where that is wrong.
    if (rejecting === 'at once' || (rejecting === 'throws' && at.awaited)) return call;
    if (!isTest || !(at.awaited || isAtOnce(call, verdicts))) return undefined;

    return passedBy(isTrue, shapeIn(call, this.verdicts, at.path), call);
  }

  /** What a call gives on: `promise.catch(…)`, `query.promise()`, `Boolean(found)`. */
  #through(isTrue: boolean, call: CallNode, at: At): { readonly passed: Passed } | undefined {
    const { callee, arguments: given } = call;
    const [first] = given;
    const name = calledName(call) ?? '';
    if (callee.type === 'Identifier' && name === 'Boolean' && first) {
      return { passed: this.passedWhere(isTrue, first, { ...at, awaited: false }) };
    }
    if (callee.type !== 'MemberExpression') return undefined;
    // Of an element that is found, the function has said so.
    if (/^(?:find|findLast|some)$/.test(name) && isFunction(first) && isTrue && !isAsync(first)) {
      return { passed: this.#each(true, first, { ...plainly, frame: at.frame }) };
    }
    const { object } = callee;
    const ofObject = (path: readonly string[] = at.path, awaited = at.awaited) =>
      this.passedWhere(isTrue, object, { ...at, path, awaited });
    if (name === 'then' || name === 'catch') {
      if (!at.awaited) return { passed: at.path.length === 0 && !isTrue ? 'never' : undefined };
      const results = given.flatMap((one) =>
        isFunction(one) ? [this.#ofFunction(isTrue, one, at)] : [undefined],
      );
      return { passed: each(name === 'then' ? results : [ofObject(), ...results]) };
    }
    if (given.length === 0 && isCall(object) && /^(?:promise|exec|lean|finally)$/.test(name)) {
      return { passed: ofObject() };
    }
    if (/^(?:json|text)$/.test(name) && given.length === 0 && at.path.length > 0 && isTrue) {
      const result = this.resultOf(object, at);
      return result && isCall(result.call) && calledName(result.call) === 'fetch'
        ? { passed: result.call }
        : undefined;
    }
    return undefined;
  }

  #ofFunction(isTrue: boolean, of: FunctionNode, at: At): Passed {
    return this.#each(isTrue, of, { ...at, awaited: true });
  }

  /** By each way in which a function of the code may return. */
  #returned(isTrue: boolean, of: FunctionNode, call: CallNode, at: At): Passed {
    const frame = this.verdicts.frameOf(of, call, at.frame);
    if (!frame) return undefined;
    // A promise is there, whatever it comes to.
    if (of.generator) return undefined;
    if (isAsync(of) && !at.awaited) return at.path.length === 0 && !isTrue ? 'never' : undefined;

    return this.#each(isTrue, of, { ...at, frame });
  }

  #each(isTrue: boolean, of: FunctionNode, at: At): Passed {
    if (of.body.type !== 'BlockStatement') return this.passedWhere(isTrue, of.body, at);
    const ways: Passed[] = returnStatementsOf(of.body).map((statement) => {
      const { argument } = statement;
      const said: Passed = argument
        ? this.passedWhere(isTrue, argument, at)
        : isTrue
          ? 'never'
          : undefined;
      if (runsUnset(statement, this.verdicts.values)) return 'never';
      return either(said, this.passedBefore(statement, at.frame));
    });
    if (!this.#guarded.endsBefore(of.body)) {
      ways.push(isTrue ? 'never' : this.#guarded.through(of.body, at.frame));
    }
    return each(ways);
  }

  /** `new Promise((resolve) => verify(token, (error, claims) => resolve(claims)))` */
  #promise(isTrue: boolean, { arguments: [executor] }: CallNode, at: At): Passed {
    if (!isFunction(executor) || !at.awaited) return undefined;
    const [resolve] = executor.params;
    const reads = (resolve && bindingOf(resolve)?.reads) ?? [];
    const calls = reads.flatMap((read) => {
      const call = parentOf(read);
      return isCall(call) && call.callee === read ? call : [];
    });
    if (calls.length === 0) return undefined;

    return each(
      calls.map((call) => {
        const [given] = call.arguments;
        const said = given
          ? this.passedWhere(isTrue, given, { ...at, awaited: true })
          : isTrue
            ? 'never'
            : undefined;
        return either(said, this.passedBefore(call, at.frame));
      }),
    );
  }

  /** The result of a test that leaves the code, if an expression is that and nothing else. */
  resultOf(node: AnyNode, at: At): Result | undefined {
    return testResult(node, at, this.verdicts);
  }
}

function constant(isTrue: boolean, node: AnyNode, { path }: At): Passed {
  const truth = truthOf(node) ?? (textOf(node) === '' ? false : undefined);
  if (truth === undefined) return undefined;
  if (path.length > 0) return truth === false && isTrue ? 'never' : undefined;

  return truth === isTrue ? undefined : 'never';
}

const MOST_STEPS = 20_000;
const MOST_DEPTH = 120;
const MOST_SITES = 12;
