import {
  areOfNoCaller,
  isAskingName,
  isCredentialName,
  type RequestSources,
} from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, NodeOf } from '../syntax.ts';

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

/** `body['token']`, `event['headers']['cookie']`, a name that such a field was given: what a caller sends, as it is. */
export function isAsSent(node: AnyNode, of: RegExp = request, depth = 0): boolean {
  if (depth > MOST_DEEP) return false;
  const field = fieldOf(node);
  if (field !== undefined) {
    return of.test(field.name) || isAsSent(field.object, of, depth + 1);
  }
  if (node.type === 'Binary') return node.operator === 'or' && isAsSent(node.left, of, depth + 1);
  if (node.type === 'Call') {
    const [first] = node.arguments;
    return (
      calledName(node) === 'loads' && first !== undefined && isAsSent(first.value, of, depth + 1)
    );
  }
  if (node.type !== 'Name') return false;
  if (of.test(node.name)) return true;
  const definitions = bindingOf(node)?.definitions ?? [];

  return (
    definitions.length === 1 &&
    definitions.every((each) => each.kind === 'value' && isAsSent(each.node, of, depth + 1))
  );
}

/** `body['role']`: one field of what is sent, and no credential. */
export function isSaidField(node: AnyNode, depth = 0): boolean {
  if (depth > MOST_DEEP || !isAsSent(node, ofBody) || !isOfNoCaller(node)) return false;
  const field = fieldOf(node);
  if (field) return !ofBody.test(field.name);

  return (bindingOf(node)?.definitions ?? []).some(
    (each) => each.kind === 'value' && isSaidField(each.node, depth + 1),
  );
}

/** Where callers say what they want. */
export const ofBody =
  /^(?:body|raw_?body|query|queryStringParameters|multiValueQueryStringParameters|pathParameters|query_params|query_parameters|path_params|args|form|get_json|json|json_body)$/;
const request =
  /^(?:body|raw_?body|query|queryStringParameters|multiValueQueryStringParameters|pathParameters|query_params|query_parameters|path_params|args|form|get_json|json|json_body|headers?|multiValueHeaders|cookies)$/;
const ofHeaders = /^(?:headers?|multiValueHeaders|cookies?)$/;
const ofCaller = /^(?:authorizer|claims|identity)$/;

const MOST_DEEP = 12;
const MOST_READ = 400;
const MOST_DEFINITIONS = 8;

/** `a.b`, `a['b']`, `a.get('b')`, and `request.get_json()` */
function fieldOf(node: AnyNode): { readonly object: AnyNode; readonly name: string } | undefined {
  if (node.type === 'Attribute') return { object: node.object, name: node.name };
  if (node.type === 'Subscript')
    return { object: node.object, name: constantText(node.index) ?? '' };
  if (node.type !== 'Call' || node.callee.type !== 'Attribute') return undefined;
  const { object, name } = node.callee;
  if (name === 'get_json') return { object, name };
  const text = name === 'get' ? constantText(node.arguments[0]?.value) : undefined;

  return text === undefined || isOfService(object) ? undefined : { object, name: text };
}

function isOfService(node: AnyNode): boolean {
  const name = node.type === 'Name' || node.type === 'Attribute' ? node.name : '';

  return /^(?:requests|httpx|urllib\d?|session|http|aiohttp|client|urlopen)$/.test(name);
}

class Sources implements RequestSources {
  hasSaid = false;
  hasCredential = false;
  header: string | undefined;
  environment: string | undefined;
  hasAnswer = false;
  hasMore = false;
  readonly #met = new Set<AnyNode>();

  /** A part of a table that a call is given may be where to look, and no credential of the environment. */
  read(node: AnyNode, field = '', depth = 0, isGiven = false): void {
    if (this.#met.size > MOST_READ || depth > MOST_DEEP) {
      this.hasMore = true;
      return;
    }
    if (this.#met.has(node)) return;
    this.#met.add(node);
    const environment = environmentRead(node);
    const part = fieldOf(node);
    if (environment !== undefined) {
      if (!isGiven) this.environment ??= environment;
    } else if (part) this.#part(part, field, depth, isGiven);
    else if (node.type === 'Name') this.#name(node, field, depth, isGiven);
    else if (node.type === 'Call') this.#call(node, field, depth, isGiven);
    else if (node.type === 'DictEntry') this.read(node.value, field, depth + 1, isGiven);
    else if (node.type === 'Binary' && /(?:^| )in$/.test(node.operator) && isPlainText(node.left))
      this.read(node.right, constantText(node.left) ?? '', depth + 1, isGiven);
    else for (const each of childrenOf(node)) this.read(each, field, depth + 1, isGiven);
  }

  #sent(of: string, field: string): void {
    if (ofHeaders.test(of)) {
      const name = field === '' ? of : field;
      if (isCredentialName(name)) this.header ??= name.slice(0, LONGEST_NAME);
      else this.hasMore = true;
    } else if (isCredentialName(field)) this.hasCredential = true;
    else this.hasSaid = true;
  }

