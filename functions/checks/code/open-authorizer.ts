import { weaknessCheck } from './weakness-check.ts';

/** How any caller comes to Allow, by the sink; else nothing is asked. */
const ways: Readonly<Record<string, string>> = {
  'jwt.decode': 'reads a token without verifying its signature, and any caller is let through',
  'A sample token': 'is all that it asks for, and the documentation of AWS shows it',
};

export const openAuthorizer = weaknessCheck({
  id: 'code/open-authorizer',
  title: 'Lambda authorizer lets any caller through',
  severity: 'high',
  rationale:
    'API Gateway and AWS AppSync let a request through when the authorizer says so, and ask nothing ' +
    'else. This one answers Allow, or isAuthorized: true, to each caller who sends a request of the ' +
    'right form: it never looks at what the caller sends, asks only whether there is a token or for the one of ' +
    "AWS's samples, or " +
    'believes a JWT whose signature it does not verify (Broken Authentication, API2:2023 of the OWASP API ' +
    'Security Top 10; CWE-306 and CWE-347 are what is missing). It is reported where nothing that ' +
    'the code does may be a check: a comparison with anything that a caller cannot know, a call that verifies, and a ' +
    'lookup or a request with what was sent all count as one. The routes behind it are reported as ' +
    'unauthenticated.',
  remediation:
    'Verify what the caller sends before Allow: the signature of a JWT with its issuer, audience and ' +
    'expiry, or a key by a comparison in constant time; answer Deny, or throw Unauthorized, to all ' +
    'others. Where the callers are users of Amazon Cognito or of an OpenID Connect provider, a JWT ' +
    'authorizer of API Gateway needs no code.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html',
    'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
    'https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/',
    'https://cwe.mitre.org/data/definitions/287.html',
  ],
  cwe: 'CWE-287',
  frameworks: { owasp: ['S2:2017'], csa: ['SAS-2'] },
  does: (sink) => ways[sink] ?? 'is answered to any caller',
  accepted: 'any caller is let through there',
  instead: (_, language) =>
    language === 'python'
      ? "Verify the token before Allow: claims = jwt.decode(token, public_key, algorithms=['RS256'], audience=…, issuer=…); it raises where the token is wrong. Of a key: hmac.compare_digest(key, expected)."
      : "Verify the token before Allow: await CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' }).verify(token), or jwt.verify(token, publicKey, { algorithms: ['RS256'], audience, issuer }); both throw where the token is wrong. Of a key: timingSafeEqual(key, expected).",
});
