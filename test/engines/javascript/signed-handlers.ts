/** What comes before a handler in each of them. */
const before = [
  "const crypto = require('crypto'); const { createHmac, timingSafeEqual } = crypto;",
  "const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');",
  'const db = new DynamoDBClient({}); const SECRET = process.env.WEBHOOK_SECRET;',
  "const refused = { statusCode: 401, body: 'no' };",
  'async function act(x) { await db.send(new PutItemCommand({ TableName: "t", Item: x })); return { statusCode: 200 }; }',
].join('\n');

/** A handler with a body, and functions beside it. */
export function signedHandler(body: string, beside = ''): string {
  return `${before}\n${beside}\nexports.handler = async (event, context, callback) => {\n${body}\n};`;
}

const hmac = "createHmac('sha256', SECRET).update(event.body).digest('hex')";
const given = "event.headers['x-hub-signature-256']";

/** Handlers that verify before they act: name, what is verified, body, and functions beside. */
export const verifying: readonly (readonly [string, string, string, string?])[] = [
  [
    'an HMAC, in constant time',
    'github',
    `const expected = Buffer.from('sha256=' + ${hmac}); const actual = Buffer.from(${given} || ''); if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return refused; return act(JSON.parse(event.body));`,
  ],
  [
    'by a helper that answers where it is wrong',
    'github',
    'if (isRight(event, callback)) { act(JSON.parse(event.body)); }',
    `function isRight(event, answer) { if (${given} !== 'sha256=' + ${hmac}) { answer(new Error('wrong')); return false; } return true; }`,
  ],
  [
    'an HMAC, compared as a text',
    'hmac',
    `const digest = ${hmac}; if (digest !== event.headers['x-signature']) { console.warn('wrong'); return refused; } await act(event.body); return { statusCode: 200 };`,
  ],
  [
    'an HMAC that is made step by step',
    'shopify',
    `const h = crypto.createHmac('sha256', SECRET); h.update(Buffer.from(event.body, 'base64')); const mine = h.digest('base64'); if (mine !== event.headers['X-Shopify-Hmac-Sha256']) throw new Error('no'); return act(event.body);`,
  ],
  [
    'an HMAC, acting within the condition',
    'hmac',
    `if (${hmac} === event.headers.signature) { await act(event.body); return { statusCode: 200 }; } return refused;`,
  ],
  [
    'an HMAC, acting in the other branch',
    'hmac',
    `if (${hmac} !== event.headers.signature) { return refused; } else { return act(event.body); }`,
  ],
  [
    'by a function that says so',
    'slack',
    'if (!isValid(event)) return refused; return act(JSON.parse(event.body));',
    `function isValid(event) { const time = event.headers['x-slack-request-timestamp']; if (Math.abs(Date.now() / 1000 - time) > 300) return false; const mine = 'v0=' + createHmac('sha256', SECRET).update('v0:' + time + ':' + event.body).digest('hex'); const theirs = event.headers['x-slack-signature']; try { return timingSafeEqual(Buffer.from(mine), Buffer.from(theirs)); } catch { return false; } }`,
  ],
  [
    'by a function that throws',
    'hmac',
    'try { assertSigned(event.headers, event.body, SECRET); } catch (e) { console.error(e); return refused; } return act(event.body);',
    `const sign = (text, key) => createHmac('sha256', key).update(text).digest('hex'); function assertSigned(headers, body, key) { if (sign(body, key) !== headers['x-sig']) throw new Error('signature'); }`,
  ],
  [
    'by a function that throws, in a condition of its own name',
    'hmac',
    'const isOk = await check(event); if (isOk !== true) return refused; return act(event.body);',
    `async function check(event) { const a = ${hmac}; const b = event.headers.sig; if (a.length !== b.length) return false; if (!timingSafeEqual(Buffer.from(a), Buffer.from(b))) return false; return true; }`,
  ],
  [
    'by a function that compares what it is given',
    'hmac',
    `const sig = ${given}; if (!sig) return refused; if (!signaturesMatch(sig, signBody(SECRET, event.body))) return refused; return act(JSON.parse(event.body));`,
    "const signBody = (key, body) => 'sha256=' + createHmac('sha256', key).update(body, 'utf-8').digest('hex'); function signaturesMatch(a, b) { const left = Buffer.from(a); const right = Buffer.from(b); if (left.length !== right.length) return false; return timingSafeEqual(left, right); }",
  ],
  [
    'and acts in a function that verifies itself',
    'hmac',
    'return process(event);',
    `async function process(event) { if (${hmac} !== event.headers.sig) return refused; return act(event.body); }`,
  ],
  [
    'with a key that is fetched',
    'hmac',
    `const key = await secretOf('hook'); if (createHmac('sha256', key).update(event.body).digest('hex') !== event.headers.sig) return refused; return act(event.body);`,
    "const { SecretsManagerClient, GetSecretValueCommand } = require('@aws-sdk/client-secrets-manager'); const sm = new SecretsManagerClient({}); async function secretOf(name) { const { SecretString } = await sm.send(new GetSecretValueCommand({ SecretId: process.env.SECRET_ID })); return SecretString; }",
  ],
  [
    'after an answer to what is none of it',
    'hmac',
    `if (event.requestContext.http.method !== 'POST') return { statusCode: 405 }; const body = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body; const mine = createHmac('sha1', SECRET).update(body).digest('hex'); if (!timingSafeEqual(Buffer.from(mine), Buffer.from(event.headers.sig))) { return refused; } return act(JSON.parse(body));`,
  ],
  [
    "Stripe's",
    'stripe',
    "let hook; try { hook = stripe.webhooks.constructEvent(event.body, event.headers['stripe-signature'], SECRET); } catch (err) { return { statusCode: 400, body: err.message }; } switch (hook.type) { case 'charge.succeeded': await act(hook.data); break; } return { statusCode: 200 };",
    "const stripe = require('stripe')(process.env.STRIPE_KEY);",
  ],
  [
    "Stripe's, with all in one try",
    'stripe',
    "try { const hook = await Stripe.webhooks.constructEventAsync(event.body, event.headers['Stripe-Signature'], SECRET); await act(hook); return { statusCode: 200 }; } catch (e) { return { statusCode: 400 }; }",
    "const Stripe = require('stripe');",
  ],
  [
    "GitHub's by octokit",
    'github',
    `if (!(await webhooks.verify(event.body, ${given}))) return refused; return act(event.body);`,
    "const { Webhooks } = require('@octokit/webhooks'); const webhooks = new Webhooks({ secret: process.env.S });",
  ],
  [
    'Svix',
    'standard-webhooks',
    'const message = new Webhook(SECRET).verify(event.body, event.headers); await act(message); return { statusCode: 204 };',
    "const { Webhook } = require('svix');",
  ],
  [
    "Discord's by tweetnacl",
    'discord',
    "const isVerified = nacl.sign.detached.verify(Buffer.from(event.headers['x-signature-timestamp'] + event.body), Buffer.from(event.headers['x-signature-ed25519'], 'hex'), Buffer.from(process.env.KEY, 'hex')); if (!isVerified) { return refused; } const body = JSON.parse(event.body); if (body.type === 1) return { statusCode: 200, body: '{}' }; return act(body);",
    "const nacl = require('tweetnacl');",
  ],
  [
    "Discord's by its package",
    'discord',
    "const ok = await verifyKey(event.body, event.headers['x-signature-ed25519'], event.headers['x-signature-timestamp'], process.env.KEY); return ok ? act(event.body) : refused;",
    "const { verifyKey } = require('discord-interactions');",
  ],
  [
    "Twilio's",
    'twilio',
    "const params = Object.fromEntries(new URLSearchParams(event.body)); if (!twilio.validateRequest(process.env.TOKEN, event.headers['X-Twilio-Signature'], process.env.URL, params)) return callback(null, refused); return act(params);",
    "const twilio = require('twilio');",
  ],
  [
    'a token that is borne',
    'jwt',
    "const token = (event.headers.authorization || '').replace('Bearer ', ''); let user; try { user = jwt.verify(token, process.env.KEY, { algorithms: ['HS256'] }); } catch (e) { return refused; } return act({ user });",
    "const jwt = require('jsonwebtoken');",
  ],
  [
    'a token of Cognito',
    'jwt',
    'try { const claims = await verifier.verify(event.headers.authorization); return act(claims); } catch { return refused; }',
    "const { CognitoJwtVerifier } = require('aws-jwt-verify'); const verifier = CognitoJwtVerifier.create({ userPoolId: 'x', tokenUse: 'access', clientId: 'y' });",
  ],
  [
    "Alexa's",
    'alexa',
    'try { await verifier(event.headers.SignatureCertChainUrl, event.headers.Signature, event.body); } catch (e) { return refused; } return act(event.body);',
    "const verifier = require('alexa-verifier');",
  ],
  [
    'a digital signature',
    'public-key',
    "const verify = crypto.createVerify('SHA256'); verify.update(event.body); if (!verify.verify(process.env.PUBLIC_KEY, event.headers.sig, 'base64')) return refused; return act(event.body);",
  ],
  [
    'in a wrapper of its own',
    'hmac',
    'return await signed(async (e) => act(e.body))(event);',
    `const signed = (next) => async (event) => { if (${hmac} !== event.headers.sig) return refused; return next(event); };`,
  ],
  [
    'a token, by a function that says null where it is wrong',
    'jwt',
    'const user = verified(event.headers.authorization); if (!user) return refused; return act(user);',
    "const jwt = require('jsonwebtoken'); const verified = (token) => { try { return jwt.verify(token, SECRET); } catch { return null; } };",
  ],
  [
    'a token, by a function that says nothing where it is wrong',
    'jwt',
    'const user = verified(event.headers.authorization); if (!user) return refused; return act(user);',
    "const jwt = require('jsonwebtoken'); function verified(token) { try { return jwt.verify(token, SECRET); } catch (e) { return undefined; } }",
  ],
  ...['=== null', '== null', '== undefined'].map(
    (test) =>
      [
        `a token, asked for by ${test}`,
        'jwt',
        `const user = verified(event.headers.authorization); if (user ${test}) return refused; return act(user);`,
        "const jwt = require('jsonwebtoken'); const verified = (token) => { try { return jwt.verify(token, SECRET); } catch { return null; } };",
      ] as const,
  ),
  [
    'a token, kept in a name that is empty before',
    'jwt',
    "let user = null; try { user = require('jsonwebtoken').verify(event.headers.authorization, SECRET); } catch { console.warn('no'); } if (!user) return refused; return act(user);",
  ],
  [
    'a secret of the environment',
    'shared-secret',
    "if (event.headers['x-api-key'] !== process.env.API_KEY) return refused; return act(event.body);",
  ],
  ...['AUTHORIZATION', 'BASIC_AUTH', 'AUTHKEY', 'MAIL_BEARER', 'API_CREDENTIALS'].map(
    (variable) =>
      [
        `a variable called ${variable}`,
        'shared-secret',
        `if (event === undefined || event.headers === undefined || event.headers['Authorization'] === undefined || event.headers['Authorization'] != process.env.${variable}) return { statusCode: 401 }; return act(event.body);`,
      ] as const,
  ),
  [
    'a secret, asked whether both are there',
    'shared-secret',
    "const theirs = JSON.parse(event.body).secret; if (!theirs || !SECRET || theirs !== SECRET) return Promise.reject(new Error('no')); return act(event.body);",
  ],
  [
    'a secret in a text, in constant time',
    'shared-secret',
    'const a = Buffer.from(event.headers.authorization), b = Buffer.from("Bearer " + SECRET); if (a.length !== b.length || !timingSafeEqual(a, b)) return refused; return act(event.body);',
  ],
  [
    'a secret that a call brings',
    'shared-secret',
    'if (event.headers.token !== (await getVerifyToken())) return refused; return act(event.body);',
    "const { getVerifyToken } = require('./config');",
  ],
  ...[
    'const is = (token) => { try { jwt.verify(token, SECRET); return true; } catch { return false; } };',
    'const is = async (token) => { try { await jwt.verify(token, SECRET); return true; } catch { return false; } };',
    'const is = (given) => { try { const all = jwt.verify(given, SECRET); return !!all; } catch { return false; } };',
  ].map(
    (beside) =>
      [
        `a token, by a function that says true or false: ${beside.slice(11, 20)}`,
        'jwt',
        'const ok = await is(event.headers.authorization); if (ok === false) return refused; return act(event.body);',
        `const jwt = require('jsonwebtoken'); ${beside}`,
      ] as const,
  ),
  [
    'a token, by a function that hands on what another says',
    'jwt',
    'const user = admin(event); if (user === null) return refused; return act(user);',
    "const jwt = require('jsonwebtoken'); const verified = (token) => { try { return jwt.verify(token, SECRET); } catch { return null; } }; const admin = (e) => { const claims = verified(e.headers.authorization); return claims; };",
  ],
];

