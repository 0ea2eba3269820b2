import {
  areOfNoCaller,
  isAskingName,
  isCredentialName,
  type RequestSources,
} from '../../signatures/index.ts';
import { bindingOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  fieldRead,
  literalText,
} from '../syntax.ts';

/** Kept by node: conditions stand above much. */
export function requestSourcesOf(node: AnyNode): RequestSources {
  const known = kept.get(node);
  if (known) return known;
  const sources = new Sources();
  sources.read(node);
  kept.set(node, sources);
  return sources;
}

const kept = new WeakMap<AnyNode, RequestSources>();

/** Whether a condition is about what callers say of themselves, or about the code's own settings and services: no one is asked by it. */
export function isOfNoCaller(test: AnyNode): boolean {
  return areOfNoCaller(requestSourcesOf(test));
}

/** `body.token`, `event.headers.cookie`, a name that such a field was given: what a caller sends, as it is. */
export function isAsSent(node: AnyNode, of: RegExp = request, depth = 0): boolean {
  if (depth > MOST_DEEP) return false;
  switch (node.type) {
    case 'ChainExpression':
      return isAsSent(node.expression, of, depth + 1);
    case 'MemberExpression':
      return of.test(fieldRead(node) ?? '') || isAsSent(node.object, of, depth + 1);
    case 'LogicalExpression':
      return isAsSent(node.left, of, depth + 1);
    case 'CallExpression':
      return (
        calledName(node) === 'parse' &&
        node.arguments.length > 0 &&
        node.arguments.slice(0, 1).every((each) => isAsSent(each, of, depth + 1))
      );
    case 'Identifier': {
      const definitions = bindingOf(node)?.definitions ?? [];
      return (
        of.test(node.name) ||
        (definitions.length === 1 &&
          definitions.every((each) => each.kind === 'value' && isAsSent(each.node, of, depth + 1)))
      );
    }
    default:
      return false;
  }
}

/** `body.role`: one field of what is sent, and no credential. */
export function isSaidField(node: AnyNode): boolean {
  if (!isAsSent(node, ofBody) || !isOfNoCaller(node)) return false;
  if (node.type === 'MemberExpression') return !ofBody.test(fieldRead(node) ?? '');

  return (bindingOf(node)?.definitions ?? []).some(
    (each) => each.kind === 'value' && (each.path.length > 0 || isSaidField(each.node)),
  );
}

/** Where callers say what they want. */
export const ofBody =
  /^(?:body|raw_?body|query|queryStringParameters|multiValueQueryStringParameters|pathParameters|params)$/;
const request =
  /^(?:body|raw_?body|query|queryStringParameters|multiValueQueryStringParameters|pathParameters|params|headers?|multiValueHeaders|cookies)$/;
const ofHeaders = /^(?:headers?|multiValueHeaders|cookies?)$/;
const ofCaller = /^(?:authorizer|claims|identity)$/;

const MOST_DEEP = 12;
const MOST_READ = 400;
const MOST_DEFINITIONS = 8;

class Sources implements RequestSources {
  hasSaid = false;
  hasCredential = false;
  header: string | undefined;
  environment: string | undefined;
  hasAnswer = false;
  hasMore = false;
  readonly #met = new Set<AnyNode>();

  /** A part of an object that a call is given may be where to look, and no credential of the environment. */
  read(node: AnyNode, field = '', depth = 0, isGiven = false): void {
    if (this.#met.size > MOST_READ || depth > MOST_DEEP) {
      this.hasMore = true;
      return;
    }
    if (this.#met.has(node)) return;
    this.#met.add(node);
    switch (node.type) {
      case 'Identifier':
        this.#name(node, field, depth, isGiven);
        return;
      case 'MemberExpression':
        this.#member(node, field, depth, isGiven);
        return;
      case 'Property':
        this.read(node.value, field, depth + 1, isGiven);
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.#call(node, field, depth, isGiven);
        return;
      case 'ChainExpression':
      case 'AwaitExpression':
        this.read(
          node.type === 'AwaitExpression' ? node.argument : node.expression,
          field,
          depth,
          isGiven,
        );
        return;
      default:
        for (const each of childrenOf(node)) this.read(each, field, depth + 1, isGiven);
    }
  }

  #sent(of: string, field: string): void {
    if (ofHeaders.test(of)) {
      const name = field === '' ? of : field;
      if (isCredentialName(name)) this.header ??= name.slice(0, LONGEST_NAME);
      else this.hasMore = true;
    } else if (isCredentialName(field)) this.hasCredential = true;
    else this.hasSaid = true;
  }

