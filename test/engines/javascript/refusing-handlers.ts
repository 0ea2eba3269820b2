/** What comes before a handler in each of them. */
const before = [
  "const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');",
  "const { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand, DeleteCommand, QueryCommand } = require('@aws-sdk/lib-dynamodb');",
  "const { CognitoIdentityProviderClient, AdminInitiateAuthCommand, GetUserCommand, SignUpCommand } = require('@aws-sdk/client-cognito-identity-provider');",
  "const jwt = require('jsonwebtoken'); const bcrypt = require('bcryptjs'); const crypto = require('crypto'); const axios = require('axios');",
  'const db = DynamoDBDocumentClient.from(new DynamoDBClient({})); const cognito = new CognitoIdentityProviderClient({});',
  "const refused = { statusCode: 401, body: 'no' };",
  'const respond = (statusCode, body) => ({ statusCode, body: JSON.stringify(body) });',
  "const find = async (Key) => (await db.send(new GetCommand({ TableName: 'sessions', Key }))).Item;",
  "async function act(x) { await db.send(new PutCommand({ TableName: 't', Item: x })); return respond(200, {}); }",
].join('\n');

/** A handler with a body, and functions beside it. */
export function refusingHandler(body: string, beside = ''): string {
  return `${before}\n${beside}\nexports.handler = async (event, context, callback) => {\n${body}\n};`;
}

const write = 'return act(JSON.parse(event.body));';
const token = 'const token = event.headers.authorization;';

type Row = readonly [name: string, body: string, beside?: string];

