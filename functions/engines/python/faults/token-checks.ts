import type { Severity } from '../../../core/severity.ts';
import { LENGTH_OF_KEYS } from '../../signatures/index.ts';
import { argumentOf, entryOf, hasUnseenArguments, isConstant, seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { lastName } from '../last-name.ts';
import { leaves } from '../leaving.ts';
import { calledName } from '../link.ts';
import { isRefusedAtStart } from '../refused-default.ts';
import { bindingOf, scopeOf } from '../scope.ts';
import type { Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type Fault, type FaultRow, isOf, type Place } from './fault.ts';
import { isVerifiedBehind, saysWhoAlone } from './read-claims.ts';
import { isOfTokenEndpoint } from './verified-tokens.ts';

/** Tokens that are believed without a check of who signed them. */
export const tokenCheckFaults: readonly FaultRow[] = [
  { calls: 'decode', find: decoded },
  { calls: 'encode', find: unsigned },
  { calls: 'get_unverified_claims', find: unverified },
];

const weak = { kind: 'weak-crypto', severity: 'high' } as const;

const fix: Fault['fix'] = ({ at, places }) => {
  const token = at.type === 'Call' ? argumentOf(at, 0, 'jwt', 'token') : undefined;

  return token && `jwt.decode(${places.codeOf(token)}, public_key, algorithms=['RS256'])`;
};

function decoded(place: Place): Omit<Fault, 'node'> | undefined {
  const { call } = place;
  if (!isOf(place, 'jwt', 'jose')) return undefined;
  if (allowsNone(call)) return { ...weak, title: 'jwt.decode with none', fix };
  if (isUnchecked(call)) {
    const token = argumentOf(call, 0, 'jwt', 'token');
    if (isOwnToken(token, place.values) || checksElsewhere(place)) return undefined;
    return { ...weak, severity: severityOf(token, place), title: 'jwt.decode', fix };
  }
  const key = guessableKey(call);
  if (key) return { ...weak, ...key };

  const options = argumentOf(call, undefined, 'options');
  return isConstant(entryOf(options, 'verify_exp'), 'False')
    ? { ...weak, severity: 'medium', title: 'jwt.decode, expired tokens too', fix }
    : undefined;
}

/** Whether a call is reported by itself for a text of the code that is its key. */
export function hasShortKey(place: Place): boolean {
  const { call } = place;
  const isVerifying = calledName(call) === 'decode' && isOf(place, 'jwt', 'jose');

  return isVerifying && !isUnchecked(call) && guessableKey(call)?.severity === 'high';
}

/**
 * A key that is short and in the code, under a name; one in the call itself is found as a secret. Of a
 * setting's default, what is deployed may be another.
 */
function guessableKey(call: Call): Pick<Fault, 'title' | 'severity'> | undefined {
  const given = argumentOf(call, 1, 'key');
  const key = given?.type === 'Text' ? undefined : seen(given);
  if (!key || !mayBeOfText(call)) return undefined;
  if (isShort(key)) return { title: 'jwt.decode with a short key in the code', severity: 'high' };
  const isSetting = key.type === 'Call' && isOfEnvironment(key);

  const text = isSetting ? argumentOf(key, 1, 'default') : undefined;
  return isShort(text) && !(text && isRefusedAtStart(text, constantText(text) ?? ''))
    ? { title: 'jwt.decode with a short key as default', severity: 'medium' }
    : undefined;
}

/** HS256 has a text for its key, others a file; what is not known may be it. */
export function mayBeOfText(call: Call): boolean {
  const given = argumentOf(call, 2, 'algorithms', 'algorithm');
  const all = seen(given);
  const each = all?.type === 'List' || all?.type === 'Tuple' ? all.elements : [all];

  return (
    !given || each.length === 0 || each.some((one) => constantText(one)?.startsWith('HS') ?? true)
  );
}

/** `os.getenv`, `os.environ.get`, and of any other table what is named as settings are: `config.get('SECRET_KEY')`. */
function isOfEnvironment(call: Call): boolean {
  const { callee } = call;
  if (lastName(callee) === 'getenv') return true;
  if (callee.type !== 'Attribute' || callee.name !== 'get') return false;
  const named = constantText(argumentOf(call, 0, 'key'));

  return lastName(callee.object) === 'environ' || /^[A-Z][A-Z0-9_]*$/.test(named ?? '');
}

function isShort(key: Expression | undefined): boolean {
  const length = constantText(key)?.length ?? 0;

  return length > 0 && length < LENGTH_OF_KEYS;
}

/** `verify=False` of PyJWT 1, and `options={'verify_signature': False}`. */
export function isUnchecked(call: Call): boolean {
  const options = argumentOf(call, undefined, 'options');

  return (
    isConstant(argumentOf(call, undefined, 'verify'), 'False') ||
    isConstant(entryOf(options, 'verify_signature'), 'False')
  );
}

function allowsNone(call: Call): boolean {
  const algorithms = seen(argumentOf(call, 2, 'algorithms'));
  const all =
    algorithms?.type === 'List' || algorithms?.type === 'Tuple' ? algorithms.elements : [];

  return all.some((each) => constantText(each)?.toLowerCase() === 'none');
}

/**
 * `DefaultAzureCredential().get_token(…)`, `get_arm_token(credential=AzureCliCredential())`: what the
 * process just got from who signs it, with nothing of a caller.
 */
function isOwnToken(token: Expression | undefined, values: Values): boolean {
  const made = seen(token);
  if (made?.type === 'Attribute') return made.name === 'token' && isOwnToken(made.object, values);
  if (made?.type !== 'Call' || values.functionsOf(made.callee).length > 0) return false;
  const { callee, arguments: given } = made;
  if (!/token/i.test(lastName(callee))) return false;
  const of = callee.type === 'Attribute' && callee.name === 'get_token' ? callee.object : undefined;
  const isByCredential = of !== undefined && isCredential(of, values);

  return (
    given.every(({ value }) => isCredential(value, values) || isFixed(value)) &&
    (isByCredential || given.some(({ value }) => isCredential(value, values)))
  );
}

/** Of the process, and not of who calls it. */
function isCredential(node: Expression, values: Values): boolean {
  const [name, ...others] = values.namesOf(node);

  const isOne = name !== undefined && others.length === 0 && values.valuesOf(node).length === 1;
  const made = name?.split('.').at(-1) ?? '';

  return isOne && name.startsWith('azure.identity.') && credentials.has(made);
}

const credentials: ReadonlySet<string> = new Set(
  'DefaultAzure AzureCli ManagedIdentity Environment ClientSecret Certificate WorkloadIdentity'
    .split(' ')
    .map((name) => `${name}Credential()`),
);

/** A text of the code. */
function isFixed(node: Expression): boolean {
  return constantText(node) !== undefined || node.type === 'Constant';
}

/** What it says may be asked first, to know which key to check it with; then it is done with. */
function checksElsewhere({ call: unchecked, values }: Place): boolean {
  return checksIn(values).some(
    (check) => isRefusedBefore(unchecked, check) || !isUsedAfter(unchecked, check),
  );
}

/** Of one token. */
const MOST_CHECKS = 8;

/** Calls that verify a token. */
function checksIn(values: Values): readonly Call[] {
  const known = checksOf.get(values);
  if (known) return known;
  const checks = [...values.callsOf('decode'), ...values.callsOf('verify')].filter((call) => {
    const isToken = values.namesOf(call.callee).some((name) => /^(?:jwt|jose)\b/.test(name));
    return isToken && !isUnchecked(call) && !hasUnseenArguments(call) && call.arguments.length > 1;
  });
  checksOf.set(values, checks);
  return checks;
}

const checksOf = new WeakMap<Values, readonly Call[]>();

/** Whether a token that does not pass the check never comes there: `if not key.verify(…): return`. */
function isRefusedBefore(unchecked: Call, check: Call): boolean {
  const isBefore = check.end < unchecked.start;
  if (!isBefore || scopeOf(check).function !== scopeOf(unchecked).function) return false;
  if (calledName(check) === 'decode') return true;
  const { parent } = check;
  const isNegated = parent?.type === 'Unary' && parent.operator === 'not';
  const around = isNegated ? parent.parent : parent;
  if (around?.type !== 'If') return false;

  return isNegated
    ? leaves(around.body) && around.end <= unchecked.start
    : around.body.start <= unchecked.start && unchecked.end <= around.body.end;
}

/** Whether what was not checked goes by a name of its own that is read when the check is made. */
function isUsedAfter({ parent }: Call, check: Call): boolean {
  const [target] = parent?.type === 'Assign' ? parent.targets : [];
  const of = scopeOf(check).function;
  const reads = target && scopeOf(target).function === of ? (bindingOf(target)?.reads ?? []) : [];
  const isRenewed =
    target &&
    bindingOf(target)?.writes.some(({ node }) => node !== parent && node.end >= check.end);

  return !isRenewed && reads.some(({ start }) => start > check.end);
}

function unsigned(place: Place): Omit<Fault, 'node'> | undefined {
  const algorithm = constantText(argumentOf(place.call, 2, 'algorithm'));

  return algorithm?.toLowerCase() === 'none' && isOf(place, 'jwt', 'jose')
    ? { ...weak, title: 'jwt.encode with none' }
    : undefined;
}

function unverified(place: Place): Omit<Fault, 'node'> | undefined {
  if (!isOf(place, 'jose') || checksElsewhere(place)) return undefined;
  const token = argumentOf(place.call, 0, 'token');

  return {
    ...weak,
    severity: severityOf(token, place),
    title: 'jwt.get_unverified_claims',
    fix,
  };
}

/** Graver where it may decide what a caller may do than where it only says who it is, as in JavaScript. */
function severityOf(token: Expression | undefined, { call, values }: Place): Severity {
  const behind = checksIn(values).filter(
    (check) => check.start > call.end && calledName(check) === 'decode',
  );
  const isTrue = behind.slice(0, MOST_CHECKS).some((check) => isVerifiedBehind(call, check));
  if (isTrue || isOfTokenEndpoint(token, values)) return 'low';

  return saysWhoAlone(call) ? 'medium' : 'high';
}
