import type { SignatureKind } from '../../../core/signature-check.ts';
import { argumentOf, entryOf, hasUnseenArguments, isConstant, seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { bindingOf } from '../scope.ts';
import type { Call, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { isBrought } from './brought.ts';
import type { Code } from './code.ts';
import { isOwnKey } from './own-key.ts';
import { isRandom } from './shared-secret.ts';

/** A call that verifies a signature: it raises where that is wrong, or says so. */
export interface Verifier {
  readonly kind: SignatureKind;
  readonly way: 'raises' | 'answers';
}

/** What is asked of a program here. */
type Asked = Pick<Code, 'values' | 'requested' | 'credentials'>;

type Row = readonly [name: RegExp, kind: SignatureKind, way: Verifier['way']];

/** Undefined for any other call, and for one that is asked not to verify. */
export function verifierOf(call: Call, code: Asked): Verifier | undefined {
  const { values, requested } = code;
  for (const name of values.namesOf(call.callee)) {
    const row = rows.find(([pattern]) => pattern.test(name));
    if (!row) continue;
    const [, kind, way] = row;
    if (kind === 'jwt' && way === 'raises') {
      const asked = verifiedBy(call, name, code);
      return asked && { kind: asked, way };
    }
    if (name.startsWith('jose.jwk.') && isBrought(call.callee, { values, requested }))
      return undefined;
    if (kind === 'slack' && isOff(values)) return undefined;
    return { kind, way };
  }
  return undefined;
}

/**
 * Of the 15,000 packages that are downloaded most from PyPI (list of 28 November 2026), and older ones.
 * Sources: the documentation of each.
 */
const rows: readonly Row[] = [
  [/^stripe\.(?:Webhook|StripeClient\(\))\.construct_event$/, 'stripe', 'raises'],
  [/^stripe\.WebhookSignature\.verify_header$/, 'stripe', 'raises'],
  [/^slack_sdk\.(?:signature\.)?SignatureVerifier\(\)\.is_valid(?:_request)?$/, 'slack', 'answers'],
  [
    /^slack_bolt\.adapter\.aws_lambda\.[\w.]{0,40}SlackRequestHandler\(\)\.handle$/,
    'slack',
    'raises',
  ],
  [/^nacl\.signing\.VerifyKey\(\)\.verify$/, 'discord', 'raises'],
  [/^discord_interactions\.verify_key$/, 'discord', 'answers'],
  [/^twilio\.request_validator\.RequestValidator\(\)\.validate$/, 'twilio', 'answers'],
  [
    /^(?:svix|standardwebhooks)\.(?:webhooks\.)?Webhook\(\)\.verify$/,
    'standard-webhooks',
    'raises',
  ],
  [/^ask_sdk_webservice_support\.verifier\.RequestVerifier\(\)\.verify$/, 'alexa', 'raises'],
  [/^(?:jwt|jose\.jwt|jwt\.PyJWT\(\))\.decode$/, 'jwt', 'raises'],
  [/^(?:authlib\.jose\.(?:jwt|JsonWebToken\(\))|joserfc\.jwt)\.decode$/, 'jwt', 'raises'],
  [/^jose\.jwk\.construct\(\)\.verify$/, 'jwt', 'answers'],
  [/^firebase_admin\.auth\.verify_(?:id_token|session_cookie)$/, 'jwt', 'raises'],
  [/^flask_jwt_extended\.verify_jwt_in_request$/, 'jwt', 'raises'],
  [/^linebot\.(?:v3\.)?(?:webhook\.)?WebhookParser\(\)\.parse$/, 'hmac', 'raises'],
  [/^linebot\.(?:v3\.)?(?:webhook\.)?SignatureValidator\(\)\.validate$/, 'hmac', 'answers'],
  [
    /^sendgrid\.helpers\.eventwebhook\.EventWebhook\(\)\.verify_signature$/,
    'public-key',
    'answers',
  ],
  [/^razorpay\.Client\(\)\.utility\.verify_webhook_signature$/, 'hmac', 'raises'],
  [/^githubkit\.webhooks\.verify$/, 'github', 'answers'],
  [/^google\.oauth2\.id_token\.verify_\w{1,40}$/, 'jwt', 'raises'],
  [
    /^cryptography\.hazmat\.primitives\.[\w.]{1,80}(?:load_(?:pem|der)_public_key|from_public_bytes)\(\)\.verify$/,
    'public-key',
    'raises',
  ],
  [/^ecdsa\.VerifyingKey\.from_\w{1,20}\(\)\.verify$/, 'public-key', 'raises'],
];

/** With a key of the code's own, or of a set of keys that it names; and of a signature. */
function verifiedBy(call: Call, name: string, code: Asked): SignatureKind | undefined {
  if (/^(?:google|firebase_admin)\./.test(name)) return 'jwt';
  // `verify_jwt_in_request(optional=True)` lets pass who brings none.
  if (name.startsWith('flask_jwt_extended.'))
    return call.arguments.length === 0 ? 'jwt' : undefined;
  const key = argumentOf(call, 1, 'key');
  if (!key || hasUnseenArguments(call)) return undefined;
  const options = argumentOf(call, undefined, 'options');
  const isAsked = isTrue(argumentOf(call, undefined, 'verify')) && areWhole(options);
  if (!isAsked || allowsNone(call)) return undefined;
  if (isOwnKey(key, code, isPublicKey)) return 'jwt';

  // In the wider reading: strangers do not know one that stands in the code, unless it is short or a word.
  const text = code.credentials ? constantText(code.values.writtenAs(key)) : undefined;
  return text !== undefined &&
    text.length >= SHORTEST_KEY &&
    isRandom(text) &&
    !wellKnown.test(text)
    ? 'shown-secret'
    : undefined;
}

/** Words, and the key of FastAPI's tutorial, which thousands have copied. */
const wellKnown =
  /secret|change|example|your|key|test|demo|default|password|jwt|sample|token|^09d25e094faa6ca2556c/i;

/** What is shorter is found by trying. */
const SHORTEST_KEY = 16;

/** Options of which all are seen, and that leave the signature asked for. */
function areWhole(options: Expression | undefined): boolean {
  if (options === undefined || isConstant(options, 'None')) return true;
  const table = seen(options);
  const isChanged = (bindingOf(options)?.writes ?? []).some(({ path }) => path.length > 0);

  return (
    table?.type === 'Dict' &&
    !isChanged &&
    table.entries.every(({ key }) => key !== undefined && constantText(key) !== undefined) &&
    isTrue(entryOf(table, 'verify_signature'))
  );
}

function isTrue(node: Expression | undefined): boolean {
  return node === undefined || isConstant(node, 'True');
}

function isPublicKey(text: string): boolean {
  return /^\s*-----BEGIN (?:RSA )?(?:PUBLIC KEY|CERTIFICATE)/.test(text);
}

function allowsNone(call: Call): boolean {
  const algorithms = seen(argumentOf(call, 2, 'algorithms'));
  const all =
    algorithms?.type === 'List' || algorithms?.type === 'Tuple' ? algorithms.elements : [];

  return all.some((each) => constantText(each)?.toLowerCase() === 'none');
}

/** `App(request_verification_enabled=False)`. */
function isOff(values: Values): boolean {
  return ['App', 'AsyncApp'].some((name) =>
    values
      .callsOf(name)
      .some((call) =>
        isConstant(argumentOf(call, undefined, 'request_verification_enabled'), 'False'),
      ),
  );
}