  #name(
    node: Extract<AnyNode, { type: 'Identifier' }>,
    field: string,
    depth: number,
    isGiven: boolean,
  ): void {
    const { name } = node;
    if (name === 'undefined') return;
    if (ofBody.test(name) || ofHeaders.test(name)) {
      this.#sent(name, field);
      return;
    }
    const binding = bindingOf(node);
    const definitions = binding?.definitions ?? [];
    this.hasMore ||= definitions.length > MOST_DEFINITIONS;
    for (const each of definitions.slice(0, MOST_DEFINITIONS)) {
      if (each.kind === 'value') {
        this.read(each.node, field === '' ? fieldAt(each.path, name) : field, depth + 1, isGiven);
      } else if (each.kind === 'parameter') {
        if (!this.#met.has(each.of)) this.hasMore = true;
      } else if (!isGiven) this.hasMore = true;
    }
  }

  #member(
    node: Extract<AnyNode, { type: 'MemberExpression' }>,
    field: string,
    depth: number,
    isGiven: boolean,
  ): void {
    const name = fieldRead(node) ?? '';
    const { object } = node;
    if (object.type === 'MemberExpression' && fieldRead(object) === 'env') {
      if (!isGiven) this.environment ??= name;
      return;
    }
    if (ofCaller.test(name)) this.hasMore = true;
    else if (ofBody.test(name) || ofHeaders.test(name)) this.#sent(name, field);
    // Of a text or a list, what is said is what it is of.
    else this.read(object, ofParts.test(name) || name === '' ? field : name, depth + 1, isGiven);
  }

  #call(call: CallNode, field: string, depth: number, isGiven: boolean): void {
    const name = calledName(call) ?? '';
    const { callee, arguments: given } = call;
    if (name === 'require') {
      this.hasMore ||= !isGiven;
      return;
    }
    const [first, second] = given;
    const text = literalText(first);
    if (decoding.test(name) && (!second || second.type === 'ObjectExpression')) {
      this.hasSaid = true;
      return;
    }
    if (isAskingName(name) || /^(?:verify|compare)(?:Sync|Async)?$/.test(name)) {
      this.hasMore = true;
      return;
    }
    if (/^(?:get|header)$/.test(name) && text !== undefined && isCredentialName(text)) {
      this.header ??= text.slice(0, LONGEST_NAME);
      return;
    }
    const isFetched = fetching.test(name) || fetching.test(nameOfObject(callee));
    if (isFetched) this.hasAnswer = true;
    if (callee.type === 'MemberExpression' && !isFetched)
      this.read(callee.object, field, depth + 1, isGiven || ofStores.test(name));
    // What a function of its own does with it is not seen here.
    if (
      callee.type === 'Identifier' &&
      !isFetched &&
      !looking.test(name) &&
      call.type !== 'NewExpression'
    )
      this.hasMore = true;
    for (const each of given) {
      this.read(
        each,
        name === 'parse' ? field : '',
        depth + 1,
        isGiven || isFetched || each.type === 'ObjectExpression',
      );
    }
  }
}

const LONGEST_NAME = 40;
const ofParts = /^(?:length|\d+|ok|status|Items?|Count|rows|data|default)$/;
/** Of what looks something up, where that is made says nothing. */
const ofStores =
  /^(?:send|promise|get|getItem|query|scan|find\w{0,12}|select\w{0,12}|from|collection|table|exec|lean|execute|first|where|invoke|json|text)$/;
const decoding = /^(?:jwt_?)?decode(?:_?jwt|_?token)?$/i;
const fetching = /^(?:fetch|axios|got|request|superagent|needle)$/;
const looking =
  /^(?:get|find|fetch|load|read|look|query|select|search|String|Number|Boolean|parseInt)/;

function nameOfObject(callee: AnyNode): string {
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier'
    ? callee.object.name
    : '';
}

function fieldAt(path: readonly unknown[], name: string): string {
  const last = path.at(-1);

  return path.length === 0 ? '' : typeof last === 'string' && isCredentialName(last) ? last : name;
}