/** The same of handlers that do not, or not in time. */
export const unverified: readonly (readonly [string, string, string?])[] = [
  [
    'by a helper that is given what acts in place of what answers',
    'if (isRight(event, act)) { act(JSON.parse(event.body)); }',
    `function isRight(event, answer) { answer(event.body); if (${given} !== 'sha256=' + ${hmac}) return false; return true; }`,
  ],
  [
    'by a function that compares, and once is given two of the request',
    `if (!same(event.headers.a, event.headers.b)) return refused; if (event.headers.sig) { if (!same(event.headers.sig, ${hmac})) return refused; } return act(JSON.parse(event.body));`,
    'function same(a, b) { return timingSafeEqual(Buffer.from(a), Buffer.from(b)); }',
  ],
  [
    'by a function that compares, which another name stands for',
    `if (!also(event.headers.a, event.headers.b)) return refused; if (event.headers.sig) { if (!same(event.headers.sig, ${hmac})) return refused; } return act(JSON.parse(event.body));`,
    'function same(a, b) { return timingSafeEqual(Buffer.from(a), Buffer.from(b)); } const also = same;',
  ],
  [
    'by a function that compares, which another one answers',
    `if (!also()(event.headers.a, event.headers.b)) return refused; if (event.headers.sig) { if (!same(event.headers.sig, ${hmac})) return refused; } return act(JSON.parse(event.body));`,
    'function same(a, b) { return timingSafeEqual(Buffer.from(a), Buffer.from(b)); } const also = () => same;',
  ],
  [
    'by a function that compares, which a table has',
    `if (!all[event.headers.by](event.headers.a, event.headers.b)) return refused; if (event.headers.sig) { if (!same(event.headers.sig, ${hmac})) return refused; } return act(JSON.parse(event.body));`,
    'function same(a, b) { return timingSafeEqual(Buffer.from(a), Buffer.from(b)); } const all = { same };',
  ],
  [
    'by a function that compares, which another one is made of',
    `if (!same.bind(null, event.headers.a)(event.headers.b)) return refused; if (event.headers.sig) { if (!same(event.headers.sig, ${hmac})) return refused; } return act(JSON.parse(event.body));`,
    'function same(a, b) { return timingSafeEqual(Buffer.from(a), Buffer.from(b)); }',
  ],
  [
    'by a function that compares what a list of the request begins with',
    `if (!same(...JSON.parse(event.headers.sigs), ${hmac})) return refused; return act(JSON.parse(event.body));`,
    'function same(a, b) { return timingSafeEqual(Buffer.from(a), Buffer.from(b)); }',
  ],
  [
    'by a function that compares what no key is in',
    "if (!same(event.headers.sig, crypto.createHash('sha256').update(event.body).digest('hex'))) return refused; return act(JSON.parse(event.body));",
    'function same(a, b) { return timingSafeEqual(Buffer.from(a), Buffer.from(b)); }',
  ],
  [
    'by a function that compares, with a key of the request',
    'if (!same(event.headers.sig, sign(event.headers.key, event.body))) return refused; return act(JSON.parse(event.body));',
    "const sign = (key, body) => createHmac('sha256', key).update(body).digest('hex'); function same(a, b) { return timingSafeEqual(Buffer.from(a), Buffer.from(b)); }",
  ],
  ['nothing', 'return act(event.body);'],
  ...[
    'AUTH_TYPE',
    'REQUIRE_AUTH',
    'DEFAULT_AUTH',
    'CORS_CREDENTIALS',
    'AUTH0_DOMAIN',
    'ALLOWED_AUTHOR',
    'CREDENTIALS_ID',
  ].map(
    (variable) =>
      [
        `a variable called ${variable}`,
        `if (event.headers['x-any'] !== process.env.${variable}) return refused; return act(event.body);`,
      ] as const,
  ),
  [
    'what a call answers that is called auth',
    'if (event.headers.uid !== auth()) return refused; return act(event.body);',
    "const { auth } = require('./firebase');",
  ],
  [
    'a result that nothing asks for',
    `const ok = ${hmac} === event.headers.sig; return act(event.body);`,
  ],
  [
    'a result that is only logged',
    `if (${hmac} !== event.headers.sig) { console.warn('wrong'); } return act(event.body);`,
  ],
  [
    'what is computed and not compared',
    `const mine = ${hmac}; console.log(mine); return act(event.body);`,
  ],
  [
    'an error that is caught and passed over',
    'try { jwt.verify(event.headers.authorization, SECRET); } catch (e) { console.error(e); } return act(event.body);',
    "const jwt = require('jsonwebtoken');",
  ],
  [
    'only after it acted',
    `await act(event.body); if (${hmac} !== event.headers.sig) return refused; return { statusCode: 200 };`,
  ],
  [
    'only one of two ways',
    `if (event.rawPath === '/admin') return act(event.body); if (${hmac} !== event.headers.sig) return refused; return act(event.body);`,
  ],
  [
    'unless that is switched off',
    `if (event.headers['x-skip'] !== '1') { if (${hmac} !== event.headers.sig) return refused; } return act(event.body);`,
  ],
  [
    'only where there is a signature',
    `if (event.headers.sig && ${hmac} !== event.headers.sig) return refused; return act(event.body);`,
  ],
  [
    'with a key that the request brings',
    "if (createHmac('sha256', event.headers.key).update(event.body).digest('hex') !== event.headers.sig) return refused; return act(event.body);",
  ],
  [
    'with a key that the request brings, handed on',
    'if (sign(event.body, event.headers.key) !== event.headers.sig) return refused; return act(event.body);',
    "const sign = (b, k) => createHmac('sha256', k).update(b).digest('hex');",
  ],
  [
    'with an empty key',
    "if (createHmac('sha256', '').update(event.body).digest('hex') !== event.headers.sig) return refused; return act(event.body);",
  ],
  [
    'a hash without a key',
    "if (crypto.createHash('sha256').update(event.body).digest('hex') !== event.headers.sig) return refused; return act(event.body);",
  ],
  ['two that are both its own', `if (${hmac} !== ${hmac}) return refused; return act(event.body);`],
  [
    'only the length',
    `if (${hmac}.length !== event.headers.sig.length) return refused; return act(event.body);`,
  ],
  [
    'a token that is only decoded',
    'const user = jwt.decode(event.headers.authorization); if (!user) return refused; return act(user);',
    "const jwt = require('jsonwebtoken');",
  ],
  [
    'a token that is handed out to others without',
    `const { name, password, admin } = JSON.parse(event.body); if (admin) { if (${hmac} !== event.headers.sig) throw new Error('no'); } return { statusCode: 200, body: jwt.sign({ name }, SECRET) };`,
    "const jwt = require('jsonwebtoken');",
  ],
  [
    'the hash of a password',
    "const { name, password } = JSON.parse(event.body); if (createHmac('sha256', SECRET).update(password).digest('hex') !== users[name].password) throw new Error('no'); return act({ name });",
    "const users = require('./users.json');",
  ],
  [
    'a token without a key',
    "const user = jwt.verify(event.headers.authorization, ''); return act(user);",
    "const jwt = require('jsonwebtoken');",
  ],
  [
    'by a function that is not seen',
    'if (!(await verifySignature(event))) return refused; return act(event.body);',
    "const { verifySignature } = require('@shop/webhooks');",
  ],
  [
    'by a function that says yes anyway',
    'if (!isValid(event)) return refused; return act(event.body);',
    `function isValid(event) { if (!event.headers.sig) return true; return ${hmac} === event.headers.sig; }`,
  ],
  [
    'by a function that passes over some',
    'check(event); return act(event.body);',
    `function check(event) { if (!event.headers.sig) return; if (${hmac} !== event.headers.sig) throw new Error('no'); }`,
  ],
  [
    'by a function whose answer is not asked for',
    'isValid(event); return act(event.body);',
    `function isValid(event) { return ${hmac} === event.headers.sig; }`,
  ],
  [
    'an answer to a callback',
    'jwt.verify(event.headers.authorization, SECRET, (err, user) => { if (err) callback(null, refused); act(user); });',
    "const jwt = require('jsonwebtoken');",
  ],
  [
    'the other way round',
    `if (${hmac} === event.headers.sig) return refused; return act(event.body);`,
  ],
  [
    'one of two is enough',
    `if (${hmac} !== event.headers.sig && event.headers.host !== 'me') return refused; return act(event.body);`,
  ],
  [
    'in a loop that may not run',
    `for (const name of Object.keys(event.headers)) { if (${hmac} !== event.headers[name]) return refused; } return act(event.body);`,
  ],
  [
    'what is left to a promise',
    "verifier.verify(event.headers.authorization).then(() => console.log('ok')); return act(event.body);",
    "const { CognitoJwtVerifier } = require('aws-jwt-verify'); const verifier = CognitoJwtVerifier.create({});",
  ],
  [
    'an empty secret',
    'if (event.headers.key !== apiKey) return refused; return act(event.body);',
    "const apiKey = '';",
  ],
  [
    'a secret against itself',
    'if (SECRET !== process.env.WEBHOOK_SECRET) return refused; return act(event.body);',
  ],
  [
    'two texts of the request',
    'if (event.body.token !== event.headers.token) return refused; return act(event.body);',
  ],
  [
    'where a secret is',
    'if (event.headers.from !== process.env.TOKEN_URL) return refused; return act(event.body);',
  ],
  [
    'the stage',
    'if (event.headers.stage !== process.env.STAGE) return refused; return act(event.body);',
  ],
  [
    'a secret, and goes on',
    "if (event.headers.key !== process.env.API_KEY) console.warn('wrong'); return act(event.body);",
  ],
  [
    'how long a secret is',
    'if (event.headers.key.length !== SECRET.length) return refused; return act(event.body);',
  ],
  [
    'that a token is there',
    'if (event.headers.token === undefined) return refused; return act(event.body);',
  ],
  [
    'a function that says yes without a token',
    'const user = verified(event.headers.authorization); if (!user) return refused; return act(user);',
    "const jwt = require('jsonwebtoken'); const verified = (token) => { try { return jwt.verify(token, SECRET); } catch { return {}; } };",
  ],
  [
    'a function that says false, which is not asked for',
    'const user = verified(event.headers.authorization); if (user === null) return refused; return act(event.body);',
    "const jwt = require('jsonwebtoken'); const verified = (token) => { try { return jwt.verify(token, SECRET); } catch { return false; } };",
  ],
  [
    'a function that says nothing, which is not asked for',
    'const user = verified(event.headers.authorization); if (user === null) return refused; return act(event.body);',
    "const jwt = require('jsonwebtoken'); const verified = (token) => { try { return jwt.verify(token, SECRET); } catch { return; } };",
  ],
  ...['return null;', 'return;', 'console.log(String(error));', ''].map(
    (caught) =>
      [
        `a function whose catch is { ${caught} }, where false is asked for`,
        'const user = verified(event.headers.authorization); if (user === false) return refused; return act(event.body);',
        `const jwt = require('jsonwebtoken'); const verified = (token) => { try { return jwt.verify(token, SECRET); } catch (error) { ${caught} } };`,
      ] as const,
  ),
  [
    'a function that says true, or falls off its end',
    'const ok = is(event.headers.authorization); if (ok == false) return refused; return act(event.body);',
    "const jwt = require('jsonwebtoken'); function is(token) { try { jwt.verify(token, SECRET); return true; } catch {} }",
  ],
  [
    'a function that says null, which is not asked for',
    'const user = verified(event.headers.authorization); if (user === undefined) return refused; return act(event.body);',
    "const jwt = require('jsonwebtoken'); const verified = (token) => { try { return jwt.verify(token, SECRET); } catch { return null; } };",
  ],
  [
    'what a configuration holds, which may be a word',
    'if (event.headers.token !== config.webhookToken) return refused; return act(event.body);',
    "const config = require('./config');",
  ],
  [
    'a path, which is as long as a secret',
    "if (event.path !== '/api/v1/webhooks/orders') return refused; return act(event.body);",
  ],
  [
    'a secret with a default in the code',
    "if (event.headers.key !== (process.env.API_KEY || 'changeme-2026-11-29')) return refused; return act(event.body);",
  ],
  [
    'the secret as a default of what is sent',
    'const key = event.headers.key || SECRET; if (key !== SECRET) return refused; return act(event.body);',
  ],
  [
    'a part of a secret',
    'if (event.headers.key !== SECRET.slice(0, 1)) return refused; return act(event.body);',
  ],
  [
    'a word of the code',
    'if (event.body.action !== RESET_PASSWORD) return refused; return act(event.body);',
    "const RESET_PASSWORD = 'RESET_PASSWORD';",
  ],
  [
    'a function that answers false where null is asked for',
    'const isOk = (e) => e.headers.key === SECRET; if (isOk(event) === null) return refused; return act(event.body);',
  ],
  [
    'a function that comes to its end where null is asked for',
    'const user = (e) => { if (e.headers.key === SECRET) return { id: 1 }; }; if (user(event) === null) return refused; return act(event.body);',
  ],
  [
    'a function that hands on false, where null is asked for',
    'const user = admin(event); if (user === null) return refused; return act(event.body);',
    "const jwt = require('jsonwebtoken'); const verified = (token) => { try { return jwt.verify(token, SECRET); } catch { return false; } }; const admin = (e) => { const claims = verified(e.headers.authorization); return claims; };",
  ],
  [
    'names that stand for each other',
    'if (verified(event) === null) return refused; return act(event.body);',
    'function verified(event) { var one = other; var other = one; return one; } // verify',
  ],
];
