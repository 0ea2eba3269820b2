import { isAskingName } from '../../signatures/index.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { hasKeyOfToken } from '../faults/keys-of-tokens.ts';
import { isKnown, packageIn } from '../known-packages.ts';
import { calledName } from '../link.ts';
import { returnsOf } from '../members.ts';
import { nodesIn } from '../nodes-in.ts';
import type { AnyNode, Call, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isOfForm } from './of-form.ts';
import { isSaidField } from './request-sources.ts';

/** What is called, or stands before a route, that asks for a credential. */
export interface Asking {
  readonly name: string;
  /** Of a package that does nothing else; else it is known by its name alone. */
  readonly isOfPackage: boolean;
}

/** Undefined where its name does not say that it asks, and where it is seen to say yes to all. */
export function askingCall(call: Call, values: Values): Asking | undefined {
  if (hasKeyOfToken(call, values)) return undefined;
  const { callee } = call;
  const name = calledName(call) ?? '';
  const names = values.namesOf(callee);
  if (names.some((each) => isAskedOf(each, call)))
    return { name: shown(callee, name), isOfPackage: true };
  if (names.some((each) => posting.test(each)) && isOfPayPal(call, values))
    return { name: "PayPal's verify-webhook-signature", isOfPackage: true };
  if (!isAskingName(name) || names.some(isOfKnown) || isOfOthers(callee)) return undefined;
  const own = values.functionsOf(callee);
  if (own.length > 0 && own.every(({ node }) => saysOne(node) || isOfForm(node))) return undefined;
  const { arguments: given } = call;
  if (own.length > 0 && given.length > 0 && given.every(({ value }) => isSaidField(value)))
    return undefined;
  if (own.length === 0 && values.valuesOf(callee).some(({ kind }) => kind === 'class'))
    return undefined;

  return { name: shown(callee, name), isOfPackage: false };
}

const posting = /^(?:requests|httpx|urllib3|aiohttp)\b.{0,40}\.(?:post|request)$/;

/** PayPal itself says whether a message is its own. */
function isOfPayPal({ arguments: given }: Call, values: Values): boolean {
  return given
    .slice(0, 2)
    .some(({ value }) =>
      nodesIn(values.writtenAs(value)).some(
        (each) => each.type === 'Text' && each.value.endsWith('/verify-webhook-signature'),
      ),
    );
}

/** Of what is handed on, or decorates: by its full name. */
export function packageAsking(node: Expression, values: Values): Asking | undefined {
  const isIt = values
    .namesOf(node)
    .some((name) => rows.some((row) => row.test(name)) && !decoding.test(name));

  return isIt ? { name: shown(node, lastOf(node)), isOfPackage: true } : undefined;
}

/** Whether a package is known, and by what is written in the table alone. */
export function isOfKnown(name: string): boolean {
  const of = packageIn(name);

  return !name.startsWith('?') && (of === undefined || isKnown(of));
}

/** Whether all that it answers is one constant, and it refuses nothing. */
export function saysOne(of: FunctionNode): boolean {
  const pending: AnyNode[] = [of.body];
  for (let node = pending.pop(), count = 0; node; node = pending.pop(), count += 1) {
    if (count > MOST_NODES || deciding.test(node.type)) return false;
    if (node.type === 'Call' && !/^(?:print|log|info|debug|warning)$/.test(calledName(node) ?? ''))
      return false;
    pending.push(...childrenOf(node));
  }
  return returnsOf(of).every(
    ({ type }) => type === 'Constant' || type === 'Text' || type === 'Number',
  );
}

const MOST_NODES = 200;

const deciding = /^(?:If|Conditional|Binary|Raise|Try|Match|Assert|While|For)$/;

export function shown(node: Expression, name: string): string {
  const object = node.type === 'Attribute' ? node.object : undefined;
  const of = object?.type === 'Call' ? object.callee : object;
  const last = of?.type === 'Name' || of?.type === 'Attribute' ? of.name : '';

  return last === '' || last === 'self' ? name : `${last}.${name}`;
}

function lastOf(node: Expression): string {
  return node.type === 'Name' || node.type === 'Attribute' ? node.name : '';
}

/** To ask a database or a mail server whether it answers. */
function isOfOthers(callee: Expression): boolean {
  const object = callee.type === 'Attribute' ? callee.object : undefined;
  const name = object?.type === 'Name' || object?.type === 'Attribute' ? object.name : '';

  return /^(?:db|database|conn\w{0,8}|smtp\w{0,8}|mail\w{0,8}|server|drive|sheets?)$/i.test(name);
}