/** Handlers that refuse by a credential before they act. */
export const refusing: readonly Row[] = [
  [
    'a key of the environment, where there is one, in a helper',
    `if (!isRight(event)) return refused; ${write}`,
    "const KEY = process.env.API_KEY; function isRight(event) { if (!KEY) { console.warn('no key'); return true; } return event.headers['x-api-key'] === KEY; }",
  ],
  [
    'an id of a session in a header',
    `const s = await find({ id: event.headers.session_id }); if (!s) return refused; ${write}`,
  ],
  [
    'an error by its name alone',
    `const s = await find({ token: event.headers.authorization }); if (!s) throw new Unauthorized(); ${write}`,
    "const { Unauthorized } = require('http-errors');",
  ],
  [
    'a helper that calls back',
    `const s = await find({ token: event.headers.authorization }); if (!s) return refuse(callback); ${write}`,
    'function refuse(callback) { callback(null, { statusCode: 401 }); }',
  ],
  [
    'a key that is looked up beside what is sent',
    `const [body, { key }] = await Promise.all([JSON.parse(event.body), find({ id: 'key' })]); if (event.headers['x-api-key'] !== key) return refused; return act(body);`,
  ],
  [
    'a key that the code has put into a table',
    `const all = {}; all.key = process.env.OUR_KEY; if (event.headers['x-api-key'] !== all.key) return refused; ${write}`,
  ],
  [
    'a key that the code has put into a table, by its name',
    `const all = {}; for (const one of (await find({ id: 'keys' })).all) all[one.name] = one.value; if (event.headers['x-api-key'] !== all.key) return refused; ${write}`,
  ],
  [
    'a session that is looked up',
    `${token} if (!token) return refused; const session = await find({ token }); if (!session) return respond(401, {}); ${write}`,
  ],
  [
    'a session that is looked up, and its end',
    `const { Item } = await db.send(new GetCommand({ TableName: 's', Key: { id: event.headers.cookie.split('=')[1] } })); if (!Item || Item.expires < Date.now()) { return { statusCode: 403 }; } ${write}`,
  ],
  [
    'a verdict that a helper hands on as an object',
    `const auth = await check(event); if (!auth.ok) return { statusCode: auth.status, body: '' }; ${write}`,
    'async function check(event) { const t = event.headers.Authorization; if (!t) return { ok: false, status: 401 }; const user = await find({ t }); if (!user) return { ok: false, status: 401 }; return { ok: true, user, status: 200 }; }',
  ],
  [
    'a verdict that two helpers hand on',
    `const { ok, status, user } = await authenticate(event); if (!ok) return respond(status, {}); return act({ user });`,
    "const bearer = (event) => (event.headers.authorization || '').replace('Bearer ', ''); const lookUp = async (token) => { if (!token) return { ok: false, status: 401 }; const user = await find({ token }); return user ? { ok: true, status: 200, user } : { ok: false, status: 401 }; }; const authenticate = async (event) => { const found = await lookUp(bearer(event)); return { ok: found.ok, status: found.status, user: found.user }; };",
  ],
  [
    'an answer that a helper hands on',
    `const denied = await authorize(event); if (denied) return denied; ${write}`,
    "const authorize = async (event) => { const session = await find({ token: event.headers['x-token'] }); if (!session) return respond(401, { message: 'no' }); return null; };",
  ],
  [
    'an error of a helper',
    `let user; try { user = await requireUser(event); } catch (e) { return respond(401, { message: e.message }); } return act({ user });`,
    "async function requireUser(event) { const user = await find({ token: event.headers.authorization }); if (!user) throw new Error('Unauthorized'); return user; }",
  ],
  [
    'a key with a default',
    `let user; try { user = jwt.verify(event.headers.authorization, process.env.JWT_SECRET || 'dev'); } catch (e) { return refused; } return act({ user });`,
  ],
  [
    'a key with a default, in a name and a helper',
    `const user = userOf(event); if (!user) return refused; return act({ user });`,
    "const SECRET = process.env.JWT_SECRET ?? 'change-me'; function userOf(event) { try { const token = event.headers.authorization.split(' ')[1]; return jwt.verify(token, SECRET); } catch (e) { return null; } }",
  ],
  [
    'a key with a default, answered to a function',
    "const user = await new Promise((resolve) => jwt.verify(event.headers.token, process.env.K || 'x', (error, claims) => resolve(error ? null : claims))); if (!user) return refused; return act({ user });",
  ],
  [
    'a shared secret with a default',
    `if (event.headers['x-api-key'] !== (process.env.API_KEY || 'dev')) return respond(403, {}); ${write}`,
  ],
  [
    'a secret of the environment, or nothing',
    `if ((event.headers['x-api-key'] || '') !== (process.env.API_KEY || '')) return refused; ${write}`,
  ],
  [
    'a key among those of the environment',
    `const keys = process.env.API_KEYS.split(','); if (!keys.includes(event.headers['x-api-key'])) return refused; ${write}`,
  ],
  [
    'a log-in by a password that is compared at once (L1)',
    `const { email, password } = JSON.parse(event.body); const user = await find({ email }); if (!user || !bcrypt.compareSync(password, user.hash)) return refused; ${write}`,
  ],
  [
    'a log-in by password',
    "const { email, password } = JSON.parse(event.body); if (typeof email !== 'string') return respond(400, {}); const user = await find({ email }); if (!user) return respond(401, {}); if (!(await bcrypt.compare(password, user.hash))) return respond(401, {}); return respond(200, { token: jwt.sign({ email }, process.env.K) });",
  ],
  [
    'a log-in by a hash of its own',
    "const { email, password } = JSON.parse(event.body); const user = await find({ email }); const hash = crypto.scryptSync(password, user.salt, 64).toString('hex'); if (hash !== user.hash) return { statusCode: 401 }; return respond(200, user);",
  ],
  [
    'a log-in at Cognito',
    "const { username, password } = JSON.parse(event.body); const r = await cognito.send(new AdminInitiateAuthCommand({ AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: username, PASSWORD: password } })); return respond(200, r.AuthenticationResult);",
  ],
  [
    'a log-in at Cognito, by its older client',
    'const { username, password } = JSON.parse(event.body); try { const r = await idp.adminInitiateAuth({ AuthParameters: { USERNAME: username, PASSWORD: password } }).promise(); return respond(200, r); } catch (e) { return respond(401, {}); }',
    "const AWS = require('aws-sdk'); const idp = new AWS.CognitoIdentityServiceProvider();",
  ],
  [
    'a token that another service knows',
    `${token} const answer = await fetch('https://id.example.com/userinfo', { headers: { authorization: token } }); if (!answer.ok) return refused; ${write}`,
  ],
  [
    'a token that another service refuses',
    `let me; try { me = await axios.get('https://id.example.com/me', { headers: { Authorization: event.headers.authorization } }); } catch (e) { return { statusCode: 401 }; } return act(me.data);`,
  ],
  [
    'a token of Supabase',
    'const { data, error } = await supabase.auth.getUser(event.headers.authorization); if (error) return respond(401, {}); return act(data);',
    "const { createClient } = require('@supabase/supabase-js'); const supabase = createClient(process.env.URL, process.env.KEY);",
  ],
  [
    'a session in SQL',
    `const { rows } = await pool.query('SELECT * FROM sessions WHERE token = $1', [event.headers.authorization]); if (rows.length === 0) return refused; ${write}`,
    "const { Pool } = require('pg'); const pool = new Pool();",
  ],
  [
    'acting within the condition',
    `${token} const user = await find({ token }); if (user) { await act(JSON.parse(event.body)); return respond(200, {}); } return respond(401, {});`,
  ],
  [
    'in each of its methods',
    `${token} if (event.httpMethod === 'OPTIONS') return respond(204, {}); const user = await find({ token }); if (!user) return refused; switch (event.httpMethod) { case 'GET': return respond(200, await find({ id: 1 })); default: ${write} }`,
  ],
  [
    'in what each way leads to',
    "if (event.httpMethod === 'GET') return list(event); return make(event);",
    'const user = (event) => find({ token: event.headers.authorization }); async function list(event) { const u = await user(event); if (!u) return refused; return respond(200, await find({ id: 1 })); } async function make(event) { const u = await user(event); if (!u) return refused; return act(event.body); }',
  ],
  [
    'what an authorizer says, without which it throws',
    'const { sub } = event.requestContext.authorizer.claims; return act({ sub, body: event.body });',
  ],
  [
    'what an authorizer says, taken apart',
    'const { sub } = event.requestContext.authorizer.jwt.claims; return act({ sub, body: event.body });',
  ],
  [
    'a wrapper of its own',
    write,
    'const withAuth = (inner) => async (event) => { const user = await find({ token: event.headers.authorization }); if (!user) return refused; return inner(event, user); };',
  ],
  [
    'a token of a player in the table, else 400',
    `const { gameId } = JSON.parse(event.body); const game = await find({ gameId }); if (!game) return respond(404, {}); const me = game.players.find((one) => one.token === event.headers.authorization); if (!me) return respond(400, 'not part of it'); ${write}`,
  ],
  [
    'a token that is verified to a function at once, else 400',
    `const email = mailIn(event.headers.authorization); if (!email || !event.body) return bad; ${write}`,
    "const bad = { statusCode: 400, body: '' }; const mailIn = (token) => { const found = { ok: false, claims: null }; jwt.verify(token.split(' ')[1], process.env.SECRET || 'dev', (error, claims) => { found.ok = !error; found.claims = error ? null : claims; }); if (!found.ok) return null; return found.claims.email; };",
  ],
  [
    'a token that is verified with a public key that is shown, else 400',
    `const mail = mailIn(event.headers.authorization); if (!mail) return respond(400, {}); ${write}`,
    "const mailIn = (token) => { const found = { ok: false, claims: null }; jwt.verify(token, '-----BEGIN PUBLIC KEY-----', (error, claims) => { found.ok = !error; found.claims = error ? null : claims; }); if (!found.ok) return null; return found.claims.email; };",
  ],
  [
    'a token that is verified with a key that is shown, and in no list of words, else 400',
    `const mail = mailIn(event.headers.authorization); if (!mail) return respond(400, {}); ${write}`,
    "const mailIn = (token) => { const found = { ok: false, claims: null }; jwt.verify(token, 'a9f8e7d6c5b4a3f2e1', (error, claims) => { found.ok = !error; found.claims = error ? null : claims; }); if (!found.ok) return null; return found.claims.email; };",
  ],
  [
    'a log-in by a password, else 400',
    `const { email, password } = JSON.parse(event.body); const user = await find({ email }); if (!user) return respond(404, {}); if (!bcrypt.compareSync(password, user.hash)) return respond(400, {}); ${write}`,
  ],
  [
    'a session that is looked up, and a 400 that says so',
    `const session = await find({ token: event.headers['x-token'] }); if (!session) return respond(400, 'Invalid session token'); ${write}`,
  ],
  [
    'an error that a helper has set in a table of its own',
    `const found = await requireAdmin(event.headers.Authorization); if (found.error) return respond(401, found.error); ${write}`,
    "async function requireAdmin(token) { let found = {}; try { const { id } = jwt.verify(token, process.env.K || 'dev'); const user = await find({ id }); if (!user) { found.error = 'Unauthorized (no user)'; return found; } if (user.isAdmin !== 'true') { found.error = 'no admin'; return found; } found.user = user; return found; } catch (error) { found.error = 'Unauthorized (bad token)'; return found; } }",
  ],
  [
    'an error that a helper has set before it logs it',
    `const found = await requireUser(event.headers.authorization); if (found.error) return respond(401, found.error); ${write}`,
    "async function requireUser(token) { let found = {}; const user = await find({ token }); if (!user) { found.error = 'no user'; console.warn('no user'); return found; } found.user = user; return found; }",
  ],
  [
    'a key of the environment, where it is set, as it is compiled',
    `if (!isRight(event)) return refused; ${write}`,
    "const KEY = process.env.API_KEY; function isRight(event) { if (KEY === void 0) { console.warn('no key'); return true; } return event.headers['x-api-key'] === KEY; }",
  ],
  [
    'a method of a class that is handed on, and whose secret is a parameter of SSM',
    "return handleEvent(event, await parts(event)); async function handleEvent(event, { door }) { if (!door.lets(event)) throw forbidden(403, 'Forbidden'); return act(JSON.parse(event.body)); }",
    "const forbidden = require('http-errors'); const AWS = require('aws-sdk'); const ssm = new AWS.SSM(); class Door { constructor(given = {}) { this._password = given.password || String(Math.random()); } lets(event) { const parts = Buffer.from(event.headers.Authorization.split(' ')[1], 'base64').toString().split(':'); const password = parts[1]; if (password !== this._password) { return false; } return true; } } async function getAll(...Names) { const request = ssm.getParameters({ Names }); const answer = await request.promise(); const all = {}; for (const one of answer.Parameters) all[one.Name] = one.Value; return all; } async function parts(event) { const name = event.stageVariables.NAME || 'password'; const [, all] = await Promise.all([find({ id: 'zones' }), getAll(name)]); return { door: new Door({ password: all[name] }) }; }",
  ],
  [
    'a token that a helper gives back, after an item was read',
    `const item = await find({ id: event.pathParameters.id }); authenticate(event, item.owner); ${write}`,
    "const decode = (event) => { const token = event.headers.authorization; try { return jwt.verify(token, process.env.JWT_SECRET); } catch (error) { throw new Error('Unauthorized'); } }; function authenticate(event, owner) { const claims = decode(event); if (claims.name !== owner) throw new Error('Unauthorized'); return claims; }",
  ],
  [
    'a key of the environment, where it is set',
    `if (process.env.API_KEY && event.headers['x-api-key'] !== process.env.API_KEY) return refused; ${write}`,
  ],
  [
    'the same, one within the other',
    `if (KEY) { const given = event.headers['x-api-key'] || ''; if (given !== KEY) return refused; } ${write}`,
    'const KEY = process.env.API_KEY;',
  ],
  [
    'the same, by what a name stands for',
    `const isRight = !KEY || event.headers['x-api-key'] === KEY; if (!isRight) return refused; ${write}`,
    'const KEY = process.env.API_KEY;',
  ],
  [
    'the same, in a helper',
    `if (!isRight(event)) return refused; ${write}`,
    "const KEY = process.env.API_KEY; function isRight(event) { if (KEY === undefined) { console.warn('no key'); return true; } return event.headers['x-api-key'] === KEY; }",
  ],
];

