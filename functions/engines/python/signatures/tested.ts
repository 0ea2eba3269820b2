import { argumentOf } from '../call-arguments.ts';
import { calledName } from '../link.ts';
import { nodesIn } from '../nodes-in.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Argument, Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import type { Code } from './code.ts';
import type { Credentials } from './credentials.ts';
import { isInert } from './inert-calls.ts';
import { changing, isReading, isSurelyOutside } from './outside.ts';
import { isOwnKey } from './own-key.ts';
import { valuesOf } from './plain-truth.ts';
import { maySecretBeIn } from './shared-secret.ts';

/**
 * Whether a call that leaves the code is given a credential of the request and knows a right one from a wrong one: it looks it up, or verifies
 * it. What only stores, hashes or sends it on does not, nor what takes it out of the request.
 */
export function isTest(call: Call, credentials: Credentials): boolean {
  const { values, requested } = credentials;
  const name = calledName(call) ?? '';
  if (changing.test(name) || values.functionsOf(call.callee).length > 0) return false;
  if (isOfShape(call, credentials) || isOfPuzzle(call, credentials)) return false;
  if (isInert(call, values)) return false;
  const isLookUp = isReading(call, { values, requested }) && !taking.test(name);
  const isTesting =
    signsIn.test(name) || isVerifying(call, credentials) || isLookUp || isSent(call, credentials);

  return isTesting && call.arguments.some((each) => isAsked(each) && credentials.has(each.value));
}

/** A captcha says that someone is there, and not who. */
function isOfPuzzle(call: Call, { values }: Credentials): boolean {
  const names = values.namesOf(call.callee);

  return (
    names.some((name) => puzzle.test(name)) ||
    nodesIn(call)
      .slice(0, MOST_PARTS)
      .some((node) => {
        const written = node.type === 'Name' ? values.writtenAs(node) : node;
        return written.type === 'Text' && puzzle.test(written.value);
      })
  );
}

const puzzle = /captcha|turnstile|siteverify/i;

const MOST_PARTS = 200;

/** Not where a search begins, or what it shows. */
function isAsked({ name = '' }: Argument): boolean {
  return !/^(?:ProjectionExpression|ExclusiveStartKey|Limit|IndexName|Select|ExpressionAttributeNames|AttributesToGet|StartAfter|ContinuationToken|NextToken|Marker|limit|skip|sort)$/.test(
    name,
  );
}

/** Whether it says yes or no of what it verifies; an answer over the network is false where it is an error. */
export function saysYesOrNo(call: Call, credentials: Credentials): boolean {
  return isVerifying(call, credentials) || isSent(call, credentials);
}

/** `hmac.compare_digest` */
export function isConstantTime({ callee }: Call, values: Values): boolean {
  return values.namesOf(callee).some((name) => /^(?:hmac|secrets)\.compare_digest$/.test(name));
}

/** By a stored hash, which comes from outside, or by what its name says that it knows. */
function isVerifying(call: Call, credentials: Credentials): boolean {
  const name = calledName(call) ?? '';
  if (!verifying.test(name) || changing.test(name)) return false;
  const given = call.arguments.map(({ value }) => value);
  if (given.some((each) => credentials.has(each)) && given.length > 1) {
    return given.some((each) => !credentials.has(each) && isSurelyOutside(each, credentials));
  }

  return knowing.test(name) && isMadeOfOwn(call, credentials);
}

/** Not `TOTP('JBSW…')`, of a key that the code shows, nor `TOTP(body['secret'])`. */
function isMadeOfOwn({ callee }: Call, credentials: Credentials): boolean {
  if (callee.type !== 'Attribute') return true;
  const object = credentials.values.writtenAs(callee.object);
  const [maker = object, ...others] = object.type === 'Name' ? valuesOf(object) : [];
  if (maker.type !== 'Call' || others.length > 0) return true;
  const key = maker.arguments[0]?.value;
  const isClient = credentials.values
    .namesOf(maker.callee)
    .some((name) => /^boto(?:3|core)\b/.test(name));

  return key === undefined || isClient || isOwnKey(key, credentials);
}

/** `verify_token`, of one that is given nothing else: `validate` and `check` may ask for its form. */
const knowing =
  /^(?:(?:verify|authenticate|authorize|introspect|check|validate|is_valid)_(?:\w{1,30}_)?(?:token|jwt|session|api_?key|signature|credentials?|login|access|user)|verify|authenticate|authorize|introspect|login|sign_in\w{0,40}|decrypt|loads)$/;

/** `get_token(headers)`, of a package: it takes it out of them. */
const taking =
  /^(?:get|read|find|fetch|retrieve)_(?:\w{1,40}_)?(?:token|bearer|header|headers|credentials?|authorization|cookie)(?:_from_\w{1,30})?$/;

