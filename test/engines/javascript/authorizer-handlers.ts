/** What comes before a handler in each of them. */
const before = [
  "const jwt = require('jsonwebtoken'); const crypto = require('crypto');",
  "const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');",
  'const db = new DynamoDBClient({});',
  "const policy = (principalId, effect, resource) => ({ principalId, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }] } });",
  "function generatePolicy(principalId, effect, resource) { const response = {}; response.principalId = principalId; if (effect && resource) { const document = {}; document.Version = '2012-10-17'; document.Statement = []; const one = {}; one.Action = 'execute-api:Invoke'; one.Effect = effect; one.Resource = resource; document.Statement[0] = one; response.policyDocument = document; } return response; }",
].join('\n');

/** An authorizer with a body, and functions beside it. */
export function authorizer(body: string, beside = ''): string {
  return `${before}\n${beside}\nexports.handler = async (event, context, callback) => {\n${body}\n};`;
}

const allow = "return policy('user', 'Allow', event.methodArn);";
const deny = "return policy('user', 'Deny', event.methodArn);";
const token = 'const token = event.authorizationToken;';
const verified =
  'try { const found = jwt.verify(event.authorizationToken, process.env.KEY); console.log(found); }';
const samplePolicy =
  "class AuthPolicy { constructor(principal, account, options) { this.principalId = principal; this.allowMethods = []; this.denyMethods = []; } addMethod(effect, verb) { if (!verb) throw new Error('no verb'); if (effect === 'Allow') this.allowMethods.push(verb); else this.denyMethods.push(verb); } allowAllMethods() { this.addMethod('Allow', '*'); } denyAllMethods() { this.addMethod('Deny', '*'); } build() { return { principalId: this.principalId, policyDocument: { Statement: [this.of('Allow', this.allowMethods), this.of('Deny', this.denyMethods)] } }; } of(effect, all) { return { Effect: effect, Resource: all }; } }";

