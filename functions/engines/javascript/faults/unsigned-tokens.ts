import {
  isClaimOfCaller,
  isCredentialName,
  isPlaceInList,
  isProofInToken,
  mayCheckTokens,
  UNSIGNED_TOKEN,
} from '../../signatures/index.ts';
import { targetsOf } from '../pattern.ts';
import { bindingOf, type Definition, parentOf, scopeOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  constantText,
  fieldRead,
  isCall,
  isFunction,
  memberName,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Fault, FaultRow, Place } from './fault.ts';

/** Tokens that are no more than JSON in base64, and by which the code knows who asks: who can write base64 is anyone. */
export const unsignedTokenFaults: readonly FaultRow[] = [{ calls: 'parse', find: believed }];

function believed({ call, values, modules }: Place): Fault | undefined {
  const [given] = call.arguments;
  if (!given || !values.namesOf(call.callee).includes('JSON.parse')) return undefined;
  const token = decodedFrom(given);
  if (!token || !isBrought(token, values) || mayCheckTokens(modules.files.values(), values))
    return undefined;
  const { fields, reads } = claimsRead(call, values);
  if (reads.some(isInList)) return undefined;

  return fields.some(isClaimOfCaller) && !fields.some(isProofInToken)
    ? { kind: 'weak-crypto', severity: 'high', title: UNSIGNED_TOKEN }
    : undefined;
}

/** What is decoded: `t` of `Buffer.from(t, 'base64').toString()` and `atob(t)`, also by names. */
function decodedFrom(node: AnyNode): AnyNode | undefined {
  let at = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    at = setOnce(at) ?? at;
    if (!isCall(at)) return undefined;
    const [first, form] = at.arguments;
    const name = calledName(at);
    if (name === 'atob') return first;
    if (name === 'from' && /^base64(?:url)?$/.test(constantText(form) ?? '')) return first;
    if (name !== 'toString' || at.callee.type !== 'MemberExpression') return undefined;
    at = at.callee.object;
  }
  return undefined;
}

const MOST_STEPS = 10;

/** What a name is set to, and nothing else. */
function setOnce(node: AnyNode): AnyNode | undefined {
  const [one, ...others] = bindingOf(node)?.definitions ?? [];

  return one?.kind === 'value' && one.path.length === 0 && others.length === 0
    ? one.node
    : undefined;
}

/**
 * Whether a caller brings it as his token, and nothing else is done with it: one that is looked up, compared or handed on may be known
 * by something else.
 */
function isBrought(node: AnyNode, values: Values, left = MOST_STEPS): boolean {
  if (left === 0) return false;
  switch (node.type) {
    case 'ChainExpression':
      return isBrought(node.expression, values, left - 1);
    case 'LogicalExpression':
      return isBrought(node.left, values, left - 1);
    case 'MemberExpression': {
      const field = fieldRead(node);
      if (field !== undefined && isCredentialName(field)) {
        return !isBareOfQuery(field, node.object) && isRequest(node.object, values);
      }
      return /^\d$/.test(field ?? '') && isBrought(node.object, values, left - 1);
    }
    case 'CallExpression':
      return (
        node.callee.type === 'MemberExpression' &&
        ofForm.test(calledName(node) ?? '') &&
        // A part behind a dot is that of a JWT, which is another fault.
        constantText(node.arguments[0]) !== '.' &&
        isBrought(node.callee.object, values, left - 1)
      );
    case 'Identifier':
      return isOnlyDecoded(node, values) && isGivenToken(node, values, left - 1);
    default:
      return false;
  }
}

/** `event.queryStringParameters.token` is as often where a list goes on, or what a link brings. */
function isBareOfQuery(field: string, object: AnyNode): boolean {
  let at: AnyNode | undefined = object;

  for (let steps = 0; at && field.toLowerCase() === 'token' && steps < MOST_STEPS; steps += 1) {
    const [one]: readonly Definition[] = bindingOf(at)?.definitions ?? [];
    const path = one && 'path' in one ? one.path : [];
    const named = at.type === 'MemberExpression' ? (fieldRead(at) ?? '') : '';
    if ([...path, named].some((part) => /query/i.test(String(part)))) return true;
    if (at.type === 'MemberExpression') at = at.object;
    else if (at.type === 'LogicalExpression') at = at.left;
    else if (at.type === 'ChainExpression') at = at.expression;
    else at = one?.kind === 'value' ? one.node : undefined;
  }
  return false;
}

/** What leaves a token what it is. */
const ofForm = /^(?:split|replace|trim|slice|substring|at|pop)$/;

function isGivenToken(node: AnyNode, values: Values, left: number): boolean {
  const definitions = bindingOf(node)?.definitions ?? [];

  return (
    definitions.length > 0 &&
    definitions.length <= MOST_SITES &&
    definitions.every((one) => {
      if (one.kind === 'value') {
        const field = one.path.at(-1);
        if (field === undefined) return isBrought(one.node, values, left);
        return (
          isCredentialName(String(field)) &&
          !isBareOfQuery(String(field), one.node) &&
          isRequest(one.node, values)
        );
      }
      if (one.kind !== 'parameter' || one.path.length > 0) return false;
      const sites = values.sitesOf(one.of);
      return (
        sites.length > 0 &&
        sites.length <= MOST_SITES &&
        sites.every(({ call, shift, isCallback }) => {
          const given = isCallback ? undefined : call.arguments[one.index + shift];
          return given !== undefined && isBrought(given, values, left);
        })
      );
    })
  );
}

const MOST_SITES = 4;

