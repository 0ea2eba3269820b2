import { isOfAuthorizer, isOfCaller, isOfRight } from '../../signatures/index.ts';
import { liveFrom } from '../asking/live-code.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isAskedOtherwise } from './asked-otherwise.ts';
import { type CallerIdentity, isFinding } from './caller-identity.ts';
import type { WayTo } from './ways-to.ts';

/** Knows whether code asks, on the way to something, whose it is: by its names, so that what is not reported may be as bad. */
export class AskedCallers {
  readonly #values: Values;
  readonly #identity: CallerIdentity;
  /** What an application runs before all. */
  readonly #before: readonly AnyNode[];

  constructor(values: Values, identity: CallerIdentity, before: readonly AnyNode[]) {
    this.#values = values;
    this.#identity = identity;
    this.#before = before;
  }

  /**
   * Whether who calls, or a right of theirs, may be asked for there.
   *
   * @param kept what keeps who calls with an item, or names a group for another, and asks nothing by that
   * @param isServed whether a framework calls where the way begins
   */
  mayAsk(way: WayTo, kept: readonly AnyNode[], isServed: boolean): boolean {
    const { decorators } = way.entry;
    if (decorators.some((each) => this.#isUnknownGuard(each))) return true;
    const own = this.#reached(way.nodes);
    if (!own || (!isServed && !own.some(isPartOfRequest))) return true;
    const wrappers = decorators.flatMap((each) =>
      this.#values.functionsOf(each.type === 'Call' ? each.callee : each).map(({ node }) => node),
    );
    const before = this.#reached([...decorators, ...wrappers, ...this.#before]);
    if (!before) return true;
    this.#values.spend(own.length + before.length);

    return (
      own.some((node) => this.#asks(node, way.entry, kept)) ||
      before.some((node) => this.#asksBefore(node))
    );
  }

  /** All that they come to; undefined where that is too much. */
  #reached(nodes: readonly AnyNode[]): readonly AnyNode[] | undefined {
    const all = liveFrom(nodes, this.#values, { partsOf: childrenOf, apart: new Set() }).nodes;

    return all.length === 0 && nodes.length > 0 ? undefined : all;
  }

  #asks(node: AnyNode, entry: FunctionNode, kept: readonly AnyNode[]): boolean {
    if (kept.some((each) => isWithin(node, each))) return false;
    if (isOfRight(textIn(node) ?? '') || isRefusal(node)) return true;
    if (isAskedOtherwise(node, this.#values)) return true;
    if (node.type === 'Call' && this.#isGivenRequest(node, entry)) return true;
    if (node.type === 'Call' && this.#isQuestion(node)) return true;
    if (!isUse(node) || isContinued(node)) return false;

    return this.#identity.isIn(node) && isAskingUse(node);
  }

  /** `claims['email'].endswith('@example.com')` */
  #isQuestion({ callee, arguments: [first] }: Call): boolean {
    if (callee.type !== 'Attribute' || !/^(?:ends|starts)with$/.test(callee.name)) return false;

    return (
      !/^(?:bearer|basic|token)/i.test(constantText(first?.value) ?? '') &&
      this.#identity.isIn(callee.object)
    );
  }

  /** What is given all of the request, and is not seen. */
  #isGivenRequest(call: Call, entry: FunctionNode): boolean {
    if (isPlain(call) || this.#values.functionsOf(call.callee).length > 0) return false;

    return call.arguments.some(({ value }) =>
      (bindingOf(value)?.definitions ?? []).some(
        (each) =>
          each.kind === 'parameter' &&
          each.of === entry &&
          /^(?:event|evt|request|req|e)$/.test(each.node.name.name),
      ),
    );
  }

  /** What stands before a route may look up who calls, by what it likes. */
  #asksBefore(node: AnyNode): boolean {
    const text = textIn(node) ?? '';
    if (
      isOfRight(text) ||
      isRefusal(node) ||
      isAskedOtherwise(node, this.#values) ||
      (node.type === 'Call' && this.#isQuestion(node)) ||
      /^(?:pathParameters|view_args|path_params)$/.test(text)
    )
      return true;
    if (node.type !== 'Binary' || !/^(?:[!=]=|[<>]=?|in|not in)$/.test(node.operator)) return false;
    const sides = [node.left, node.right];

    return (
      sides.some((each) => this.#identity.isIn(each)) &&
      !sides.some((each) => isNothing(each) || constantText(each) !== undefined)
    );
  }

  /** A guard whose code is not seen, and whose name is not that of one that only asks who it is. */
  #isUnknownGuard(decorator: Expression): boolean {
    const callee = decorator.type === 'Call' ? decorator.callee : decorator;
    if (this.#values.functionsOf(callee).length > 0) return false;
    // `HTTPBasicAuth` knows users of its own.
    const names = this.#values.namesOf(callee);
    if (names.some((each) => !ofPackages.test(each) || /\bHTTP(?:Basic|Digest)/.test(each)))
      return true;
    const name = textIn(callee) ?? '';

    return guarding.test(name) && !authenticating.test(name);
  }
}

/** Of a package whose decorators ask no more than who it is, or nothing. Of a file that is not there, as in a layer, nothing is known. */
const ofPackages =
  /^(?:builtins|functools|contextlib|typing|dataclasses|asyncio|aws_\w+|flask\w*|chalice|fastapi|starlette|quart\w*|bottle|falcon|sanic\w*|django|rest_framework|jwt|pydantic|marshmallow|webargs|apispec|flasgger|spectree|lambda_\w+|middy\w*|sentry_sdk|datadog\w*|newrelic|tenacity|backoff|retrying?|ratelimit|limits|slowapi|cachetools|click|loguru|structlog|boto3|mangum|awsgi|serverless_wsgi|ariadne|strawberry|graphene|connexion|zappa)\b/;

const guarding = /guard|own|allow|access|check|restrict|protect|authori[sz]e|can_|policy|require/i;
const authenticating =
  /login_required|jwt_required|token_required|auth_required|authenticat|require_(?:auth|login|token)$|requires_auth$/i;

function isPartOfRequest(node: AnyNode): boolean {
  const text = node.type === 'Attribute' ? node.name : node.type === 'Text' ? node.value : '';

  return /^(?:pathParameters|queryStringParameters|path_parameters|query_string_parameters|body|json_body|rawQueryString)$/.test(
    text,
  );
}

function textIn(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'Name':
    case 'Attribute':
      return node.name;
    case 'Text':
      return node.value.slice(0, LONGEST);
    case 'Argument':
      return node.name;
    default:
      return undefined;
  }
}

const LONGEST = 400;

/** `'statusCode': 403` */
function isRefusal(node: AnyNode): boolean {
  return (
    (node.type === 'Number' && node.value === '403') ||
    (node.type === 'Text' && node.value === '403')
  );
}

function isUse(node: AnyNode): boolean {
  return /^(?:Name|Attribute|Subscript|Call)$/.test(node.type);
}

/** Whether more is read of it: `claims` of `claims['sub']` and `claims.get('sub')`. */
function isContinued(node: AnyNode): boolean {
  const { parent } = node;
  if (parent?.type === 'Attribute') return true;
  if (parent?.type === 'Subscript') return parent.object === node;
  if (parent?.type === 'Parameter') return true;

  return parent?.type === 'Call' && parent.callee === node;
}

function isWithin(node: AnyNode, outer: AnyNode): boolean {
  let at: AnyNode | undefined = node;
  for (let steps = 0; at && steps < MOST_ABOVE; steps += 1, at = at.parent)
    if (at === outer) return true;
  return false;
}

/** Whether what is known of who calls is put to any use there, but to see whether it is there, to keep it under a name or to log it. */
function isAskingUse(node: AnyNode): boolean {
  if (!isPlainRead(node)) return true;
  let at = node;
  for (let steps = 0; steps < MOST_ABOVE; steps += 1) {
    const around: AnyNode | undefined = at.parent;
    switch (around?.type) {
      case 'Await':
      case 'FormattedText':
      case 'Tuple':
      case 'Unary':
      case 'Starred':
      case 'Argument':
      case 'DictEntry':
      case 'Dict':
        break;
      case 'Conditional':
        if (around.test === at) return false;
        break;
      case 'Binary':
        if (/^(?:and|or|\+|%)$/.test(around.operator)) break;
        return ![around.left, around.right].some(
          (each) =>
            each !== at &&
            (isNothing(each) ||
              (around.operator.endsWith('in') &&
                around.right === at &&
                constantText(each) !== undefined)),
        );
      case 'Call':
        return !isPlain(around) && !isFinding(around) && !converting.test(calledName(around) ?? '');
      case 'If':
      case 'While':
      case 'Assign':
      case 'NamedValue':
      case 'ExpressionStatement':
      case 'Return':
      case 'Parameter':
      case 'Assert':
      case 'Function':
        return false;
      default:
        return true;
    }
    at = around;
  }
  return true;
}

const converting =
  /^(?:str|int|dict|loads|split|replace|strip|lower|isinstance|hasattr|getattr|len|Depends|Security)$/;

/** Fields that say no more than who it is. */
function isPlainRead(node: AnyNode): boolean {
  const field =
    node.type === 'Attribute'
      ? node.name
      : node.type === 'Subscript'
        ? constantText(node.index)
        : node.type === 'Call' && calledName(node) === 'get'
          ? constantText(node.arguments[0]?.value)
          : undefined;

  return (
    field === undefined ||
    isOfCaller(field) ||
    isOfAuthorizer(field) ||
    /^(?:_?id|sub|username|cognito:username|email|name|requestContext|lambda|uuid|headers|authorization|token|identity|request_context|is_authenticated)$/i.test(
      field,
    )
  );
}

/** What is given all of a request, or who calls, and only reads, logs or answers. */
function isPlain(call: Call): boolean {
  const { callee } = call;
  const name = calledName(call) ?? '';
  const object =
    callee.type === 'Attribute' && callee.object.type === 'Name' ? callee.object.name : '';

  return (
    /^(?:print|dumps|loads|str|len|type|isinstance|jsonify|repr)$/.test(name) ||
    /^(?:logger|logging|log|tracer|metrics)$/i.test(object) ||
    /^_?LOG(?:GER)?$/.test(object)
  );
}

function isNothing(node: AnyNode): boolean {
  return node.type === 'Constant' || (node.type === 'Text' && node.value === '');
}

const MOST_ABOVE = 40;
