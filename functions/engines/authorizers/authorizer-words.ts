/** Methods of AWS's sample `AuthPolicy`, in both languages, and of Powertools, that allow all of the API. */
export const allowing = /^allow_?all_?(?:methods|routes)$/i;

/** Those that allow, or deny, a part of it. */
export const limiting =
  /^(?:allow|deny)_?(?:methods?|routes?)(?:_?with_?conditions?)?$|^add_?method$/i;

/** What a method of it says: all of it is in the class, whatever is called. */
export const sampleMethod = /^(?:build|AuthPolicy|deny_?all_?(?:methods|routes))$/i;

/** Calls that read a token and verify nothing. */
export const decoders: ReadonlySet<string> = new Set(
  'decode jwtDecode jwt_decode decodeJwt decodeProtectedHeader get_unverified_claims get_unverified_header'.split(
    ' ',
  ),
);

/** What a header begins with, how API Gateway and AppSync call what they ask, and by which protocol each request comes. */
export function isScheme(text: string): boolean {
  return /^(?:bearer|basic|token|jwt|request|https?|undefined|null|none|)[:.]?$/i.test(text.trim());
}

/**
 * Whether AWS's documentation has a text for the token that its sample authorizers ask for: it is known to
 * all. Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html,
 * http-api-lambda-authorizer.html there, and https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html.
 */
export function isSampleToken(text: string): boolean {
  return sampleTokens.has(text.replace(/^bearer /i, ''));
}

const sampleTokens: ReadonlySet<string> = new Set([
  'allow',
  'deny',
  'unauthorized',
  'headerValue1',
  'queryValue1',
  'secretToken',
  'custom-authorized',
]);

/** What texts are split, joined and read by: no word that only some know. */
export function isPlainPart(text: string): boolean {
  if (/^(?:utf-?8|ascii|latin-?1|base64(?:url)?|binary|hex)$/i.test(text)) return true;

  return isScheme(text) || !/[a-z0-9]/i.test(text);
}

/** Whether a part of the name of a resource says nothing of which: `arn:aws:execute-api:`, `/*`. */
export function isOpenResource(text: string): boolean {
  return !/[a-z0-9]/i.test(text.replaceAll(/arn|aws|execute-api/g, ''));
}

/** Whether an action is one that invokes an API. */
export function isInvoking(action: string): boolean {
  return /^(?:\*|execute-api:(?:\*|i[a-z]{0,5}\*|invoke))$/i.test(action.trim());
}

/** Fields of an answer, and of the statements in it. */
export const answerFields: ReadonlySet<string> = new Set(
  'isAuthorized policyDocument principalId Statement Effect Action Resource'.split(' '),
);

/** What an answer hands to the function behind it. */
export const besideAnswers: ReadonlySet<string> = new Set(['context', 'resolverContext']);

/**
 * Whether an object of these fields is an answer to API Gateway or AWS AppSync. They refuse any other
 * field: what has one is the result of a step, or a row.
 */
export function isAnswer(fields: ReadonlySet<string>): boolean {
  const isPolicy = fields.has('policyDocument') && fields.has('principalId');
  const known = isPolicy ? ofPolicies : fields.has('isAuthorized') ? ofSimple : undefined;

  return known !== undefined && [...fields].every((field) => known.has(field));
}

/** Whether an object of these fields says who may. */
export function saysWhoMay(fields: ReadonlySet<string>): boolean {
  return fields.has('isAuthorized') || fields.has('policyDocument');
}

const ofPolicies: ReadonlySet<string> = new Set([
  'principalId',
  'policyDocument',
  'context',
  'usageIdentifierKey',
]);

const ofSimple: ReadonlySet<string> = new Set([
  'isAuthorized',
  'context',
  'resolverContext',
  'deniedFields',
  'ttlOverride',
]);

/** Methods of loggers: another one may make a client. */
export const logging =
  /^(?:log|info|warn|warning|error|exception|debug|trace|critical|fatal|appendKeys|append_keys|addContext|putAnnotation|put_annotation|putMetadata|put_metadata|addMetric|add_metric)$/;

/** Claims of a JWT (RFC 7519, and those of user pools and their like): who forges the token writes them. */
export function isClaim(name: string): boolean {
  return claims.has(name) || name.startsWith('cognito:');
}

const claims: ReadonlySet<string> = new Set(
  (
    'iss aud exp nbf iat sub email role roles group groups scope scopes scp permissions admin isAdmin ' +
    'is_admin azp client_id token_use username user_id userId email_verified tenant tenantId tid'
  ).split(' '),
);

/** Whether a name says that what it stands for is known to few. */
export function secretNamed(name: string): boolean {
  return /secret|passw|passphrase|token|api_?key|(?:^|_)key|credential|hash|signature/i.test(name);
}
