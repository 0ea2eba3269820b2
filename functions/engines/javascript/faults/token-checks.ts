import { wordsOf } from '../../flow/index.ts';
import { LENGTH_OF_KEYS } from '../../signatures/index.ts';
import { behind } from '../behind.ts';
import { isTrue, optionIn, textOf } from '../options.ts';
import { targetsOf } from '../pattern.ts';
import { isRefusedAtStart } from '../refused-default.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { textOfArgument } from '../sinks/sink.ts';
import { type AnyNode, calledName, fieldRead, isCall } from '../syntax.ts';
import { settingOf } from '../telling.ts';
import { type Fault, type FaultRow, isOf, type Place } from './fault.ts';
import { isOfTokenEndpoint, isVerifiedByPackage } from './verified-tokens.ts';

/** Tokens that are believed without a check of who signed them. */
export const tokenCheckFaults: readonly FaultRow[] = [
  { calls: 'verify', find: verified },
  { calls: 'sign', find: unsigned },
  { calls: 'decode jwtDecode jwt_decode decodeJwt decodeToken', find: decoded },
  { calls: 'parse', find: decodedByHand },
];

const weak = { kind: 'weak-crypto', severity: 'high' } as const;

/** They sign and verify with a key in the second place. */
const makers = ['jsonwebtoken', 'hono/jwt'];

function verified(place: Place): Fault | undefined {
  const { call, values } = place;
  if (!isOf(place, ...makers)) return undefined;
  const [, key, options] = call.arguments;
  const isNone = allowsNone(optionIn(values, options, 'algorithms'));
  const isWithoutKey =
    key !== undefined &&
    (textOf(key) === '' ||
      (key.type === 'Literal' && !key.value) ||
      (key.type === 'Identifier' && key.name === 'undefined'));

  if (isNone || isWithoutKey) {
    return {
      ...weak,
      title: isNone ? 'jwt.verify with none' : 'jwt.verify without a key',
      fix: checked,
    };
  }
  const guessable = guessableKey(place, 'jwt.verify');
  if (guessable) return guessable;
  return isTrue(optionIn(values, options, 'ignoreExpiration'))
    ? { ...weak, severity: 'medium', title: 'jwt.verify, expired tokens too', fix: checked }
    : undefined;
}

/** Whether a call is reported by itself for a text of the code that is its key. */
export function hasShortKey(place: Place): boolean {
  if (!isOf(place, ...makers)) return false;

  return guessableKey(place, '')?.severity === weak.severity;
}

/**
 * A key that is short and in the code. Not one that a call of `jwt` has itself: that is found as a secret.
 * Of a setting's default, what is deployed may be another.
 */
function guessableKey({ call, values }: Place, title: string): Fault | undefined {
  const [, key, options] = call.arguments;
  if (!key || isOfOtherKeys(values, options) || isFoundAsSecret(call.callee, key)) return undefined;
  if (isShort(key)) return { ...weak, title: `${title} with a short key in the code` };
  const setting = behind(key);
  const isDefault =
    setting.type === 'LogicalExpression' &&
    setting.operator !== '&&' &&
    isShort(setting.right) &&
    !isRefusedAtStart(setting.right, values);

  return isDefault
    ? { ...weak, severity: 'medium', title: `${title} with a short key as default` }
    : undefined;
}

function isShort(key: AnyNode): boolean {
  const length = textOf(key)?.length ?? 0;

  return length > 0 && length < LENGTH_OF_KEYS;
}

/** HS256 has a text for its key, others a file; what is not known may be it. */
export function isOfOtherKeys(values: Place['values'], options: AnyNode | undefined): boolean {
  const given = optionIn(values, options, 'algorithms') ?? optionIn(values, options, 'algorithm');
  const all = given?.type === 'ArrayExpression' ? given.elements : [given];

  return all.every((one) => one && /^(?:[EPR]S\d|EdDSA)/.test(textOf(one) ?? ''));
}

function isFoundAsSecret(callee: AnyNode, key: AnyNode): boolean {
  const object = callee.type === 'MemberExpression' ? callee.object : undefined;
  const isNamed = object?.type === 'Identifier' && /^(?:jwt|jsonwebtoken)$/i.test(object.name);

  return isNamed && key.type === 'Literal' && (textOf(key)?.length ?? 0) >= SHORTEST_SECRET;
}

/** Characters, of what a call is given. */
const SHORTEST_SECRET = 4;

function allowsNone(algorithms: AnyNode | undefined): boolean {
  return (
    algorithms?.type === 'ArrayExpression' &&
    algorithms.elements.some((one) => one && textOf(one)?.toLowerCase() === 'none')
  );
}

const checked: Fault['fix'] = (written) => {
  const [token, key] = [textOfArgument(written, 0), textOfArgument(written, 1)];

  const isKey = key !== undefined && /^\w/.test(key) && !/^(?:null|undefined|false)$/.test(key);

  return token && `jwt.verify(${token}, ${isKey ? key : 'publicKey'}, { algorithms: ['RS256'] })`;
};

function unsigned(place: Place): Fault | undefined {
  const algorithm = optionIn(place.values, place.call.arguments[2], 'algorithm');
  const isNone = textOf(algorithm)?.toLowerCase() === 'none';

  if (!isOf(place, ...makers)) return undefined;
  return isNone ? { ...weak, title: 'jwt.sign with none' } : guessableKey(place, 'jwt.sign');
}