/** A token that is decoded without a key, or asked not to verify, is believed. */
function isAskedOf(name: string, call: Call): boolean {
  if (!rows.some((row) => row.test(name))) return false;
  if (!decoding.test(name)) return true;

  return (
    call.arguments.length > 1 &&
    !call.arguments.some(
      ({ name: given, value }) => (given === 'verify' && isFalse(value)) || hasOff(value),
    )
  );
}

const decoding = /^(?:jwt|jose|authlib|joserfc|python_jwt)\b.*\.decode\w{0,10}$/;

/** `options={'verify_signature': False}` */
function hasOff(node: Expression): boolean {
  return (
    node.type === 'Dict' &&
    node.entries.some(
      ({ key, value }) => constantText(key) === 'verify_signature' && isFalse(value),
    )
  );
}

function isFalse(node: Expression): boolean {
  return node.type === 'Constant' && node.value === 'False';
}

/** Names of what asks. Sources: the documentation of each. */
const rows: readonly RegExp[] = [
  /^(?:jwt|jose\.jwt|jose\.jws|authlib\.jose|joserfc\.jwt|python_jwt)\b.{0,40}\.(?:decode|decode_complete|verify|verify_jwt|process_jwt)$/,
  /^jwt\.(?:PyJWKClient|get_unverified_header)\b/,
  /^jose\.jwk\.construct\(\)\.verify$/,
  /^firebase_admin\.auth\.verify_\w{2,30}$/,
  /^google\.oauth2\.id_token\.verify_\w{2,30}$/,
  /^(?:hmac|secrets|hashlib|django\.utils\.crypto)\.(?:compare_digest|constant_time_compare)$/,
  /^(?:werkzeug\.security|django\.contrib\.auth\.hashers|flask_bcrypt|passlib)\b.{0,60}(?:check_password_hash|check_password|verify)$/,
  /^bcrypt\.checkpw$/,
  /^argon2\b.{0,40}verify\w{0,20}$/,
  /^pyotp\b.{0,40}\.verify$/,
  /^itsdangerous\.\w{2,40}\(\)\.(?:loads|unsign)$/,
  /^nacl\.signing\.VerifyKey\(\)\.verify$/,
  /^discord_interactions\.verify_key\w{0,20}$/,
  /^(?:stripe|svix|standardwebhooks|githubkit|twilio|linebot|slack_sdk|slackeventsapi|sendgrid|razorpay|shopify|ask_sdk_webservice_support)\b.{0,80}(?:construct_event|verify\w{0,24}|validate|is_valid\w{0,12}|parse|\.handle)$/,
  /^slack_bolt\b.{0,80}\.handle$/,
  /^cryptography\.hazmat\b.{0,120}\.verify$/,
  /^ecdsa\b.{0,60}\.verify$/,
  /^(?:rsa|Crypto\.Signature|Cryptodome\.Signature)\b.{0,60}verify$/,
  /^flask_jwt_extended\.(?:view_decorators\.|utils\.)?(?:jwt_required|verify_jwt_in_request|get_jwt_identity|current_user|fresh_jwt_required)$/,
  /^flask_login\.(?:login_required|fresh_login_required|current_user)\b/,
  /^flask_httpauth\.\w{2,30}\(\)\.(?:login_required|current_user)$/,
  /^(?:flask_oidc|flask_security|flask_principal|flask_jwt|flask_praetorian|flask_cognito|flask_awscognito|fastapi_login|fastapi_users|fastapi_jwt_auth|fastapi_cloudauth|fastapi_cognito|authlib\.integrations|flask_dance)\b.{0,60}(?:require\w{0,20}|required|accept_token|auth_\w{2,20}|get_current_user|current_user|protect|validate|authorized)\b/,
  /^django\.contrib\.auth\.(?:authenticate|decorators\.\w{2,30})$/,
  /^rest_framework\.(?:permissions\.Is\w{2,30}|decorators\.permission_classes|decorators\.authentication_classes)$/,
  /^(?:fastapi\.security|starlette\.authentication)\b/,
  /^boto3\.client\('cognito-idp'\)\.(?:get_user|initiate_auth|admin_initiate_auth|respond_to_auth_challenge|admin_respond_to_auth_challenge)$/,
  /^(?:cognitojwt|jwcrypto|supabase|pycognito|warrant|eth_account|solders)\b.{0,60}(?:decode\w{0,8}|verify\w{0,20}|get_user|sign_in_with_password|authenticate|check_token|recover_message)$/,
];
