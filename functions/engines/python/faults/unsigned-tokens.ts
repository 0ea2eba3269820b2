import {
  isClaimOfCaller,
  isCredentialName,
  isPlaceInList,
  isProofInToken,
  mayCheckTokens,
  UNSIGNED_TOKEN,
} from '../../signatures/index.ts';
import { argumentOf } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import { calledName } from '../link.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import { isSent } from '../sent-values.ts';
import { argumentFor } from '../sites.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { FaultRow, FoundFault, Place } from './fault.ts';

/** Tokens that are no more than JSON in base64, and by which the code knows who asks: who can write base64 is anyone. */
export const unsignedTokenFaults: readonly FaultRow[] = [{ calls: 'loads', find: believed }];

function believed({ call, values, files }: Place): FoundFault | undefined {
  const [given] = call.arguments;
  if (!given || !values.namesOf(call.callee).includes('json.loads')) return undefined;
  const token = decodedFrom(given.value, values);
  if (!token || !isBrought(token, values) || mayCheckTokens(files, values)) return undefined;
  const reads = readsOf(call, values);
  const fields = reads.flatMap((read) => fieldReadOf(read) ?? []);
  if (reads.some(isInList)) return undefined;

  return fields.some(isClaimOfCaller) && !fields.some(isProofInToken)
    ? { kind: 'weak-crypto', severity: 'high', title: UNSIGNED_TOKEN }
    : undefined;
}

/** What is decoded: `t` of `base64.b64decode(t + '==').decode()`, also by names. */
function decodedFrom(node: Expression, values: Values): Expression | undefined {
  let at = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    at = values.writtenAs(at);
    if (at.type !== 'Call') return undefined;
    const [first] = at.arguments;
    if (values.namesOf(at.callee).some((name) => decoders.test(name))) return first?.value;
    const isText = at.callee.type === 'Name' && at.callee.name === 'str';
    if (isText && first) at = first.value;
    else if (at.callee.type === 'Attribute' && at.callee.name === 'decode') at = at.callee.object;
    else return undefined;
  }
  return undefined;
}

const decoders = /^base64\.(?:\w{1,10}_)?b64decode$/;

const MOST_STEPS = 10;

/**
 * Whether a caller brings it as his token, and nothing else is done with it: one that is looked up, compared or handed on may be known
 * by something else.
 */
function isBrought(node: Expression, values: Values, left = MOST_STEPS): boolean {
  if (left === 0) return false;
  const field = fieldOf(node);
  if (field && isCredentialName(field.name)) {
    return !isBareOfQuery(field, values) && isSent(field.object, values);
  }

  switch (node.type) {
    case 'Binary':
      return node.operator === '+' && isBrought(node.left, values, left - 1);
    case 'Subscript':
      return isBrought(node.object, values, left - 1);
    case 'Call':
      return (
        node.callee.type === 'Attribute' &&
        ofForm.test(node.callee.name) &&
        // A part behind a dot is that of a JWT, which is another fault.
        !node.arguments.some(({ value }) => constantText(value) === '.') &&
        isBrought(node.callee.object, values, left - 1)
      );
    case 'Name':
      return isOnlyDecoded(node, values) && isGivenToken(node, values, left - 1);
    default:
      return false;
  }
}

/** `event['queryStringParameters']['token']` is as often where a list goes on, or what a link brings. */
function isBareOfQuery({ object, name }: Field, values: Values): boolean {
  let at: Expression | undefined = object;

  for (let steps = 0; at && name.toLowerCase() === 'token' && steps < MOST_STEPS; steps += 1) {
    at = values.writtenAs(at);
    if (at.type === 'Binary') at = at.left;
    const field = fieldOf(at);
    const named = field?.name ?? (at.type === 'Attribute' ? at.name : '');
    if (/query|^args$/i.test(named)) return true;
    at = field?.object ?? (at.type === 'Attribute' ? at.object : undefined);
  }
  return false;
}

/** What leaves a token what it is. */
const ofForm = /^(?:split|replace|strip|lstrip|removeprefix|partition|encode)$/;

function isGivenToken(node: Expression, values: Values, left: number): boolean {
  const definitions = bindingOf(node)?.definitions ?? [];

  return (
    definitions.length > 0 &&
    definitions.length <= MOST_SITES &&
    definitions.every((one) => {
      if (one.kind === 'value') return one.path.length === 0 && isBrought(one.node, values, left);
      if (one.kind !== 'parameter' || values.isStarted(one.of) || values.isHandedOn(one.of)) {
        return false;
      }
      const given = values.sitesOf(one.of).map((site) => argumentFor(site, one.of, one.index));
      return (
        given.length > 0 &&
        given.length <= MOST_SITES &&
        given.every((each) => each !== undefined && isBrought(each, values, left))
      );
    })
  );
}