function decoded(place: Place): Fault | undefined {
  const isDecoder = isOf(place, 'jsonwebtoken', 'jwt-decode', 'jose', 'jwt-simple');
  const isChecked =
    calledName(place.call) === 'decode' && isOf(place, 'jwt-simple')
      ? !isTrue(place.call.arguments[2])
      : checksAny(place);

  if (!isDecoder || isChecked) return undefined;
  const fault = believed(place, 'jwt.decode', checked);
  // `decode(token, key, true)` does not check, where it otherwise would.
  const isTurnedOff = isOf(place, 'jwt-simple');
  return (
    fault ??
    (isTurnedOff ? { ...weak, severity: 'medium', title: 'jwt.decode', fix: checked } : undefined)
  );
}

/** `JSON.parse(Buffer.from(token.split('.')[1], 'base64'))`. */
function decodedByHand(place: Place): Fault | undefined {
  const { call, values } = place;
  const [given] = call.arguments;
  if (!given || !values.namesOf(call.callee).includes('JSON.parse')) return undefined;

  if (!isPayload(given) || checksAny(place)) return undefined;
  return believed(
    place,
    'jwt payload',
    () => "jwt.verify(token, publicKey, { algorithms: ['RS256'] })",
  );
}

/** Graver where it decides what a caller may do than where it only says who it is, or was most likely verified before. */
function believed(place: Place, title: string, fix: Fault['fix']): Fault | undefined {
  const isDeciding = decides(place);
  if (!isDeciding && !readsOf(place.call).some(isIdentity)) return undefined;
  if (isOfTokenEndpoint(place)) return { ...weak, severity: 'low', title, fix };

  return isDeciding && !isVerifiedByPackage(place)
    ? { ...weak, title, fix }
    : { ...weak, severity: 'medium', title, fix };
}

/** The second part of a token, as it is decoded by hand. */
export function isPayload(node: AnyNode): boolean {
  let at: AnyNode | undefined = node;

  for (let steps = 0; at && steps < 12; steps += 1) {
    at = behind(at);
    if (at.type === 'MemberExpression') {
      const object: AnyNode = at.object;
      const isSecond = at.computed && textOf(at.property) === '1';
      const list = isSecond ? behind(object) : object;
      if (isSecond && isCall(list) && calledName(list) === 'split') {
        return textOf(list.arguments[0]) === '.';
      }
      at = object;
    } else if (isCall(at)) {
      const isOfText: boolean = /^(?:from|atob|decode|toBuffer)$/.test(calledName(at) ?? '');
      at = isOfText ? at.arguments[0] : at.callee;
    } else {
      return false;
    }
  }
  return false;
}

/** Whether any of the code checks signatures: then this is most likely not all that is asked. */
function checksAny({ values }: Place): boolean {
  return [
    'verify',
    'jwtVerify',
    'verifyToken',
    'verifyIdToken',
    'createVerify',
    'compactVerify',
  ].some((name) => values.callsOf(name).length > 0);
}

/** Whether what it says decides: in an authorizer, or in a condition on roles and the like. */
function decides({ call, modules }: Place): boolean {
  const isAuthorizer = [...modules.files.values()].some(({ settings }) =>
    settings.some((node) => settingOf(node)?.name === 'policyDocument'),
  );

  return isAuthorizer || readsOf(call).some(isInCondition);
}

/** Reads of what the result is kept in, and of its parts. */
function readsOf(call: AnyNode): readonly AnyNode[] {
  const around = parentOf(call);
  const kept = around?.type === 'AwaitExpression' ? parentOf(around) : around;
  if (kept?.type === 'MemberExpression') return [call];
  if (kept?.type !== 'VariableDeclarator') return [];

  return targetsOf(kept.id).flatMap(({ node }) => bindingOf(node)?.reads ?? []);
}

function isInCondition(read: AnyNode): boolean {
  let at = read;
  let isClaim = read.type === 'Identifier' && isClaimName(read.name);

  for (let steps = 0; steps < 20; steps += 1) {
    const around = parentOf(at);
    if (!around) return false;
    if (around.type === 'MemberExpression' && around.object === at) {
      isClaim ||= isClaimName(fieldRead(around) ?? '');
    }
    const isTest =
      (around.type === 'IfStatement' || around.type === 'ConditionalExpression') &&
      around.test === at;
    if (isTest) return isClaim;
    if (/Statement$|Declaration$|Function/.test(around.type)) return false;
    at = around;
  }
  return false;
}

/** `claims.sub`: who it is that calls. */
function isIdentity(read: AnyNode): boolean {
  if (read.type === 'Identifier' && identities.has(read.name)) return true;
  const around = parentOf(read);

  return around?.type === 'MemberExpression' && identities.has(fieldRead(around) ?? '');
}

const identities: ReadonlySet<string> = new Set(
  'sub username user_id userId uid email cognito:username preferred_username tenantId'.split(' '),
);

function isClaimName(name: string): boolean {
  return wordsOf(name).some((word) => claims.has(word));
}

const claims: ReadonlySet<string> = new Set(
  'role roles admin group groups scope scopes permission permissions sub email tier plan owner'.split(
    ' ',
  ),
);