/** Authorizers that let each caller through: name, the sink, body, and functions beside. */
export const open: readonly (readonly [string, string, string, string?])[] = [
  ['one that looks at nothing', 'Allow', allow],
  ['one that only logs what it gets', 'Allow', `console.log(JSON.stringify(event)); ${allow}`],
  [
    'one that allows whatever it asks',
    'Allow',
    "let effect = 'Allow'; if (event.authorizationToken === process.env.KEY) { effect = 'Allow'; } return { principalId: 'user', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: '*' }] } };",
  ],
  [
    'one that allows by either of two branches',
    'Allow',
    "const answer = { principalId: 'user', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }] } }; if (isKnown(event.authorizationToken)) { console.log('known'); return answer; } return answer;",
    'function isKnown(token) { return token === process.env.KEY; }',
  ],
  [
    'one that asks by which protocol the request comes',
    'Allow',
    `if (event.headers['X-Forwarded-Proto'] !== 'https') { ${deny} } ${allow}`,
  ],
  [
    'one whose answer the caller sends',
    'Allow',
    "return policy('user', event.headers.effect, event.methodArn);",
  ],
  [
    'one whose answer is made of what the caller sends',
    'Allow',
    "const effect = String(event.headers.effect); return policy('user', effect, event.methodArn);",
  ],
  [
    'one whose answer the token says, which nothing verifies',
    'jwt.decode',
    "const claims = jwt.decode(event.authorizationToken); return policy('user', claims.effect, event.methodArn);",
  ],
  ['a simple response', 'Allow', 'return { isAuthorized: true };'],
  ['a simple response, made smaller', 'Allow', 'return { isAuthorized: !0, context: {} };'],
  [
    'a simple response, set later',
    'Allow',
    'const r = { isAuthorized: false }; r.isAuthorized = true; return r;',
  ],
  ['a callback', 'Allow', "callback(null, generatePolicy('user', 'Allow', event.methodArn));"],
  [
    'context.succeed',
    'Allow',
    "context.succeed(generatePolicy('user', 'Allow', event.methodArn));",
  ],
  [
    'one that wants any token',
    'Allow',
    `${token} if (!token) throw new Error('Unauthorized'); ${allow}`,
  ],
  ['one that denies those without', 'Allow', `${token} if (!token) { ${deny} } ${allow}`],
  [
    'any token, in one expression',
    'Allow',
    "return policy('user', event.authorizationToken ? 'Allow' : 'Deny', event.methodArn);",
  ],
  ['any token as the answer', 'Allow', 'return { isAuthorized: !!event.headers.authorization };'],
  [
    'any token of a form',
    'Allow',
    `${token} if (!token || !token.startsWith('Bearer ')) { callback('Unauthorized'); return; } const parts = token.split(' '); if (parts.length !== 2) throw new Error('Unauthorized'); ${allow}`,
  ],
  [
    'any token of a pattern',
    'Allow',
    `${token} const found = /^Bearer (.+)$/.exec(token); if (!found) throw new Error('Unauthorized'); ${allow}`,
  ],
  [
    'one of either scheme',
    'Allow',
    `const [scheme, value] = event.authorizationToken.split(' '); if (scheme.toLowerCase() !== 'bearer' || typeof value !== 'string') { ${deny} } ${allow}`,
  ],
  [
    'one that parses',
    'Allow',
    `${token} try { JSON.parse(Buffer.from(token, 'base64').toString()); } catch (e) { ${deny} } ${allow}`,
  ],
  [
    'a check that is not written yet',
    'Allow',
    `if (!isValid(event.authorizationToken)) { ${deny} } ${allow}`,
    'function isValid(token) { return true; }',
  ],
  [
    'a check that asks for any',
    'Allow',
    `const ok = isValid(event); if (ok) { ${allow} } ${deny}`,
    'const isValid = (event) => { if (!event.headers) return false; return event.headers.Authorization !== undefined; };',
  ],
  [
    'a flag',
    'Allow',
    `let ok = false; if (event.headers.authorization) { ok = true; } return { isAuthorized: ok };`,
  ],
  [
    'both ways',
    'Allow',
    `try { console.log(event.authorizationToken.length); ${allow} } catch (e) { ${allow} }`,
  ],
  [
    'helpers beside',
    'Allow',
    'return answer(event);',
    `function answer({ methodArn }) { const [, , , region, account, path] = methodArn.split(':'); return policy('me', 'Allow', 'arn:aws:execute-api:' + region + ':' + account + ':' + path); }`,
  ],
  [
    'the sample of AWS that allows all',
    'Allow',
    "const p = new AuthPolicy('me', '1', {}); p.allowAllMethods(); return p.build();",
    samplePolicy,
  ],
  [
    'one that hands more to the function behind it',
    'Allow',
    'const { headers } = { ...event }; return { isAuthorized: true, context: { ...defaults, ...headers } };',
    "const defaults = require('./defaults.json');",
  ],
  ['one that logs a copy of what it gets', 'Allow', `console.log({ ...event }); ${allow}`],
  [
    'the token of a sample',
    'A sample token',
    `switch (event.authorizationToken) { case 'allow': ${allow} case 'deny': ${deny} case 'unauthorized': throw new Error('Unauthorized'); default: ${deny} }`,
  ],
  [
    'the token of another sample',
    'A sample token',
    "return { isAuthorized: event.headers.authorization === 'secretToken', context: { a: 1 } };",
  ],
  [
    'any token, after preflights',
    'Allow',
    `if (event.requestContext.http.method === 'OPTIONS') { ${allow} } ${allow}`,
  ],
  [
    'any token but of preflights',
    'Allow',
    `const { httpMethod } = event; return httpMethod === 'OPTIONS' ? policy('me', 'Allow', '*') : policy('you', 'Allow', '*');`,
  ],
  [
    'a part of the ARN by its place',
    'Allow',
    "const { methodArn } = event; const end = methodArn.indexOf('/'); return policy('me', 'Allow', methodArn.substring(0, end) + '/*');",
  ],
  [
    'a token that is only decoded',
    'jwt.decode',
    `const claims = jwt.decode(event.authorizationToken); if (!claims) { ${deny} } return policy(claims.sub, 'Allow', event.methodArn);`,
  ],
  [
    'a token whose claims anyone writes',
    'jwt.decode',
    `const claims = jwt.decode(event.authorizationToken.replace('Bearer ', '')); if (claims.iss !== process.env.ISSUER || claims.exp < Date.now() / 1000) { ${deny} } ${allow}`,
  ],
  [
    'a role of a decoded token',
    'jwt.decode',
    `const { role } = jwt.decode(event.authorizationToken); return { isAuthorized: role === 'admin' };`,
  ],
  [
    'groups of a decoded token',
    'jwt.decode',
    `const claims = jwt.decode(event.authorizationToken, { complete: true }); if (!claims.payload.groups.includes('staff')) { ${deny} } ${allow}`,
  ],
  [
    'a token that is decoded by hand',
    'jwt.decode',
    `const claims = JSON.parse(Buffer.from(event.authorizationToken.split('.')[1], 'base64').toString()); if (claims.exp < Date.now()) throw new Error('Unauthorized'); ${allow}`,
  ],
];

