import { anyField, type Budget, type FieldPath } from '../../flow/index.ts';
import type { Places } from '../evidence.ts';
import { fieldSetBy, returnsOf } from '../members.ts';
import { membersNamed, methodsOf } from '../members-by-name.ts';
import type { Route } from '../route.ts';
import {
  type Binding,
  bindingOf,
  type Definition,
  lookUp,
  type Parameter,
  parentOf,
  scopeOf,
} from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isClass,
  isFunction,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { Site, Values } from '../value.ts';
import { counted, type DecidedValue, found, sent, together } from './decided-value.ts';
import { FunctionSites } from './function-sites.ts';
import {
  fills,
  isAnyField,
  isSetAfter,
  isWithin,
  lastAssigned,
  lastOver,
  namedIn,
} from './given-fields.ts';
import { partOfEvent } from './part-of-event.ts';
import {
  chainedBy,
  isCounted,
  isJudging,
  isOfForm,
  isParsing,
  isTextMethod,
  resolvedWith,
} from './passing-calls.ts';
import { isLeftOut, isRefused } from './schema-fields.ts';
import { isOfEvent, isOfGateway } from './sent-fields.ts';

/** The code to which a request comes, and where it does. */
export interface RequestCode {
  readonly values: Values;
  readonly places: Places;
  readonly budget: Budget;
  /** What Lambda calls with the event. */
  readonly entries: ReadonlySet<AnyNode>;
  /** Those that others call, which may put more into the event. */
  readonly wrapped: ReadonlySet<AnyNode>;
  /** What frameworks call with a request. */
  readonly routes: readonly Route[];
  /** Calls of code that may run. */
  readonly live: ReadonlySet<CallNode>;
}

/**
 * Knows what is seen to come of a request: the opposite of `CallerData`, for which all that is not followed does. What
 * only chooses among constants, compares or counts decides nothing.
 */
export class RequestData {
  readonly sites: FunctionSites;
  readonly #code: RequestCode;
  readonly #routes: ReadonlyMap<AnyNode, Route>;
  readonly #known = new Map<AnyNode, Map<string, DecidedValue | undefined>>();
  #depth = 0;

  constructor(code: RequestCode) {
    this.#code = code;
    this.sites = new FunctionSites(code.values, code.live);
    this.#routes = new Map(code.routes.map((each) => [each.of, each]));
  }

