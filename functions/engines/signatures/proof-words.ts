/**
 * Whether a name or a text of code has to do with how someone proves who they are, with how a proof is sent to them (a mail, a
 * message), or with who is refused. Where none has, code asks for no proof; where one has, it may or may not.
 */
export function isOfProof(text: string): boolean {
  const word = text.slice(0, LONGEST);

  return (
    proving.test(word) || sending.test(word) || refusing.test(word) || exactly.test(word.trim())
  );
}

/** What is read under such a name may be a proof; what is made under it may be the token itself. */
export function isReadAsProof(name: string): boolean {
  return read.test(name.slice(0, LONGEST));
}

/** The same of a name that objects of S3 have, too. */
export function isReadAsKey(name: string): boolean {
  return /^key$/i.test(name);
}

/** Whether what is called so may refuse, where its code is not seen. */
export function isCheckName(name: string): boolean {
  return /^(?:(?:is|are|can|must|has|do|try)_?)?(?:check|valid|assert|ensure|guard|protect|permit|enforce|allow)/i.test(
    name,
  );
}

/** Fields that say how something is made or answered, and no more. */
export function isPlainSetting(field: string): boolean {
  return /^(?:rejectUnauthorized|signature_?version|ACL|token_?type|access-control-.{1,40})$/i.test(
    field,
  );
}

/** Whether a header may say who sends a request: all but those that any browser adds. */
export function isOfSender(header: string | undefined): boolean {
  return header === undefined || !plainHeaders.test(header);
}

const plainHeaders =
  /^(?:content-(?:type|length)|origin|host|user-agent|accept(?:-\w{1,20})?|referer)$/i;

/** What stands beside a route, or wraps it, and may ask before it. */
export function isOfGuard(name: string): boolean {
  return guards.test(name.slice(0, LONGEST));
}

/** That there already is one: who is not there yet signs up. */
export function isOfExistence(text: string): boolean {
  return /exist|already|taken|duplicate|conflict|\b409\b/i.test(text.slice(0, LONGEST));
}

/** Calls that make a user, and such as look for one. */
export function makesSomeone(name: string): boolean {
  if (ofOthers.test(name)) return false;

  return making.test(name) || (name.endsWith('Command') && makingCommands.test(name));
}

export function looksForSomeone(name: string): boolean {
  return looking.test(name) || (name.endsWith('Command') && lookingCommands.test(name));
}

/** Fields by which a token says whose it is: the first that it has decides. */
export const subjectFields: readonly string[] = (
  'sub subject uid userId user_id userID id _id accountId account_id customerId customer_id memberId clientId email mail userEmail user_email ' +
  'username userName user_name login phone phoneNumber phone_number user account customer member identity'
).split(' ');

const ofOthers =
  /token|jwt|client|url|resp|app|server|pool|connection|date|log|engine|table|bucket/i;

const making = /^(?:create|insert|put|save|register|sign_?up|upsert)(?![a-z])/;
const makingCommands = /^(?:Admin)?(?:Create|Put|SignUp|Insert|BatchWrite|TransactWrite)/;

const looking =
  /^(?:find|get|fetch|query|load|look|select|scan|read|search|retrieve|batch_?get)(?![a-z])/;
const lookingCommands = /^(?:Admin)?(?:Get|Query|Scan|Select|BatchGet)/;

const LONGEST = 200;

const proving =
  /passw|passphrase|passcode|pass_?hash|\bpwd?\b|\bpass\b|senha|contrase|\bclave\b|parola|kennwort|mot_?de_?passe|bcrypt|argon2|scrypt|pbkdf|hash|hmac|sha\d|timing_?safe|(?<!locale)compare|verif|signature|authenticat|authori[sz]|credential|session|challenge|webauthn|passkey|captcha|turnstile|oauth|openid|google|facebook|\bapple|github|saml|ldap|invit|magic|\b(?:t|h)?otp|one_?time|\b[2m]fa\b|api_?key|x-api|bearer|jwks|claims|principal|nonce|csrf|decode_?(?:jwt|token)|jwt_?decode|(?:check|valid(?:ate)?|is_?valid)_?(?:user|login|cred|account|token|code|pin|key|request)|get(?:Signed)?Cookie|get_cookie|\bsecure_?compare|source_?ip|cognito-idp|cognito-?identity-?provider|admin_?get_?user|get_?user_?command|\binvoke|put_?events|start_?execution|guest|anonym|nick_?name|display_?name|visitor|recover|\bsigner|siwe|wallet|personal_?sign|\beth-|ethers|web3|nacl|ed25519|noble|allow_?list|white_?list|\bsignIn\b|initiate_?auth/i;

const sending =
  /send_?(?:e?mail|sms|message|code|link|raw)|mailer|sendgrid|mailgun|postmark|\bresend\b|smtp|twilio|\bses(?:v2)?\b|\bsns\b|client-(?:ses|sns|pinpoint)|publish/i;

const refusing = /\b40[13]\b|unauth|forbidden|denied|denegad|no_?autoriz|not_?allowed|permission/i;

// What comes of a queue or a bucket is no request.
const exactly = /^(?:Records|AccessToken|cookies?|pin|code|authorizer|authorization)$/i;

const read =
  /^(?:x-)?(?:code|secret|token|ticket|answer|(?:id|access|refresh|auth|reset|login)[_-]?token|auth[_-]?key|sig|signature|otp|pin|cookies?|authorization|identity|authorizer)$/i;

const guards =
  /auth|guard|protect|require_?(?:user|login|role|admin)|admin|permission|policy|middleware|session|jwt|token|secure|before_request|current_user|is_?(?:logged|allowed)/i;