const MOST_SITES = 4;

/** Each place where it is read decodes it, hands it to a function of the code, or asks whether there is one. */
function isOnlyDecoded(node: Expression, values: Values): boolean {
  const reads = bindingOf(node)?.reads ?? [];
  // One that is read so often is used for more than that.
  if (reads.length > MOST_READS) return false;

  return reads.every((read) => {
    let at: AnyNode = read;
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const around: AnyNode | undefined = at.parent;
      if (!around) return false;
      if (around.type === 'If' && around.test === at) return true;
      if (around.type === 'Call' && around.callee !== at) return isKnownReader(around, values);
      if (around.type === 'Assign') return around.value === at;
      if (around.type === 'Binary' && around.operator !== '+') {
        // `token == x` may be a check, `'.' in token` and `not token or not title` are none.
        return /^(?:and|or|in|not in)$/.test(around.operator);
      }
      if (!/^(?:Attribute|Subscript|Call|Unary|Argument|Binary|FormattedText)$/.test(around.type))
        return false;
      at = around;
    }
    return false;
  });
}

const MOST_READS = 50;

function isKnownReader(call: Call, values: Values): boolean {
  const isOwn = values.functionsOf(call.callee).length > 0;
  const names = values.namesOf(call.callee);

  return isOwn || names.some((name) => decoders.test(name) || harmless.test(name));
}

const harmless = /^(?:builtins\.(?:print|len|str|isinstance)|logging\.[\w.()]{0,40})$/;

interface Field {
  readonly object: Expression;
  readonly name: string;
}

/** `event['token']`, `headers.get('Authorization')` */
function fieldOf(node: Expression): Field | undefined {
  if (node.type === 'Subscript') {
    const name = constantText(node.index);
    return name === undefined ? undefined : { object: node.object, name };
  }
  if (node.type !== 'Call' || node.callee.type !== 'Attribute' || node.callee.name !== 'get') {
    return undefined;
  }
  const name = constantText(argumentOf(node, 0, 'key'));
  return name === undefined ? undefined : { object: node.callee.object, name };
}

/** Where the claims are read, here and where functions of the code return them. */
function readsOf(call: Call, values: Values): readonly AnyNode[] {
  const reads: AnyNode[] = [];
  const results = new Set<AnyNode>([call]);

  // A set that grows while it is walked is walked to its new end.
  for (const result of results) {
    const { parent } = result;
    const [target, ...others] = parent?.type === 'Assign' ? parent.targets : [];
    const named = target && others.length === 0 ? (bindingOf(target)?.reads ?? []) : [];
    const here = [result, ...named.slice(0, MOST_READS)];
    reads.push(...here);
    const returned = here.flatMap((read) =>
      read.parent?.type === 'Return' ? (scopeOf(read).function ?? []) : [],
    );
    for (const { node } of returned.flatMap((of) => values.sitesOf(of))) {
      if (results.size < MOST_SITES) results.add(node);
    }
  }
  return reads;
}

/** `ExclusiveStartKey={'id': claims['id']}` */
function isInList(read: AnyNode): boolean {
  let at: AnyNode | undefined = read;

  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    if (at.type === 'Argument' && at.name !== undefined && isPlaceInList(at.name)) return true;
    if (at.type === 'DictEntry' && isPlaceInList(constantText(at.key) ?? '')) return true;
    if (at.type === 'Assign') {
      return at.targets.some((target) => {
        const name = target.type === 'Subscript' ? constantText(target.index) : lastName(target);
        return isPlaceInList(name ?? '');
      });
    }
    at = at.parent;
  }
  return false;
}

/** `email` of `claims['email']` and `claims.get('email')`. */
function fieldReadOf(read: AnyNode): string | undefined {
  const { parent } = read;
  if (parent?.type === 'Subscript' && parent.object === read) return constantText(parent.index);
  const isGet = parent?.type === 'Attribute' && parent.object === read && parent.name === 'get';
  const around = parent?.parent;

  return isGet && around?.type === 'Call' && calledName(around) === 'get'
    ? constantText(around.arguments[0]?.value)
    : undefined;
}