/** `event.headers`, `JSON.parse(event.body)`, `req.cookies`, and names for them; `event` itself, which no code gives. */
function isRequest(node: AnyNode, values: Values, left = MOST_STEPS): boolean {
  if (left === 0) return false;
  switch (node.type) {
    case 'ChainExpression':
      return isRequest(node.expression, values, left - 1);
    case 'LogicalExpression':
      return isRequest(node.left, values, left - 1);
    case 'AwaitExpression':
      return isRequest(node.argument, values, left - 1);
    case 'MemberExpression':
      return ofRequest.test(fieldRead(node) ?? '') && isRequest(node.object, values, left - 1);
    case 'CallExpression': {
      const [given] = node.arguments;
      const isParsed = given !== undefined && values.namesOf(node.callee).includes('JSON.parse');
      return isParsed && isRequest(given, values, left - 1);
    }
    case 'Identifier': {
      const [one, ...others] = bindingOf(node)?.definitions ?? [];
      if (!one || others.length > 0) return false;
      if (one.kind === 'parameter') {
        return values.sitesOf(one.of).length === 0 && one.path.every((part) => isPart(part));
      }
      return (
        one.kind === 'value' &&
        one.path.every((part) => isPart(part)) &&
        isRequest(one.node, values, left - 1)
      );
    }
    default:
      return false;
  }
}

function isPart(field: unknown): boolean {
  return ofRequest.test(String(field));
}

const ofRequest =
  /^(?:headers|multiValueHeaders|body|query|queryStringParameters|cookies|params|request|req)$/;

/** Each place where it is read decodes it, hands it to a function of the code, or asks whether there is one. */
function isOnlyDecoded(node: AnyNode, values: Values): boolean {
  const reads = bindingOf(node)?.reads ?? [];
  // One that is read so often is used for more than that.
  if (reads.length > MOST_READS) return false;

  return reads.every((read) => {
    let at = read;
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const around = parentOf(at);
      if (!around) return false;
      if (/^(?:IfStatement|VariableDeclarator)$/.test(around.type)) return true;
      // Where it is declared.
      if (isFunction(around)) return around.params.some((each) => each === at);
      if (parentOf(around)?.type === 'ObjectPattern') return true;
      if (isCall(around) && around.callee !== at) return isKnownReader(around, values);
      // `token === x` may be a check.
      if (!passing.test(around.type)) return false;
      at = around;
    }
    return false;
  });
}

const passing =
  /^(?:MemberExpression|CallExpression|ChainExpression|UnaryExpression|LogicalExpression|TemplateLiteral)$/;

const MOST_READS = 50;

function isKnownReader(call: CallNode, values: Values): boolean {
  const name = calledName(call) ?? '';
  const isOwn = values.functionsOf(call.callee).length > 0;

  return isOwn || /^(?:from|atob|log|info|debug|warn|error|String)$/.test(name);
}

interface ClaimsRead {
  readonly fields: readonly string[];
  readonly reads: readonly AnyNode[];
}

/** Where the claims are read, and which: here, and where functions of the code return them. */
function claimsRead(call: CallNode, values: Values): ClaimsRead {
  const fields: string[] = [];
  const reads = new Set<AnyNode>();
  const results = new Set<AnyNode>([call]);

  // A set that grows while it is walked is walked to its new end.
  for (const result of results) {
    const parent = parentOf(result);
    const targets = parent?.type === 'VariableDeclarator' ? targetsOf(parent.id) : [];
    const here = [result];
    for (const { node, path } of targets) {
      const named = bindingOf(node)?.reads.slice(0, MOST_READS) ?? [];
      for (const read of named) reads.add(read);
      if (path[0] === undefined) here.push(...named);
      else fields.push(String(path[0]));
    }
    fields.push(...here.flatMap((read) => fieldReadOf(read)));
    for (const site of here.flatMap((read) => returnedTo(read, values))) {
      if (results.size < MOST_SITES) results.add(site);
    }
  }
  return { fields, reads: [...results, ...reads] };
}

/** Where the function is called that gives it back. */
function returnedTo(read: AnyNode, values: Values): readonly AnyNode[] {
  const around = parentOf(read);
  const isReturned =
    around?.type === 'ReturnStatement' ||
    (around?.type === 'ArrowFunctionExpression' && around.body === read);
  const of = isReturned ? scopeOf(read).function : undefined;

  return of ? values.sitesOf(of).map((site) => awaited(site.call)) : [];
}

/** `ExclusiveStartKey: { id: claims.id }` */
function isInList(read: AnyNode): boolean {
  let at: AnyNode | undefined = read;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (at.type === 'Property' && isPlaceInList(memberName(at) ?? '')) return true;
    if (at.type === 'VariableDeclarator') {
      return at.id.type === 'Identifier' && isPlaceInList(at.id.name);
    }
    if (at.type === 'AssignmentExpression') {
      const { left } = at;
      const name = left.type === 'MemberExpression' ? fieldRead(left) : undefined;
      return isPlaceInList(name ?? (left.type === 'Identifier' ? left.name : ''));
    }
    at = parentOf(at);
  }
  return false;
}

function awaited(call: CallNode): AnyNode {
  const around = parentOf(call);

  return around?.type === 'AwaitExpression' ? around : call;
}

/** `email` of `claims.email`, `email` and `role` of `const { email, role } = claims`. */
function fieldReadOf(read: AnyNode): readonly string[] {
  const around = parentOf(read);
  if (around?.type === 'MemberExpression' && around.object === read) {
    return [fieldRead(around) ?? ''];
  }
  return around?.type === 'VariableDeclarator' && around.init === read
    ? targetsOf(around.id).flatMap(({ path }) => (path[0] === undefined ? [] : String(path[0])))
    : [];
}
