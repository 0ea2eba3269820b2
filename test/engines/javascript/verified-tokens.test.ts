import { expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/javascript/index.ts';
import { OwnPackages } from '../../../functions/engines/javascript/own-packages.ts';
import { PackageFolders } from '../../../functions/engines/packages/index.ts';

const ask = "if (claims.role !== 'admin') return {};";
const post = 'const r = await fetch(`$' + '{DOMAIN}/oauth2/token`, { method: "POST" });';

it.each<[what: string, severity: string, code: string, top?: string]>([
  ['of a caller', 'high', `const claims = decode(event.headers.token); ${ask}`],
  [
    'that only says who it is',
    'medium',
    'const claims = decode(event.headers.token); await act(claims.sub);',
  ],
  [
    'that express-jwt has verified',
    'medium',
    `const claims = decode(event.headers.token); ${ask}`,
    "app.use(require('express-jwt')({ secret }));",
  ],
  [
    'that a guard of express-jwt has verified',
    'medium',
    `const claims = decode(event.headers.token); ${ask}`,
    "const { expressjwt } = require('express-jwt'); const guard = expressjwt({ secret }); app.use(guard);",
  ],
  [
    'that a strategy of passport has verified',
    'medium',
    `const claims = decode(event.headers.token); ${ask}`,
    "const { Strategy } = require('passport-jwt'); passport.use(new Strategy({ secretOrKey }, done));",
  ],
  [
    'that Fastify has verified',
    'medium',
    `const claims = decode(event.headers.token); ${ask}`,
    "const fastifyJwt = require('@fastify/jwt'); app.register(fastifyJwt, { secret });",
  ],
  [
    'where express-jwt is only loaded',
    'high',
    `const claims = decode(event.headers.token); ${ask}`,
    "const { expressjwt } = require('express-jwt');",
  ],
  [
    'where a guard is made and never used',
    'high',
    `const claims = decode(event.headers.token); ${ask}`,
    "const { expressjwt } = require('express-jwt'); const guard = expressjwt({ secret });",
  ],
  [
    'where a guard is made for nothing',
    'high',
    `const claims = decode(event.headers.token); ${ask}`,
    "const { expressjwt } = require('express-jwt'); expressjwt({ secret });",
  ],
  [
    'where nothing comes to the guard',
    'high',
    `const claims = decode(event.headers.token); ${ask}`,
    "const { expressjwt } = require('express-jwt'); function old() { app.use(expressjwt({ secret })); }",
  ],
  [
    'that koa-jwt has verified',
    'medium',
    `const claims = decode(event.headers.token); ${ask}`,
    "app.use(require('koa-jwt')({ secret }));",
  ],
  [
    'beside another package',
    'high',
    `const claims = decode(event.headers.token); ${ask}`,
    "app.use(require('express-session')({ secret }));",
  ],
  [
    'of what a token endpoint answers',
    'low',
    `${post} const { id_token } = await r.json(); const claims = decode(id_token); ${ask}`,
  ],
  [
    'of its field',
    'low',
    `${post} const tokens = await r.json(); const claims = decode(tokens.id_token); ${ask}`,
  ],
  [
    'of axios',
    'low',
    `const { data } = await axios.post(TOKEN_URL, {}); const claims = decode(data.id_token); ${ask}`,
  ],
  [
    'for a code',
    'low',
    `const { data } = await axios.post(URL, { grant_type: 'authorization_code' }); const claims = decode(data.id_token); ${ask}`,
  ],
  [
    'by a function',
    'low',
    `${post} return claimsOf((await r.json()).id_token);`,
    `const claimsOf = (token) => { const claims = decode(token); ${ask} };`,
  ],
  [
    'that a function gets',
    'low',
    `const tokens = await exchange(event.code); const claims = decode(tokens.id_token); ${ask}`,
  ],
  ['that a caller sends as such', 'high', `const claims = decode(event.id_token); ${ask}`],
  [
    'of another field',
    'high',
    `${post} const { access_token } = await r.json(); const claims = decode(access_token); ${ask}`,
  ],
  [
    'of another server',
    'high',
    `const { data } = await axios.post(URL, {}); const claims = decode(data.id_token); ${ask}`,
  ],
  [
    'of a function that asks none',
    'high',
    `const tokens = await other(event.code); const claims = decode(tokens.id_token); ${ask}`,
  ],
  [
    'by a function that others give theirs',
    'high',
    `${post} claimsOf(event.token); return claimsOf((await r.json()).id_token);`,
    `const claimsOf = (token) => { const claims = decode(token); ${ask} };`,
  ],
  ['that is all of an event', 'high', `const claims = decode(event); ${ask}`],
])('a token that is not verified, %s, is %s', (_, severity, code, top = '') => {
  const { weaknesses } = findWeaknesses({
    files: new Map([
      [
        'index.js',
        `const { decode } = require('jsonwebtoken');
const axios = require('axios');
const exchange = async (code) => { const r = await fetch(DOMAIN + '/oauth2/token', { body: code }); return r.json(); };
const other = async (code) => { const r = await fetch(DOMAIN + '/other', { body: code }); return r.json(); };
${top}
exports.handler = async (event) => { ${code} };`,
      ],
    ]),
    own: new OwnPackages([], () => undefined),
    folders: new PackageFolders([]),
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    isAll: true,
  });

  const [one, ...more] = weaknesses.filter(({ kind }) => kind === 'weak-crypto');
  expect([one?.severity, more.length]).toEqual([severity, 0]);
});