/** Handlers that ask for something, and refuse by no credential. */
export const notRefusing: readonly Row[] = [
  [
    'a key that is taken where the request says so',
    `if (!isRight(event)) return refused; ${write}`,
    "function isRight(event) { const key = event.headers.on && process.env.API_KEY; if (!key) { console.warn('no key'); return true; } return event.headers['x-api-key'] === key; }",
  ],
  [
    'a key that is taken by what the request says',
    `if (!isRight(event)) return refused; ${write}`,
    "function isRight(event) { const key = event.headers.on ? process.env.API_KEY : undefined; if (!key) { console.warn('no key'); return true; } return event.headers['x-api-key'] === key; }",
  ],
  [
    'a key that is set later where the request says so',
    `if (!isRight(event)) return refused; ${write}`,
    "function isRight(event) { let key = process.env.API_KEY; if (event.headers.off) key = undefined; if (!key) { console.warn('no key'); return true; } return event.headers['x-api-key'] === key; }",
  ],
  [
    'one of two keys that the request names',
    `if (!isRight(event)) return refused; ${write}`,
    "function isRight(event) { const key = event.headers.on ? process.env.API_KEY : process.env.OTHER_API_KEY; if (!key) { console.warn('no key'); return true; } return event.headers['x-api-key'] === key; }",
  ],
  [
    'a key that is asked for where a variable says so',
    `if (!isRight(event)) return refused; ${write}`,
    "function isRight(event) { if (!process.env.REQUIRE_API_KEY) { console.warn('no key'); return true; } return event.headers['x-api-key'] === process.env.API_KEY; }",
  ],
  [
    'a key of the environment, but for one that is known',
    `if (!isRight(event)) return refused; ${write}`,
    "const KEY = process.env.API_KEY; function isRight(event) { if (KEY === 'none') { console.warn('no key'); return true; } return event.headers['x-api-key'] === KEY; }",
  ],
  [
    'an id of a talk in a body',
    `const s = await find({ id: JSON.parse(event.body).sessionId }); if (!s) return refused; ${write}`,
  ],
  [
    'a token that is looked up where none is sent',
    `const { token = (await find({ id: 1 })).token } = event.headers; const s = await find({ token }); if (!s) return refused; ${write}`,
  ],
  [
    'a token that is verified with a word',
    `const mail = mailIn(event.headers.authorization); if (!mail) return respond(400, {}); ${write}`,
    "const mailIn = (token) => { const found = { ok: false, claims: null }; jwt.verify(token, 'my-secret-key-1234', (error, claims) => { found.ok = !error; found.claims = error ? null : claims; }); if (!found.ok) return null; return found.claims.email; };",
  ],
  [
    'a key that is sent beside one that is looked up',
    `const [key] = await Promise.all([event.headers['x-key'], find({ id: 'key' })]); if (event.headers['x-api-key'] !== key) return refused; ${write}`,
  ],
  [
    'a key that the request has put into a table',
    `const all = {}; all[event.headers.name] = event.headers['x-key']; if (event.headers['x-api-key'] !== all.key) return refused; ${write}`,
  ],
  // What is there whether the credential is right or wrong.
  [
    'a whole answer of the store',
    `${token} const found = await db.send(new GetCommand({ TableName: 's', Key: { token } })); if (!found) return refused; ${write}`,
  ],
  [
    'a list, which may be empty',
    `${token} const { Items } = await db.send(new QueryCommand({ TableName: 's', ExpressionAttributeValues: { ':t': token } })); if (!Items) return refused; ${write}`,
  ],
  [
    'a count that is compared with nothing',
    `${token} const { Count } = await db.send(new QueryCommand({ TableName: 's', ExpressionAttributeValues: { ':t': token } })); if (Count === undefined) return refused; ${write}`,
  ],
  [
    'an answer of another service, whatever it says',
    `${token} const answer = await fetch('https://id.example.com/me', { headers: { authorization: token } }); if (!answer) return refused; ${write}`,
  ],
  [
    'the object of a verdict',
    `const auth = await check(event); if (!auth) return refused; ${write}`,
    'async function check(event) { const user = await find({ token: event.headers.authorization }); return user ? { ok: true } : { ok: false }; }',
  ],
  [
    'a field that a verdict never has',
    `const { err } = await check(event); if (err) return refused; ${write}`,
    "async function check(event) { const user = await find({ token: event.headers.authorization }); return user ? { user } : { error: 'no' }; }",
  ],
  [
    'what is found, in an object',
    `const s = { user: await find({ token: event.headers.authorization }) }; if (!s) return refused; ${write}`,
  ],
  [
    'what is found, compared with another word for nothing',
    `const s = await find({ token: event.headers.authorization }); if (s === null) return refused; ${write}`,
  ],
  // Another value that it may have.
  [
    'what is found, or a guest',
    `const user = (await find({ token: event.headers.authorization })) || { id: 'guest' }; if (!user) return refused; ${write}`,
  ],
  [
    'what is found, or what the caller says',
    `let user = event.headers['x-user']; if (!user) user = await find({ token: event.headers.authorization }); if (!user) return refused; ${write}`,
  ],
  [
    'a flag that is set before',
    `let ok = true; if (event.headers['x-api-key']) ok = event.headers['x-api-key'] === process.env.API_KEY; if (!ok) return refused; ${write}`,
  ],
  [
    'an error that comes to a guest',
    `const user = await requireUser(event).catch(() => ({ id: 'guest' })); if (!user) return refused; ${write}`,
    "async function requireUser(event) { const user = await find({ token: event.headers.authorization }); if (!user) throw new Error('Unauthorized'); return user; }",
  ],
  [
    'who was let on before, and is kept',
    `if (!cached) cached = await find({ token: event.headers.authorization }); if (!cached) return refused; ${write}`,
    'let cached;',
  ],
  [
    'a token that the code brings itself',
    `const token = event.headers.authorization || process.env.DEFAULT_TOKEN; const s = await find({ token }); if (!s) return refused; ${write}`,
  ],
  [
    'a verdict that is written over',
    `const auth = await check(event); Object.assign(auth, JSON.parse(event.body)); if (!auth.ok) return refused; ${write}`,
    'async function check(event) { const user = await find({ token: event.headers.authorization }); return { ok: !!user }; }',
  ],
  [
    'a comparison of lengths by a good name',
    `if (!safeCompare(event.headers['x-api-key'], process.env.API_KEY || 'dev')) return refused; ${write}`,
    'const safeCompare = (a, b) => a.length === b.length;',
  ],
  [
    'what is called after a credential',
    `const s = await find({ group: event.headers['x-auth-group'] }); if (!s) return refused; ${write}`,
  ],
  // A helper whose result does not depend on its test.
  [
    'a helper that says yes anyway',
    `if (!(await check(event))) return refused; ${write}`,
    "async function check(event) { const s = await find({ token: event.headers.authorization }); if (!s) { console.warn('unknown'); } return true; }",
  ],
  [
    'a helper that says the opposite',
    `if (!(await check(event))) return refused; ${write}`,
    'async function check(event) { const s = await find({ token: event.headers.authorization }); if (s) return false; return true; }',
  ],
  [
    'a helper that lets some by',
    `const auth = await check(event); if (!auth.ok) return refused; ${write}`,
    "async function check(event) { if (event.headers['x-internal']) return { ok: true, status: 200 }; const s = await find({ token: event.headers.authorization }); return { ok: !!s }; }",
  ],
  [
    'a promise that no one waits for',
    `const user = findUser(event); if (!user) return refused; ${write}`,
    'const findUser = (event) => find({ token: event.headers.authorization });',
  ],
  // Who the caller is by his own word, and who judges.
  [
    'an id in a header',
    `const user = await find({ id: event.headers['x-auth-user-id'] }); if (!user) return refused; ${write}`,
  ],
  [
    'the name of Basic alone',
    `const [name] = Buffer.from(event.headers.authorization.split(' ')[1], 'base64').toString().split(':'); const user = await find({ name }); if (!user) return refused; ${write}`,
  ],
  [
    'a judge whom the request names',
    `const body = JSON.parse(event.body); const answer = await fetch(body.issuer + '/userinfo', { headers: { authorization: event.headers.authorization } }); if (!answer.ok) return refused; ${write}`,
  ],
  [
    'a password compared with a hash of the same request, at once',
    `const { password, hash } = JSON.parse(event.body); if (!bcrypt.compareSync(password, hash)) return refused; ${write}`,
  ],
  [
    'a password against a hash that comes with it',
    `const { password, hash } = JSON.parse(event.body); if (!(await bcrypt.compare(password, hash))) return refused; ${write}`,
  ],
  [
    'a place in a list, taken for a yes',
    `const keys = process.env.API_KEYS.split(','); if (!keys.indexOf(event.headers['x-api-key'])) return refused; ${write}`,
  ],
  [
    'an end that may be none',
    `const s = await find({ token: event.headers.authorization }); if (s?.expires < Date.now()) return refused; ${write}`,
  ],
  [
    'a condition that is never true',
    `const AUTH = false; const s = await find({ token: event.headers.authorization }); if (AUTH && !s) return refused; ${write}`,
  ],
  [
    'a refusal that discloses',
    `const s = await find({ token: event.headers.authorization }); if (!s) return { statusCode: 401, body: JSON.stringify(await find({ id: event.pathParameters.id })) }; ${write}`,
  ],
  [
    'a branch that goes on, with the word in it',
    `const s = await find({ token: event.headers.authorization }); if (!s) return list({ unauthorized: true }); ${write}`,
    'const list = async (options) => respond(200, await find(options));',
  ],
  ['presence alone', `if (!event.headers.authorization) return refused; ${write}`],
  [
    'shape alone',
    `${token} if (typeof token !== 'string' || !token.startsWith('Bearer ') || token.split('.').length !== 3) return refused; ${write}`,
  ],
  [
    'a token that is decoded',
    `const user = jwt.decode(event.headers.authorization); if (!user || user.exp < Date.now()) return refused; ${write}`,
  ],
  [
    'a token that is parsed by hand',
    `const user = JSON.parse(Buffer.from(event.headers.authorization.split('.')[1], 'base64')); if (!user.sub) return refused; ${write}`,
  ],
  [
    'a token that jwt-decode reads',
    `const user = decode(event.headers.authorization); if (!user) return refused; ${write}`,
    "const decode = require('jwt-decode');",
  ],
  [
    'a schema',
    `const { success } = schema.safeParse(event.headers.authorization); if (!success) return refused; ${write}`,
    "const { z } = require('zod'); const schema = z.string();",
  ],
  [
    'another part of the request',
    `const body = JSON.parse(event.body); if (body.password !== body.confirmPassword) return refused; ${write}`,
  ],
  ['a constant', `if (event.headers['x-api-key'] !== 'letmein') return refused; ${write}`],
  [
    'a result that is logged',
    `${token} const session = await find({ token }); console.log(session); ${write}`,
  ],
  [
    'a credential that is kept',
    "const { email, password } = JSON.parse(event.body); const hash = await bcrypt.hash(password, 10); const r = await db.send(new PutCommand({ TableName: 'users', Item: { email, hash } })); if (!r) return refused; return respond(200, {});",
  ],
  [
    'a refusal of another kind',
    `${token} const session = await find({ token }); if (!session) return respond(404, {}); ${write}`,
  ],
  [
    'only where a request brings one',
    `${token} if (token) { const session = await find({ token }); if (!session) return refused; } ${write}`,
  ],
  [
    'only where a request brings one, in one condition',
    `${token} if (token && !(await find({ token }))) return refused; ${write}`,
  ],
  [
    'of one method alone',
    `if (event.httpMethod === 'POST') { const session = await find({ token: event.headers.authorization }); if (!session) return refused; } ${write}`,
  ],
  [
    'of one method alone, in one condition',
    `const session = await find({ token: event.headers.authorization }); if (event.httpMethod === 'POST' && !session) return refused; ${write}`,
  ],
  [
    'after it has acted',
    `await act(JSON.parse(event.body)); const session = await find({ token: event.headers.authorization }); if (!session) return refused; return respond(200, {});`,
  ],
  [
    'after what it gives to a callback',
    `if (event.queryStringParameters.id) { callback(null, respond(200, await find({ id: event.queryStringParameters.id }))); return; } const session = await find({ token: event.headers.authorization }); if (!session) return refused; ${write}`,
  ],
  [
    'after what it discloses',
    `if (event.queryStringParameters.id) return respond(200, await find({ id: event.queryStringParameters.id })); const session = await find({ token: event.headers.authorization }); if (!session) return refused; ${write}`,
  ],
  [
    'in a function that nothing calls',
    write,
    "async function check(event) { const session = await find({ token: event.headers.authorization }); if (!session) throw new Error('Unauthorized'); }",
  ],
  [
    'a helper that no one waits for',
    `requireUser(event); ${write}`,
    "async function requireUser(event) { const user = await find({ token: event.headers.authorization }); if (!user) throw new Error('Unauthorized'); return user; }",
  ],
  [
    'a key that the request brings',
    `let user; try { user = jwt.verify(event.headers.authorization, event.headers.key || 'x'); } catch (e) { return refused; } return act({ user });`,
  ],
  [
    'a key that stands in the code',
    `let user; try { user = jwt.verify(event.headers.authorization, 'dev'); } catch (e) { return refused; } return act({ user });`,
  ],
  [
    'a token without a signature',
    `let user; try { user = jwt.verify(event.headers.authorization, process.env.K || 'x', { algorithms: ['none'] }); } catch (e) { return refused; } return act({ user });`,
  ],
  [
    'a catch that goes on',
    `let user; try { user = jwt.verify(event.headers.authorization, process.env.K || 'dev'); } catch (e) { console.log(e); } return act({ user });`,
  ],
  [
    'ownership by an id that the caller names',
    `const { id, userId } = JSON.parse(event.body); const item = await find({ id }); if (item.userId !== userId) return respond(403, {}); ${write}`,
  ],
  [
    'ownership by an id of a token that is decoded',
    `const user = jwt.decode(event.headers.authorization); const item = await find({ id: event.pathParameters.id }); if (item.owner !== user.sub) return respond(403, {}); ${write}`,
  ],
  [
    'those who are on a list of revoked tokens',
    `${token} const revoked = await find({ token }); if (revoked) return refused; ${write}`,
  ],
  [
    'those who bring what is blocked',
    `if (event.headers.authorization === process.env.BLOCKED) return refused; ${write}`,
  ],
  [
    'an item that anyone may name',
    `const item = await find({ id: event.pathParameters.id }); if (!item) return respond(403, {}); ${write}`,
  ],
  [
    'pages by a token',
    `const page = await find({ nextToken: event.queryStringParameters.nextToken }); if (!page) return refused; ${write}`,
  ],
  [
    'what an authorizer says, of which an open route of an HTTP API has none',
    'const { principalId } = event.requestContext.authorizer; return act({ principalId, body: event.body });',
  ],
  [
    'what an authorizer says, which the code has filled',
    "event.requestContext = { authorizer: { claims: { sub: 'guest' } }, ...event.requestContext }; const { sub } = event.requestContext.authorizer.claims; return act({ sub, body: event.body });",
  ],
  [
    'what an authorizer may say',
    `const sub = event.requestContext.authorizer?.claims?.sub || 'guest'; return act({ sub, body: event.body });`,
  ],
  [
    'what an authorizer says, or is caught',
    `let sub = 'guest'; try { sub = event.requestContext.authorizer.claims.sub; } catch (e) { console.log(e); } return act({ sub, body: event.body });`,
  ],
  [
    'in one of the ways it leads to',
    "if (event.httpMethod === 'GET') return list(event); return make(event);",
    'const user = (event) => find({ token: event.headers.authorization }); async function list(event) { const u = await user(event); if (!u) return refused; return respond(200, await find({ id: 1 })); } async function make(event) { return act(event.body); }',
  ],
  [
    'in one of two ways, and the other discloses',
    "if (event.httpMethod === 'GET') return list(event); return make(event);",
    "const user = (event) => find({ token: event.headers.authorization }); async function make(event) { const u = await user(event); if (!u) return refused; return act(event.body); } async function list(event) { const { Items } = await db.send(new ScanCommand({ TableName: 't' })); return respond(200, Items); }",
  ],
  [
    'a player who is found by an id, else 400',
    `const game = await find({ gameId: event.pathParameters.id }); const me = game.players.find((one) => one.id === event.pathParameters.player); if (!me) return respond(400, {}); ${write}`,
  ],
  [
    'a token of a player, or one of everybody',
    `const game = await find({ id: 1 }); const me = game.players.find((one) => one.token === event.headers.authorization || one.isOpen); if (!me) return respond(400, {}); ${write}`,
  ],
  [
    'a promise that finds anyone',
    `const game = await find({ id: 1 }); const me = game.players.find(async (one) => one.token === event.headers.authorization); if (!me) return respond(400, {}); ${write}`,
  ],
  [
    'players of a token, of whom there may be none',
    `const game = await find({ id: 1 }); const mine = game.players.filter((one) => one.token === event.headers.authorization); if (!mine) return respond(400, {}); ${write}`,
  ],
  [
    'an item that is not found by a token',
    `const page = await find({ token: event.pathParameters.token }); if (!page) return respond(404, {}); ${write}`,
  ],
  [
    'a token that is not there, by 400',
    `if (!event.headers.authorization) return respond(400, 'token missing'); ${write}`,
  ],
  [
    'the shape of a token, by 400',
    `if (!event.headers.authorization.startsWith('Bearer ')) return respond(400, 'Invalid token'); ${write}`,
  ],
  [
    'an error of a verifier that no one asks',
    `check(event.headers.authorization); ${write}`,
    "function check(token) { try { return jwt.verify(token, process.env.KEY); } catch (error) { return respond(403, 'no'); } }",
  ],
  [
    'a verifier whose errors of another kind alone are thrown',
    `check(event.headers.authorization); ${write}`,
    'function check(token) { try { return jwt.verify(token, process.env.KEY); } catch (error) { if (error instanceof jwt.TokenExpiredError) { throw error; } } }',
  ],
  [
    'an error that is not set in one of the ways',
    `const found = await requireAdmin(event.headers.Authorization); if (found.error) return respond(401, found.error); ${write}`,
    "async function requireAdmin(token) { let found = {}; const user = await find({ token }); if (!user) { console.log('no user'); return found; } found.user = user; return found; }",
  ],
  [
    'an error that is taken back',
    `const found = await requireAdmin(event.headers.Authorization); if (found.error) return respond(401, found.error); ${write}`,
    "async function requireAdmin(token) { let found = {}; const user = await find({ token }); if (!user) { found.error = 'no user'; found.error = undefined; return found; } found.user = user; return found; }",
  ],
  [
    'a method of a class that is handed on, and lets all through',
    "const door = new Door(); if (!door.lets(event)) return respond(403, ''); return act(JSON.parse(event.body));",
    'class Door { constructor(given = {}) { this._password = given.password; } lets(event) { if (event.headers.password !== this._password) { console.log(1); } return true; } }',
  ],
  [
    'a key of the environment, where the caller says so',
    `if (event.headers['x-secure'] && event.headers['x-api-key'] !== process.env.API_KEY) return refused; ${write}`,
  ],
  [
    'a key of the environment, where the caller brings one',
    `if (!isRight(event)) return refused; ${write}`,
    "function isRight(event) { if (!event.headers['x-api-key']) return true; return event.headers['x-api-key'] === process.env.API_KEY; }",
  ],
  [
    'a key of the environment, where none is set',
    `if (!process.env.API_KEY && event.headers['x-api-key'] !== 'dev') return refused; ${write}`,
  ],
  [
    'a key of the environment, of which one is enough that is set',
    `const isRight = Boolean(process.env.API_KEY) || event.headers['x-api-key'] === process.env.API_KEY; if (!isRight) return refused; ${write}`,
  ],
  [
    'a key that is asked for offline alone',
    `if (process.env.IS_OFFLINE) { if (event.headers['x-api-key'] !== process.env.API_KEY) return refused; } ${write}`,
  ],
  [
    'a key that is asked for where another variable is set',
    `if (!isRight(event)) return refused; ${write}`,
    "function isRight(event) { if (!process.env.AUTH_ENABLED) return true; return event.headers['x-api-key'] === process.env.API_KEY; }",
  ],
  [
    'a key that is asked for where the request names a variable that is set',
    `if (process.env[event.headers.name]) { if (event.headers['x-api-key'] !== process.env.API_KEY) return refused; } ${write}`,
  ],
];