/** What says no by an error: a log-in at Cognito, a token that was signed or sealed. */
export function raisesWhereWrong(call: Call, credentials: Credentials): boolean {
  const name = calledName(call) ?? '';
  const names = credentials.values.namesOf(call.callee);
  const isRaising =
    signsIn.test(name) ||
    (name === 'get_user' && argumentOf(call, undefined, 'AccessToken') !== undefined) ||
    names.some((each) => raising.test(each));

  return (
    isRaising &&
    isMadeOfOwn(call, credentials) &&
    call.arguments.some(({ value }) => credentials.has(value))
  );
}

const signsIn = /^(?:admin_)?(?:initiate_auth|respond_to_auth_challenge)$/;

const raising =
  /^(?:itsdangerous\.[\w.]{1,60}\(\)\.loads|cryptography\.fernet\.(?:Multi)?Fernet\(\)\.decrypt|argon2\.PasswordHasher\(\)\.verify|warrant\.Cognito\(\)\.(?:authenticate|check_token|verify_token)|pycognito\.Cognito\(\)\.(?:authenticate|check_token|verify_token))$/;

const verifying =
  /^(?:(?:is_valid|verify|check|validate|authenticate|authorize|introspect|compare)(?:_\w{1,60})?|checkpw|login|sign_in\w{0,40}|decrypt|loads)$/;

/** `requests.post(INTROSPECTION, data={'token': token})` */
function isSent(call: Call, { values, requested }: Credentials): boolean {
  // Who asks must not say who is asked.
  const isOwn = [argumentOf(call, 0), argumentOf(call, undefined, 'url')].every(
    (each) => !each || !requested.has(each),
  );
  return (
    isOwn &&
    values
      .namesOf(call.callee)
      .some((name) =>
        /^(?:requests|httpx)\.(?:Session\(\)\.|Client\(\)\.|AsyncClient\(\)\.)?(?:get|post|request)$|^urllib\.request\.urlopen$|^urllib3\.PoolManager\(\)\.request$/.test(
          name,
        ),
      )
  );
}

/** A schema says nothing of who sends what has its form; nor does what only parses it. */
function isOfShape(call: Call, { values }: Credentials): boolean {
  const names = values.namesOf(call.callee);
  if (calledName(call) === 'loads') {
    return !names.some((name) => name.startsWith('itsdangerous.'));
  }

  return names.some((name) =>
    /^(?:jsonschema|fastjsonschema|marshmallow|cerberus|voluptuous|pydantic|email_validator|validators|wtforms|flask_wtf|schema|aws_lambda_powertools\.utilities\.(?:parser|validation))\b/.test(
      name,
    ),
  );
}

/** Whether one side is a credential of the request, and the other what the code has from outside: a stored hash, a secret. */
export function isTestedWith(
  one: Expression,
  other: Expression,
  credentials: Credentials,
  code: Code,
): boolean {
  return isAgainst(one, other, credentials, code) || isAgainst(other, one, credentials, code);
}

function isAgainst(
  given: Expression,
  own: Expression,
  credentials: Credentials,
  code: Code,
): boolean {
  return (
    credentials.has(given) &&
    !credentials.has(own) &&
    isSurelyOutside(own, credentials) &&
    !(mayLack(own, true) && mayLack(given, false)) &&
    !maySecretBeIn(given, code)
  );
}

/** `user.get('otp')`, of what is empty where nothing is found: nothing is as nothing that is sent. */
function mayLack(node: Expression, isFound: boolean): boolean {
  const [value = node, ...others] = node.type === 'Name' ? valuesOf(node) : [node];
  const isGot =
    value.type === 'Call' && calledName(value) === 'get' && value.arguments.length === 1;
  if (!isGot || others.length > 0 || value.callee.type !== 'Attribute') return false;
  const { object } = value.callee;
  const [whole = object] = object.type === 'Name' ? valuesOf(object) : [object];

  return (
    !isFound ||
    (whole.type === 'Call' && calledName(whole) === 'get' && whole.arguments.length > 1) ||
    (whole.type === 'Binary' && whole.operator === 'or')
  );
}

/** `cursor.fetchone()`, of a cursor that was asked by a credential. */
export function isFetchedBy(call: Call, credentials: Credentials): AnyNode | undefined {
  const { callee } = call;
  if (callee.type !== 'Attribute' || !/^fetch(?:one|all|many|val|row)$/.test(callee.name)) {
    return undefined;
  }
  const reads = (bindingOf(callee.object)?.reads ?? []).slice(0, MOST_READS);

  return reads
    .flatMap(({ parent }) => (parent?.type === 'Attribute' ? parent.parent : undefined))
    .find((each) => each?.type === 'Call' && isTest(each, credentials));
}

const MOST_READS = 50;