/** Authorizers that check, or of which that is not sure: name, body, and functions beside. */
export const guarded: readonly (readonly [string, string, string?])[] = [
  [
    'one whose effect is another somewhere',
    "let effect = 'Allow'; if (event.authorizationToken !== process.env.KEY) { effect = 'De' + 'ny'; } return { principalId: 'user', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: '*' }] } };",
  ],
  [
    'one that allows what something unseen has not thrown at',
    "require('./verify.js').assertKnown(event.authorizationToken); return { principalId: 'user', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }] } };",
  ],
  [
    'one that allows what is verified',
    "const found = jwt.verify(event.authorizationToken, process.env.KEY); return { principalId: found.sub, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }] } };",
  ],
  [
    'one that answers by a branch alone',
    "if (event.authorizationToken === process.env.KEY) { return { principalId: 'user', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }] } }; }",
  ],
  [
    'one with more statements than are seen',
    "return { principalId: 'user', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }, ...more] } };",
    "const more = require('./more.json');",
  ],
  [
    'one that answers nothing to others',
    "if (event.authorizationToken !== process.env.KEY) { return; } return { principalId: 'user', policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }] } };",
  ],
  ['a secret', `if (event.authorizationToken !== process.env.TOKEN) { ${deny} } ${allow}`],
  [
    'the answer that a verified token says',
    "const claims = jwt.verify(event.authorizationToken, process.env.KEY); return policy('user', claims.effect, event.methodArn);",
  ],
  [
    'the answer of what is not seen',
    "const found = await require('./ours').ask(event); return policy('user', found.effect, event.methodArn);",
  ],
  [
    'an address that is compared',
    `if (event.headers.origin !== 'https://ours.example') { ${deny} } ${allow}`,
  ],
  [
    'a secret, as the answer',
    'return { isAuthorized: event.headers.authorization === process.env.TOKEN };',
  ],
  [
    'a word of the code',
    `switch (event.authorizationToken) { case 'opensesame': ${allow} default: ${deny} }`,
  ],
  [
    'a sample token beside a secret',
    `if (event.headers.kind !== 'allow' || event.headers.key !== process.env.KEY) { ${deny} } ${allow}`,
  ],
  ['a preflight alone', `if (event.httpMethod === 'OPTIONS') { ${allow} } ${deny}`],
  [
    'a preflight, by a flag',
    `let ok = false; if (event.httpMethod === 'OPTIONS') { ok = true; } if (ok) { ${allow} } ${deny}`,
  ],
  [
    'all methods but preflights',
    `if (event.httpMethod !== 'OPTIONS') { jwt.verify(event.authorizationToken, process.env.KEY); } ${allow}`,
  ],
  ['a method', `if (event.httpMethod === 'GET') { ${allow} } ${deny}`],
  [
    'a wrong token that is refused after it is caught',
    `let claims; try { claims = jwt.verify(event.authorizationToken, process.env.KEY); } catch (e) { console.log(e); } if (!claims) { ${deny} } ${allow}`,
  ],
  ['a wrong token that ends where it is caught', `${verified} catch (e) { ${deny} } ${allow}`],
  [
    'a wrong token that is answered by a callback',
    `${verified} catch (e) { callback('Unauthorized'); } callback(null, policy('u', 'Allow', event.methodArn));`,
  ],
  [
    'a wrong token that a helper refuses',
    `${verified} catch (e) { refuse(); } ${allow}`,
    "function refuse() { throw new Error('Unauthorized'); }",
  ],
  [
    'a wrong token by a flag',
    `let ok = true; try { jwt.verify(event.authorizationToken, process.env.KEY); } catch (e) { ok = false; } return { isAuthorized: ok };`,
  ],
  [
    'a right token by a flag',
    `let ok = false; try { jwt.verify(event.authorizationToken, process.env.KEY); ok = true; } catch (e) { console.log(e); } return { isAuthorized: ok };`,
  ],
  [
    'a helper that says whether the token is right',
    `if (!isRight(event.authorizationToken)) { ${deny} } ${allow}`,
    'function isRight(token) { try { jwt.verify(token, process.env.KEY); return true; } catch (e) { console.log(e); } return false; }',
  ],
  [
    'a helper that answers the claims',
    `const claims = read(event.authorizationToken); if (!claims) { ${deny} } ${allow}`,
    'function read(token) { let claims; try { claims = jwt.verify(token, process.env.KEY); } catch (e) { console.log(e); } return claims; }',
  ],
  [
    'a helper that throws another error',
    `check(event.authorizationToken); ${allow}`,
    "function check(token) { try { jwt.verify(token, process.env.KEY); } catch (e) { throw new Error('Unauthorized'); } }",
  ],
  [
    'a token of either of two issuers',
    `${verified} catch (e) { console.log(e); } try { jwt.verify(event.authorizationToken, process.env.OTHER); } catch (e) { ${deny} } ${allow}`,
  ],
  [
    'a token that may have expired',
    `try { jwt.verify(event.authorizationToken, process.env.KEY); } catch (e) { if (e instanceof jwt.TokenExpiredError) { ${allow} } ${deny} } ${allow}`,
  ],
  [
    'a key before the token',
    `try { if (event.headers.key !== process.env.KEY) { ${deny} } jwt.verify(event.authorizationToken, process.env.KEY); } catch (e) { console.log(e); } ${allow}`,
  ],
  [
    'one way of two that refuses',
    `if (event.headers.authorization.startsWith('Bearer ')) { ${verified} catch (e) { ${deny} } } else { ${deny} } ${allow}`,
  ],
  [
    'a field of the request that says who was found',
    `try { event.user = jwt.verify(event.authorizationToken, process.env.KEY); } catch (e) { console.log(e); } if (!event.user) { ${deny} } ${allow}`,
  ],
  [
    'a caller whom a helper keeps',
    `try { keep(jwt.verify(event.authorizationToken, process.env.KEY)); } catch (e) { console.log(e); } if (!user) { ${deny} } ${allow}`,
    'let user; function keep(found) { user = found; }',
  ],
  [
    'a verifier that is not waited for',
    `let claims; try { claims = jwtVerify(event.authorizationToken, process.env.KEY); } catch (e) { console.log(e); } const found = await claims; ${allow}`,
    "const { jwtVerify } = require('jose');",
  ],
  [
    'one of a list',
    `if (!KEYS.includes(event.headers.key)) { ${deny} } ${allow}`,
    "const KEYS = process.env.KEYS.split(',');",
  ],
  [
    'one of a set',
    `if (!KEYS.has(event.headers.key)) { ${deny} } ${allow}`,
    "const KEYS = new Set(process.env.KEYS.split(','));",
  ],
  [
    'one of a table',
    `const user = users[event.authorizationToken]; if (!user) { ${deny} } ${allow}`,
    'const users = JSON.parse(process.env.USERS);',
  ],
  [
    'one that is looked for',
    `const user = users.find((one) => one.token === event.authorizationToken); if (!user) { ${deny} } ${allow}`,
    'const users = JSON.parse(process.env.USERS);',
  ],
  [
    'one that matches a secret pattern',
    `if (!/^Bearer s3cr3t-\\w+$/.test(event.authorizationToken)) { ${deny} } ${allow}`,
  ],
  [
    'one that begins with a secret',
    `if (!event.authorizationToken.startsWith(process.env.PREFIX)) { ${deny} } ${allow}`,
  ],
  [
    'a verified token',
    `try { jwt.verify(event.authorizationToken, process.env.KEY); } catch (e) { ${deny} } ${allow}`,
  ],
  [
    'a token that is decoded and verified',
    `const { header } = jwt.decode(event.authorizationToken, { complete: true }); jwt.verify(event.authorizationToken, await keyOf(header.kid)); ${allow}`,
    'const keyOf = async (kid) => (await fetch(process.env.JWKS + kid)).text();',
  ],
  [
    'a token that is verified with a callback',
    "jwt.verify(event.authorizationToken, process.env.KEY, (err, claims) => { if (err) callback('Unauthorized'); else callback(null, generatePolicy(claims.sub, 'Allow', event.methodArn)); });",
  ],
  [
    'an HMAC',
    `if (crypto.createHmac('sha256', process.env.S).update(event.body).digest('hex') !== event.headers.sig) { ${deny} } ${allow}`,
  ],
  [
    'a comparison in constant time',
    `if (!crypto.timingSafeEqual(Buffer.from(event.headers.key), Buffer.from(process.env.KEY))) { ${deny} } ${allow}`,
  ],
  [
    'a row of a table',
    `const { Item } = await db.send(new GetItemCommand({ TableName: 't', Key: { token: { S: event.authorizationToken } } })); if (!Item) { ${deny} } ${allow}`,
  ],
  [
    'another service',
    `const answer = await fetch(process.env.URL, { headers: { authorization: event.authorizationToken } }); if (!answer.ok) { ${deny} } ${allow}`,
  ],
  [
    'a service that throws',
    `await axios.get(process.env.URL, { headers: { authorization: event.authorizationToken } }); ${allow}`,
    "const axios = require('axios');",
  ],
  [
    'a package that is not known',
    `await check(event); ${allow}`,
    "const check = require('our-check');",
  ],
  [
    'a client that is made of the request',
    `const client = make(event); if (!client.ok()) { ${deny} } ${allow}`,
    "const { make } = require('our-client');",
  ],
  [
    'a secret in a decoded token',
    `const claims = jwt.decode(event.authorizationToken); if (claims.pin !== process.env.PIN) { ${deny} } ${allow}`,
  ],
  [
    'a claim that is a secret',
    `const claims = jwt.decode(event.authorizationToken); if (claims.sub !== process.env.API_KEY) { ${deny} } ${allow}`,
  ],
  [
    'a user and a password',
    `const [user, password] = Buffer.from(event.authorizationToken.split(' ')[1], 'base64').toString().split(':'); if (user !== process.env.U || password !== process.env.P) { ${deny} } ${allow}`,
  ],
  [
    'an address',
    `if (event.requestContext.identity.sourceIp !== process.env.IP) { ${deny} } ${allow}`,
  ],
  [
    'a certificate of the caller',
    `if (!event.requestContext.identity.clientCert) { ${deny} } ${allow}`,
  ],
  [
    'a policy with a condition',
    "return { principalId: 'me', policyDocument: { Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }] } };",
  ],
  [
    'a policy for the public routes alone',
    "return policy('me', 'Allow', event.methodArn.split('/')[0] + '/GET/public/*');",
  ],
  [
    'a policy that denies some',
    "return { principalId: 'me', policyDocument: { Statement: [{ Effect: 'Allow', Resource: '*' }, { Effect: 'Deny', Resource: '*' }] } };",
  ],
  [
    'a policy whose statements are added',
    "const Statement = []; Statement.push({ Effect: 'Allow', Resource: '*' }); Statement.push({ Effect: 'Deny', Resource: '*' }); return { principalId: 'me', policyDocument: { Statement } };",
  ],
  ['fields that are denied', "return { isAuthorized: true, deniedFields: ['Query.secret'] };"],
  [
    'the sample of AWS that allows some',
    "const p = new AuthPolicy('me', '1', {}); p.allowMethod('GET', '/pets/*'); return p.build();",
    samplePolicy,
  ],
  [
    'a stub beside the check',
    `await check(event); ${allow}`,
    "const check = process.env.IS_OFFLINE ? async () => ({ sub: 'local' }) : require('our-check');",
  ],
  [
    'a check that others may replace',
    `if (!check(event)) { ${deny} } ${allow}`,
    'let check = () => true; exports.setCheck = (other) => { check = other; };',
  ],
  [
    'a class of a package',
    `new Verified(event.authorizationToken); ${allow}`,
    "const { Base } = require('our-check'); class Verified extends Base {}",
  ],
  [
    'a getter of a class',
    `const v = new V({ token: event.authorizationToken }); if (!v.valid) { ${deny} } ${allow}`,
    'class V { constructor(o) { Object.assign(this, o); } get valid() { return this.token === process.env.TOKEN; } }',
  ],
  [
    'bytes that are compared',
    `if (!Buffer.from(event.authorizationToken).equals(Buffer.from(process.env.TOKEN))) { ${deny} } ${allow}`,
  ],
  [
    'a comparison of util',
    `if (!util.isDeepStrictEqual(event.authorizationToken, process.env.TOKEN)) { ${deny} } ${allow}`,
    "const util = require('util');",
  ],
  [
    'bytes that are compared by hand',
    `const a = Buffer.from(event.authorizationToken); const b = Buffer.from(process.env.TOKEN); let bad = a.length - b.length; for (let i = 0; i < b.length; i += 1) bad |= a[i] ^ b[i]; if (bad) { ${deny} } ${allow}`,
  ],
  [
    'a text without the secret',
    `if (event.authorizationToken.replace('s3cr3t', '')) { ${deny} } ${allow}`,
  ],
  [
    'a client that is traced',
    `await users.getUser({ AccessToken: event.authorizationToken }).promise(); ${allow}`,
    "const AWSXRay = require('aws-xray-sdk'); const users = AWSXRay.captureAWSClient(new (require('aws-sdk').CognitoIdentityServiceProvider)());",
  ],
  [
    'a worker that keeps such a field',
    "await db.send(new GetItemCommand({ TableName: 't', Key: { isAuthorized: true } })); return 'done';",
  ],
  [
    'another thing that allows methods',
    "return cors.allowAllMethods(['GET']).build();",
    "const cors = { allowAllMethods() { return this; }, build() { return { origin: '*' }; } };",
  ],
  [
    'a client that sends the token by itself',
    `axios.defaults.headers.common.Authorization = event.authorizationToken; await axios.get(process.env.URL); ${allow}`,
    "const axios = require('axios');",
  ],
  [
    'a value that is kept in the environment',
    `process.env.SENT = event.authorizationToken; if (!matches()) { ${deny} } ${allow}`,
    'const matches = () => process.env.SENT === process.env.TOKEN;',
  ],
  [
    'a caller whom AWS knows, taken out of the request',
    `const { identity } = event; return { isAuthorized: !!identity };`,
  ],
  [
    'what AWS says of the caller, handed on',
    `return answer(event);`,
    'const answer = ({ requestContext: context }) => ({ isAuthorized: Boolean(context) });',
  ],
  ['a setting', `if (process.env.OPEN) { ${allow} } ${deny}`],
  [
    'a setting in a helper',
    `if (isOpen(event)) { ${allow} } ${deny}`,
    'function isOpen(event) { console.log(event); return process.env.OPEN; }',
  ],
  [
    'a setting in a helper, by a condition',
    `if (isOpen(event)) { ${allow} } ${deny}`,
    'function isOpen(event) { if (process.env.OPEN) return true; return false; }',
  ],
  [
    'a setting that changes a flag',
    `let ok = false; if (process.env.OPEN) { ok = true; } if (ok) { ${allow} } ${deny}`,
  ],
  [
    'a helper that throws by a setting',
    `if (process.env.CLOSED) refuse(); ${allow}`,
    "function refuse() { throw new Error('Unauthorized'); }",
  ],
  ['a constant that is off', `if (OPEN) { ${allow} } ${deny}`, 'const OPEN = false;'],
  [
    'a check that always says no',
    `if (isValid(event)) { ${allow} } ${deny}`,
    'function isValid(event) { return false; }',
  ],
  ['one that always denies', deny],
  ['one whose Allow is called by none', `function allow() { ${allow} } ${deny}`],
  [
    'one whose Allow is only compared',
    `const effect = 'Deny'; if (effect === 'Allow') console.log('yes'); return policy('me', effect, event.methodArn);`,
  ],
  [
    'the sample of AWS that denies all',
    "const p = new AuthPolicy('me', '1', {}); p.denyAllMethods(); return p.build();",
    samplePolicy,
  ],
  ['a route that says who may', "return { statusCode: 200, isAuthorized: true, body: '' };"],
  ['a route that says so in its body', 'return JSON.stringify({ isAuthorized: true });'],
  [
    'a policy of another service',
    "return { policyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] } };",
  ],
  [
    'a value that is kept elsewhere',
    `state.token = event.authorizationToken; if (!matches()) { ${deny} } ${allow}`,
    'const state = {}; const matches = () => state.token === process.env.TOKEN;',
  ],
  [
    'a value that a class keeps',
    `if (!new Check(event.authorizationToken).ok()) { ${deny} } ${allow}`,
    'class Check { constructor(token) { this.token = token; } ok() { return this.token === process.env.TOKEN; } }',
  ],
  [
    'a value in a name of the file',
    `current = event.authorizationToken; if (!matches()) { ${deny} } ${allow}`,
    'let current; const matches = () => current === process.env.TOKEN;',
  ],
  [
    'a key by a conditional expression',
    `const key = event.headers ? event.headers['x-api-key'] : null; return { isAuthorized: key === process.env.KEY };`,
  ],
  ...[
    ['more fields in a statement', "[{ Effect: 'Allow', Resource: '*', ...more }]"],
    [
      'more fields, assigned to a statement',
      "[Object.assign({ Effect: 'Allow', Resource: '*' }, more)]",
    ],
    ['more statements', "[{ Effect: 'Allow', Resource: '*' }, ...more]"],
    [
      'an action that invokes nothing',
      "[{ Effect: 'Allow', Action: 'iot:Connect', Resource: '*' }]",
    ],
  ].map(
    ([name = '', statement]) =>
      [
        name,
        `return { principalId: 'me', policyDocument: { Statement: ${statement} } };`,
        "const more = require('./more.json');",
      ] as const,
  ),
  [
    'a statement that is made of others',
    "const base = { Effect: 'Allow', Resource: '*' }; return { principalId: 'me', policyDocument: { Statement: [{ ...base, ...more }] } };",
    "const more = require('./more.json');",
  ],
  [
    'more fields, assigned to a statement in place',
    "const one = { Effect: 'Allow', Resource: '*' }; Object.assign(one, more); return { principalId: 'me', policyDocument: { Statement: [one] } };",
    "const more = require('./more.json');",
  ],
  [
    'more statements, pushed',
    "const policyDocument = { Statement: [{ Effect: 'Allow', Resource: '*' }] }; policyDocument.Statement.push(...more); return { principalId: 'me', policyDocument };",
    "const more = require('./more.json');",
  ],
  [
    'an answer that a package limits',
    'const answer = { isAuthorized: true }; limit(answer); return answer;',
    "const limit = require('our-limits');",
  ],
  [
    'a field of an answer whose name is not seen',
    "const answer = { isAuthorized: true }; answer[process.env.FIELD] = ['Mutation.*']; return answer;",
  ],
  [
    'more fields in an answer',
    'return { isAuthorized: true, ...more };',
    "const more = require('./more.json');",
  ],
  [
    'an answer with a field whose name is not seen',
    "return { isAuthorized: true, [process.env.FIELD]: ['Mutation.*'] };",
  ],
  ['the result of a step', 'return { isAuthorized: true, orderId: event.orderId };'],
  [
    'the result of a step, and of another',
    'if (!event.order) return { isAuthorized: true }; return { isAuthorized: true, order: event.order };',
  ],
  [
    'a step that adds to its result',
    'const r = { isAuthorized: true }; r.order = event.order; return r;',
  ],
  [
    'a wrong token that is swallowed',
    `let claims = {}; try { claims = jwt.verify(event.authorizationToken, process.env.KEY); } catch (e) { console.log(e); } return policy(claims.sub || 'none', 'Allow', event.methodArn);`,
  ],
  [
    'a wrong token that is let through',
    `try { const claims = jwt.verify(event.authorizationToken, process.env.KEY); return policy(claims.sub, 'Allow', event.methodArn); } catch (e) { console.error(e); ${allow} }`,
  ],
  [
    'a wrong token that a helper swallows',
    `const claims = read(event.authorizationToken); console.log(claims); ${allow}`,
    'function read(token) { try { return jwt.verify(token, process.env.KEY); } catch (e) { console.log(e); } }',
  ],
  [
    'a wrong token that an asynchronous verifier finds',
    `if (!event.authorizationToken) { ${deny} } try { await jwtVerify(event.authorizationToken, process.env.KEY); } catch { } ${allow}`,
    "const { jwtVerify } = require('jose');",
  ],
  [
    'a resource that the claims decide',
    "const claims = jwt.decode(event.authorizationToken); const Resource = claims ? [event.methodArn] : []; return { principalId: 'me', policyDocument: { Statement: [{ Effect: 'Allow', Resource }] } };",
  ],
  [
    'a resource that is set by the claims',
    "const claims = jwt.decode(event.authorizationToken); let all = []; if (claims) { all = [event.methodArn]; } return policy('me', 'Allow', all);",
  ],
  ['the time', `if (new Date().getHours() < 8) { ${deny} } ${allow}`],
];
