import { isOfAuthorizer, isOfCaller } from '../../signatures/index.ts';
import { parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  isFunction,
} from '../syntax.ts';
import { isFinding } from './caller-identity.ts';

/** Whether what is known of who calls is put to any use there, but to see whether it is there, to keep it under a name or to log it. */
export function isAskingUse(node: AnyNode): boolean {
  let at: AnyNode = node;
  if (node.type === 'MemberExpression' && !isPlainField(fieldRead(node))) return true;
  for (let steps = 0; steps < MOST_ABOVE; steps += 1) {
    const around = parentOf(at);
    switch (around?.type) {
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'ParenthesizedExpression':
      case 'TemplateLiteral':
      case 'SpreadElement':
      case 'SequenceExpression':
      case 'ArrayExpression':
      case 'LogicalExpression':
      case 'UnaryExpression':
        break;
      case 'ConditionalExpression':
      case 'IfStatement':
        if (around.test === at) return false;
        break;
      case 'BinaryExpression': {
        if (!/^[!=]==?$/.test(around.operator)) return around.operator !== '+' || !isLogged(around);
        const other = around.left === at ? around.right : around.left;
        return !isNothing(other);
      }
      case 'MemberExpression':
        if (around.object !== at) return true;
        // `req.token.split(' ')`
        break;
      case 'Property':
        return !isLogged(around);
      case 'CallExpression':
      case 'NewExpression':
        if (isLogging(around) || isFinding(around)) return false;
        if (
          around.callee === at &&
          /^(?:split|replace|trim|toString|slice|substring|pop|toLowerCase|startsWith)$/.test(
            calledName(around) ?? '',
          )
        )
          break;
        if (/^(?:String|Number|parseInt)$/.test(calledOf(around))) break;
        return !isLogged(around) && calledOf(around) !== 'JSON.parse';
      case 'VariableDeclarator':
      case 'ExpressionStatement':
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
      case 'AssignmentPattern':
        return false;
      case 'AssignmentExpression':
        // `filter.user = req.user.id`
        return around.left.type === 'MemberExpression' && !isHeldFor(around.left);
      default:
        return true;
    }
    at = around;
  }
  return true;
}

/** What goes with a request or an object: `req.user`, `res.locals.user`, `this.user`, `exports.user`. */
function isHeldFor(node: AnyNode): boolean {
  const root = rootOf(node);

  return (
    root.type === 'ThisExpression' ||
    (root.type === 'Identifier' &&
      /^_?(?:req|request|res|response|ctx|context|c|event|evt|e|state|reply|exports|module|handler|logger|global|globalThis)$/i.test(
        root.name,
      ))
  );
}

/** What a field is read of, at last: `req` of `req.user.id`. */
export function rootOf(node: AnyNode): AnyNode {
  let at = node;
  for (let steps = 0; at.type === 'MemberExpression' && steps < MOST_ABOVE; steps += 1)
    at = at.object;
  return at;
}

/** `req.viewer.id`: what no framework puts on a request, and a middleware does. */
export function isPutOn(node: AnyNode): boolean {
  let at = node;
  while (at.type === 'MemberExpression' && at.object.type === 'MemberExpression') at = at.object;
  if (at.type !== 'MemberExpression' || at.object.type !== 'Identifier') return false;

  return (
    /^_?(?:req|request)$/i.test(at.object.name) &&
    !ofFrameworks.test(fieldRead(at) ?? 'body') &&
    isAskingUse(at)
  );
}

const ofFrameworks =
  /^(?:params|param|body|query|headers|header|method|path|url|originalUrl|baseUrl|ips?|cookies|signedCookies|host|hostname|protocol|get|is|accepts\w*|app|route|secure|subdomains|xhr|files?|log|id|raw|rawBody|json|text|valid|parseBody|requestContext|event|apiGateway|context|socket|server|routeOptions|routerPath|pathParameters|queryStringParameters|httpMethod|resource|arguments|info|identity|user|auth|session|locals)$/;

/** `console.log`, `next` */
export function calledOf({ callee }: CallNode): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier'
    ? `${callee.object.name}.${fieldRead(callee)}`
    : '';
}

/** Fields that say no more than who it is. */
function isPlainField(field: string | undefined): boolean {
  if (field === undefined) return true;
  return (
    isOfCaller(field) ||
    isOfAuthorizer(field) ||
    /^(?:_?id|sub|username|cognito:username|email|name|requestContext|lambda|uuid|0|1|length|headers|authorization|token|locals|raw)$/i.test(
      field,
    )
  );
}

/** Whether a call writes to a log. */
export function isLogging(call: CallNode): boolean {
  return /^(?:console|logger|log|winston|pino)\.|^log$/i.test(calledOf(call));
}

function isLogged(node: AnyNode): boolean {
  for (
    let at: AnyNode | undefined = node, steps = 0;
    at && steps < MOST_ABOVE;
    at = parentOf(at), steps += 1
  ) {
    if (isCall(at) && isLogging(at)) return true;
    if (isFunction(at)) return false;
  }
  return false;
}

/** `null`, `''`, `undefined` */
export function isNothing(node: AnyNode): boolean {
  return (
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'Literal' &&
      (node.value === null || node.value === '' || node.value === false || node.value === 0)) ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}

const MOST_ABOVE = 40;