  /** @param path of what lies in it, as `['Item', 'id']`; of any part of it where that is empty. */
  of(node: AnyNode, path: FieldPath = []): DecidedValue | undefined {
    this.#code.budget.spend();
    const at = path.slice(0, MOST_DEEP);
    const key = at.join('\u0001');
    const known = this.#known.get(node) ?? new Map<string, DecidedValue | undefined>();
    if (known.has(key)) return known.get(key);
    if (this.#depth > MOST_NESTED) return undefined;

    this.#known.set(node, known.set(key, undefined));
    this.#depth += 1;
    const decided = this.#read(node, at);
    this.#depth -= 1;
    known.set(key, decided);
    return decided;
  }

  /** The same of what it was made as, whatever is set in it later. */
  ofMade(node: AnyNode): DecidedValue | undefined {
    const binding = bindingOf(node);
    if (!binding) return this.of(node);

    return together([
      ...binding.definitions.map((each) => this.#defined(each, [])),
      ...binding.writes
        .slice(0, MOST_READS)
        .map(({ path, value }) => (path.length === 0 ? this.of(value) : undefined)),
    ]);
  }

  #any(nodes: readonly AnyNode[], path: FieldPath = []): DecidedValue | undefined {
    return together(nodes.map((each) => this.of(each, path)));
  }

  #read(node: AnyNode, path: FieldPath): DecidedValue | undefined {
    switch (node.type) {
      case 'Identifier':
        return this.#named(node, path);
      case 'MemberExpression':
        return this.#member(node, path);
      case 'AwaitExpression':
      case 'SpreadElement':
        return this.of(node.argument, path);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return this.of(node.expression, path);
      case 'AssignmentExpression':
        return this.of(node.right, path);
      case 'AssignmentPattern':
        return this.#any([node.left, node.right], path);
      case 'SequenceExpression':
        return this.#any(node.expressions.slice(-1), path);
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.of(node.right, path)
          : this.#any([node.left, node.right], path);
      case 'ConditionalExpression':
        return this.#any([node.consequent, node.alternate], path);
      case 'TemplateLiteral':
        return this.#any(node.expressions);
      case 'TaggedTemplateExpression':
        return this.#any(node.quasi.expressions);
      case 'BinaryExpression':
        return /^[-+*/%]$/.test(node.operator) && node.left.type !== 'PrivateIdentifier'
          ? this.#any([node.left, node.right])
          : undefined;
      case 'UnaryExpression':
        return /^[-+]$/.test(node.operator) ? this.of(node.argument) : undefined;
      case 'ArrayExpression':
        return this.#any(
          node.elements.flatMap((each) => each ?? []),
          path.slice(1),
        );
      case 'ObjectExpression':
        return this.#object(node, path);
      case 'CallExpression':
        return this.#called(node, path);
      case 'NewExpression':
        return this.#made(node, path);
      case 'ThisExpression':
        return this.#ofThis(node, path);
      default:
        return undefined;
    }
  }

  /** The last that has the field says what it is. */
  #object({ properties }: NodeOf<'ObjectExpression'>, path: FieldPath): DecidedValue | undefined {
    const [field, ...rest] = path;
    const found: (DecidedValue | undefined)[] = [];

    for (const each of properties.toReversed()) {
      if (each.type === 'SpreadElement') {
        found.push(this.of(each.argument, path));
        continue;
      }
      const name = memberName(each);
      if (isFunction(each.value)) continue;
      if (field === undefined || isAnyField(field) || name === undefined) {
        found.push(this.of(each.value, field === undefined ? path : rest));
      } else if (name === field) {
        found.push(this.of(each.value, rest));
        break;
      }
    }
    return together(found);
  }

  #member(node: NodeOf<'MemberExpression'>, path: FieldPath): DecidedValue | undefined {
    const field = fieldRead(node) ?? anyField;
    if (/^(?:length|size|status|statusCode|ok)$/.test(field)) return undefined;
    return this.of(node.object, [field, ...path]);
  }

  /** `this.body = event.body`, in the same object, or in any method of its class; and what a getter of it gives. */
  #ofThis(node: AnyNode, path: FieldPath): DecidedValue | undefined {
    const binding = bindingOf(node);
    const own = binding ? this.#written(binding, path) : undefined;
    const classes = this.#code.values
      .valuesOf(node)
      .flatMap((value) => (value.kind === 'instance' && isClass(value.node) ? value.node : []));

    return together([own, this.#inClasses(classes, path)]);
  }

  #inClasses(classes: readonly ClassNode[], path: FieldPath): DecidedValue | undefined {
    const [field = '', ...rest] = path;

    return together(
      classes
        .slice(0, MOST_CLASSES)
        .flatMap((of) => [
          ...methodsOf(of, false).map((each) => this.#setIn(each, path)),
          ...membersNamed(of, field, false).flatMap((member) =>
            member.type === 'MethodDefinition' && member.kind === 'get'
              ? returnsOf(member.value).map((each) => this.of(each, rest))
              : [],
          ),
        ]),
    );
  }

  #setIn(of: FunctionNode, path: FieldPath): DecidedValue | undefined {
    const own = lookUp('this', scopeOf(of.body));
    if (!own) return undefined;
    const filled = own.reads
      .slice(0, MOST_READS)
      .filter((read) => !isSetAfter(own, read, of, path[0]))
      .map((read) => this.#filledAt(read, of, path));

    return together([this.#written(own, path), ...filled]);
  }

  #named(node: AnyNode, path: FieldPath): DecidedValue | undefined {
    const binding = bindingOf(node);
    if (!binding) return undefined;
    const { definitions, reads } = binding;
    this.#code.budget.spend(1 + Math.min(reads.length, MOST_READS));
    // What is surely put in its place leaves nothing of it: `data = { ...data, id: uuid() }`.
    const over = lastOver(binding, node, path);
    if (over) return this.of(over.value, path.slice(over.path.length));
    if (isRefused(binding, node, path, this.#code.values)) return undefined;

    return together([
      ...definitions.map((each) => this.#defined(each, path)),
      this.#written(binding, path),
      ...reads.slice(0, MOST_READS).map((read) => this.#filledAt(read, node, path)),
    ]);
  }

  #written({ writes }: Binding, path: FieldPath): DecidedValue | undefined {
    const some = writes.slice(0, MOST_READS);
    this.#code.budget.spend(1 + some.length);

    return together(
      some.map(({ path: written, value }) => {
        const isWithin = written.every(
          (field, index) =>
            index >= path.length ||
            field === path[index] ||
            isAnyField(field) ||
            isAnyField(path[index] ?? ''),
        );
        return isWithin ? this.of(value, path.slice(written.length)) : undefined;
      }),
    );
  }

  /** `list.push(body.email)`, `Object.assign(item, body)`, and `__publicField(this, 'body', body)` */
  #filledAt(read: AnyNode, use: AnyNode, path: FieldPath): DecidedValue | undefined {
    if (read === use) return undefined;
    const around = parentOf(read);
    const call =
      around?.type === 'MemberExpression' && around.object === read ? parentOf(around) : around;
    if (!isCall(call)) return undefined;
    if (around?.type === 'MemberExpression') {
      return call.callee === around && fills(fieldRead(around) ?? '', read)
        ? this.#any(call.arguments, path.slice(1))
        : undefined;
    }
    if (call.arguments[0] !== read) return undefined;
    const set = fieldSetBy(call);
    if (set) return path[0] === set.field ? this.of(set.value, path.slice(1)) : undefined;
    const isInto = this.#code.values.namesOf(call.callee).includes('Object.assign');

    return isInto ? this.#any(lastAssigned(call.arguments.slice(1), path), path) : undefined;
  }

  #defined(definition: Definition, path: FieldPath): DecidedValue | undefined {
    if (definition.kind === 'value') return this.of(definition.node, [...definition.path, ...path]);

    return definition.kind === 'parameter'
      ? this.#parameter(definition, [...definition.path, ...path])
      : undefined;
  }

  #parameter({ of, index }: Parameter, path: FieldPath): DecidedValue | undefined {
    const isEvent = this.#code.entries.has(of) && index === 0;
    if (isEvent) return isOfEvent(path) ? sent(path, partOfEvent(of, path, this.#code)) : undefined;
    const given = this.#routes.get(of)?.parameters[index];
    if (given?.event.some((each) => isWithin(path, each))) {
      return isOfGateway(path) ? undefined : sent(path);
    }
    const made = this.sites.madeOf(of);
    if (made) return this.#parameter({ kind: 'parameter', of: made, index, path: [] }, path);

    return together(this.sites.of(of).map((site) => this.#givenAt(site, index, path)));
  }

  #givenAt(
    { call, shift, isCallback }: Site,
    index: number,
    path: FieldPath,
  ): DecidedValue | undefined {
    if (!isCallback) {
      const given = call.arguments[index + shift];
      return given && this.of(given, path);
    }
    const { callee } = call;
    const method = calledName(call) ?? '';
    if (callee.type === 'MemberExpression' && ofLists.test(method)) {
      const place = /^reduce/.test(method) ? 1 : 0;
      return index === place ? this.of(callee.object, [anyField, ...path]) : undefined;
    }
    if (callee.type === 'MemberExpression' && method === 'then') {
      return index === 0 ? this.of(callee.object, path) : undefined;
    }
    // Parts of a form that is read as it comes.
    if (
      method === 'on' &&
      callee.type === 'MemberExpression' &&
      isOfForm(callee.object, this.#code.values)
    ) {
      return sent(['body', ...path]);
    }
    // `table.get(params, (error, found) => …)`
    const rest = index > 0 ? call.arguments.filter((each) => !isFunction(each)) : [];
    return found(this.#any(rest));
  }

  #called(call: CallNode, path: FieldPath): DecidedValue | undefined {
    const { callee, arguments: given } = call;
    const { values, places } = this.#code;
    const method = calledName(call) ?? '';
    const names = values.namesOf(callee);
    if (names.includes('Object.keys')) return undefined;
    if (isJudging(method) || names.some((name) => isJudging(name))) return undefined;
    const own = values.functionsOf(callee).filter((of) => !places.isInPackage(of));
    if (own.length > 0)
      return together(own.flatMap((of) => returnsOf(of).map((each) => this.of(each, path))));
    const [first] = given;
    // `const { value } = schema.validate(body)`
    if (/^(?:validate|safeParse)(?:Sync|Async)?$/.test(method) && first) {
      const inner = /^(?:value|data|output)$/.test(path[0] ?? '') ? path.slice(1) : path;
      return isLeftOut(call, inner, values) ? undefined : this.of(first, inner);
    }
    const chained = chainedBy(call, values);
    if (chained) return this.#any(chained, path);
    if (names.includes('Object.assign')) return this.#any(lastAssigned(given, path), path);
    if (isCounted(method, names)) return counted(this.#any(given));
    if (isParsing(method, names))
      return isLeftOut(call, path, values) ? undefined : this.#any(given, path);
    const ofReceiver =
      callee.type === 'MemberExpression' && callee.object.type !== 'ThisExpression'
        ? this.of(callee.object, [`${method}()`, ...namedIn(call, method), ...path])
        : undefined;
    if (isTextMethod(method)) {
      const made = given.flatMap((each) =>
        isFunction(each) && /^(?:map|flatMap|reduce)$/.test(method) ? returnsOf(each) : [],
      );
      const ofGiven = this.#any(given.filter((each) => !isFunction(each)));
      const isPut = /^(?:concat|replace|replaceAll|padStart|padEnd|join)$/.test(method);
      return together([
        ofReceiver,
        this.#any(made, path.slice(1)),
        isPut ? ofGiven : found(ofGiven),
      ]);
    }
    return together([ofReceiver, found(this.#any(given.filter((each) => !isFunction(each))))]);
  }

  #made(call: CallNode, path: FieldPath): DecidedValue | undefined {
    const { callee, arguments: given } = call;
    const classes = this.#code.values
      .valuesOf(callee)
      .flatMap((value) => (value.kind === 'class' || value.kind === 'function' ? value.node : []))
      .filter((of) => !this.#code.places.isInPackage(of));
    if (classes.length > 0) {
      const functions = classes.filter((of) => isFunction(of));
      return together([
        ...functions.map((each) => this.#setIn(each, path)),
        this.#inClasses(
          classes.filter((of) => isClass(of)),
          path,
        ),
      ]);
    }
    const isPromise = this.#code.values.namesOf(callee).includes('Promise');
    return this.#any(isPromise ? resolvedWith(call) : given, path);
  }
}

const ofLists = /^(?:map|forEach|filter|find|some|every|flatMap|reduce|reduceRight)$/;

const MOST_DEEP = 14;
const MOST_NESTED = 80;
const MOST_CLASSES = 4;
const MOST_READS = 60;
