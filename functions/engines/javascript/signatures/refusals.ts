import { wrongCredential } from '../../signatures/index.ts';
import { returnsOf } from '../members.ts';
import { textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
  literalText,
} from '../syntax.ts';
import type { Values } from '../value.ts';

/**
 * Whether some code refuses who has no right: an answer of 401 or 403, of 400 that says which credential is wrong, an error that
 * says so, or the way to log in.
 *
 * @param isDecided whether a verifier or a comparison has led here: then 400 and 404 say the same
 */
export function refuses(node: AnyNode, values: Values, isDecided = false, depth = 0): boolean {
  if (depth > MOST_HELPERS) return false;
  const pending = [node];
  const known: Said = { isBad: false, isWrong: false };

  for (
    let at = pending.pop(), steps = 0;
    at && steps < MOST_NODES;
    at = pending.pop(), steps += 1
  ) {
    if (at !== node && isFunction(at)) continue;
    if (isRefusal(at) || (isDecided && isBad(at))) return true;
    if (isBad(at)) known.isBad = true;
    if (isText(at) && wrongCredential.test(textOf(at) ?? textsIn(at))) known.isWrong = true;
    if (known.isBad && known.isWrong) return true;
    if (at.type === 'ThrowStatement' && isError(at.argument)) return true;
    if (isCall(at)) {
      if (isEnding(at, values)) return true;
      const own = values.functionsOf(at.callee);
      if (own.some((of) => isRefusing(of, values, isDecided, depth + 1))) return true;
    }
    if (at.type === 'Identifier') {
      const kept = keptIn(at);
      if (kept?.type === 'ObjectExpression') pending.push(kept);
      if (kept && isCall(kept) && isStatusOf(at)) {
        const makers = values.functionsOf(kept.callee);
        if (makers.some((of) => isRefusing(of, values, isDecided, depth + 1))) return true;
      }
    }
    pending.push(...childrenOf(at));
  }
  return false;
}

/** Of a helper that answers or throws: `unauthorized(response)`. */
function isRefusing(of: FunctionNode, values: Values, isDecided: boolean, depth: number): boolean {
  const helpers = isDecided ? decidedHelpers : knownHelpers;
  const known = helpers.get(of);
  if (known !== undefined) return known;
  helpers.set(of, false);
  const parts = of.body.type === 'BlockStatement' ? [of.body] : returnsOf(of);
  const isIt = parts.some((each) => refuses(each, values, isDecided, depth));
  helpers.set(of, isIt);

  return isIt;
}

const knownHelpers = new WeakMap<FunctionNode, boolean>();
const decidedHelpers = new WeakMap<FunctionNode, boolean>();

/** What some code says, in several places. */
interface Said {
  isBad: boolean;
  isWrong: boolean;
}

/** `400`, `404`, `new BadRequestException()`, `StatusCodes.NOT_FOUND`. */
function isBad(node: AnyNode): boolean {
  if (node.type === 'Literal') return /^40[04]$/.test(literalText(node) ?? '');
  const name = nameIn(node);

  return (
    name !== undefined &&
    /^(?:http)?_?(?:bad_?request|not_?found)(?:_?(?:error|exception))*$/i.test(name)
  );
}

function isText(node: AnyNode): boolean {
  return node.type === 'Literal' || node.type === 'TemplateLiteral';
}

/** `401`, `StatusCodes.FORBIDDEN`, `new UnauthorizedException()`. */
function isRefusal(node: AnyNode): boolean {
  if (node.type === 'Literal') return /^40[13]$/.test(literalText(node) ?? '');
  // A name that is called or made, and one of a table: `list({ unauthorized: true })` has none.
  const name = nameIn(node);

  return name !== undefined && refusing.test(name);
}

function nameIn(node: AnyNode): string | undefined {
  if (isCall(node)) return calledName(node);

  return node.type === 'MemberExpression' ? fieldRead(node) : undefined;
}

const refusing =
  /^(?:http|error|send|reply|throw|res|response|make|create)?_?(?:un_?authori[sz]ed|forbidden|access_?denied|not_?authori[sz]ed|un_?authenticated|not_?authenticated|authentication_?error|authori[sz]ation_?error|auth_?error|invalid_?(?:credentials?|token))(?:_?(?:error|exception|response|request|http))*$/i;

/** `throw new Error('Invalid token')`, and not that something is not found. */
function isError(node: AnyNode): boolean {
  if (!isCall(node)) return false;
  const name = calledName(node) ?? '';
  if (
    /not_?found|bad_?request|conflict|validation|unprocessable|argument|type_?error/i.test(name)
  ) {
    return false;
  }
  return node.arguments.some((each) => telling.test(textOf(each) ?? textsIn(each)));
}

function textsIn(node: AnyNode): string {
  return node.type === 'TemplateLiteral'
    ? node.quasis.map(({ value }) => value.cooked ?? '').join(' ')
    : '';
}

const telling =
  /unauthori|unauthenticated|forbidden|denied|not allowed|not (?:authori|authenticat|logged|valid)|invalid|expired|incorrect|wrong|mismatch|(?:authentication|verification|auth|login) fail|no (?:session|token)|\b40[13]\b/i;

/** `callback('Unauthorized')`, `context.redirect('/login')`. */
function isEnding(call: CallNode, values: Values): boolean {
  const { callee, arguments: given } = call;
  const name = calledName(call) ?? '';
  const [first] = given;
  if (/^(?:callback|cb|done|fail|reject)$/.test(name) && first) {
    const text = textOf(first);
    return text === undefined ? isError(first) : refusing.test(text);
  }
  const isRedirect = /redirect/i.test(name) && values.functionsOf(callee).length === 0;

  return (
    isRedirect && given.some((each) => /\/?(?:log-?in|sign-?in|auth)\b/i.test(textOf(each) ?? ''))
  );
}

/** `refused` of `const refused = { statusCode: 401 }`, and what a call results in that is waited for. */
function keptIn(name: AnyNode): AnyNode | undefined {
  const [definition, ...others] = bindingOf(name)?.definitions ?? [];
  const node = definition?.kind === 'value' && others.length === 0 ? definition.node : undefined;

  return node?.type === 'AwaitExpression' ? node.argument : node;
}

/** Whether it is what is answered: `return denied`, `{ statusCode: auth.status }`. */
function isStatusOf(name: AnyNode): boolean {
  const around = parentOf(name);
  if (around?.type === 'MemberExpression' && around.object === name) {
    return statusNames.test(fieldRead(around) ?? '');
  }
  const isWhole = around?.type === 'ReturnStatement' || around?.type === 'ThrowStatement';

  return isWhole || (name.type === 'Identifier' && statusNames.test(name.name));
}

const statusNames = /^(?:http)?_?(?:status|status_?code|code|response|res|error|result|reason)$/i;

const MOST_NODES = 300;
const MOST_HELPERS = 3;