  #part(
    { object, name }: { readonly object: AnyNode; readonly name: string },
    field: string,
    depth: number,
    isGiven: boolean,
  ): void {
    if (ofCaller.test(name)) this.hasMore = true;
    else if (ofBody.test(name) || ofHeaders.test(name)) this.#sent(name, field);
    else this.read(object, ofParts.test(name) || name === '' ? field : name, depth + 1, isGiven);
  }

  #name(node: NodeOf<'Name'>, field: string, depth: number, isGiven: boolean): void {
    if (ofBody.test(node.name) || ofHeaders.test(node.name)) {
      this.#sent(node.name, field);
      return;
    }
    const definitions = bindingOf(node)?.definitions ?? [];
    this.hasMore ||= definitions.length > MOST_DEFINITIONS;
    for (const each of definitions.slice(0, MOST_DEFINITIONS)) {
      if (each.kind === 'value') this.read(each.node, field, depth + 1, isGiven);
      else if (each.kind === 'parameter' || !isGiven) this.hasMore = true;
    }
  }

  #call(call: Call, field: string, depth: number, isGiven: boolean): void {
    const name = calledName(call) ?? '';
    const { callee } = call;
    if (isDecoded(call)) {
      this.hasSaid = true;
      return;
    }
    if (
      isAskingName(name) ||
      /^(?:verify|compare|decode_token|checkpw)$/.test(name) ||
      isJwt(callee)
    ) {
      this.hasMore = true;
      return;
    }
    const object = callee.type === 'Attribute' ? callee.object : undefined;
    const isFetched = name === 'urlopen' || (object !== undefined && isOfService(object));
    if (isFetched) this.hasAnswer = true;
    if (object && !isFetched && !isPlainModule(object, name)) {
      this.read(object, field, depth + 1, isGiven || ofStores.test(name));
    }
    // What a function of its own does with it is not seen here.
    if (callee.type === 'Name' && !isFetched && !looking.test(name)) this.hasMore = true;
    const isLookUp = isGiven || isFetched || ofStores.test(name);
    for (const { value } of call.arguments)
      this.read(value, name === 'loads' ? field : '', depth + 1, isLookUp);
  }
}

/** `json.loads(…)`, and a module of which a class makes a client: `shop.Client(key)`. */
function isPlainModule(object: AnyNode, called: string): boolean {
  if (object.type !== 'Name') return false;
  const definitions = bindingOf(object)?.definitions ?? [];

  return (
    object.name === 'json' ||
    (/^[A-Z]/.test(called) &&
      !/hash|hmac|sign|verif|valid|token|jwt|auth/i.test(called) &&
      definitions.length === 1 &&
      definitions.every(({ kind }) => kind === 'module'))
  );
}

const LONGEST_NAME = 40;
const ofParts = /^(?:\d+|ok|status_code|Items?|Count|rows|data)$/;
/** Of what looks something up, where that is made says nothing. */
const ofStores =
  /^(?:get_item|query|scan|find\w{0,12}|select\w{0,12}|fetch\w{0,12}|filter\w{0,4}|first|execute|invoke|read|get|Table)$/;
const looking =
  /^(?:get|find|fetch|load|read|look|query|select|search|str|int|bool|len|float|dict|list|isinstance)/;

function isJwt(callee: AnyNode): boolean {
  return (
    callee.type === 'Attribute' &&
    /^decode/.test(callee.name) &&
    callee.object.type === 'Name' &&
    /jwt|jose/i.test(callee.object.name)
  );
}

/** A token that is decoded without a key, or without asking for its signature. */
function isDecoded(call: Call): boolean {
  if (/^get_unverified_\w{2,12}$/.test(calledName(call) ?? '')) return true;

  return (
    isJwt(call.callee) &&
    (call.arguments.length === 1 ||
      call.arguments.some(
        ({ value }) =>
          value.type === 'Dict' &&
          value.entries.some(
            (each) =>
              constantText(each.key) === 'verify_signature' &&
              each.value.type === 'Constant' &&
              each.value.value === 'False',
          ),
      ))
  );
}

function isPlainText(node: AnyNode): boolean {
  return node.type === 'Text';
}

/** `os.environ['A']`, `os.environ.get('A')`, `os.getenv('A')` */
function environmentRead(node: AnyNode): string | undefined {
  if (node.type === 'Subscript') {
    return isEnvironment(node.object) ? (constantText(node.index) ?? '') : undefined;
  }
  if (node.type !== 'Call') return undefined;
  const { callee } = node;
  const is =
    calledName(node) === 'getenv' ||
    (callee.type === 'Attribute' && callee.name === 'get' && isEnvironment(callee.object));

  return is ? (constantText(node.arguments[0]?.value) ?? '') : undefined;
}

function isEnvironment(node: AnyNode): boolean {
  return (node.type === 'Attribute' || node.type === 'Name') && node.name === 'environ';
}
