import { describe, expect, it } from 'vitest';
import { signingVariables } from '../../../functions/engines/javascript/signing-variables.ts';

const JWT = "const jwt = require('jsonwebtoken');";
const handling = (code: string) => `exports.handler = async (event) => ${code};`;

describe('the variables that JavaScript signs with', () => {
  it.each<[string, string, readonly string[]]>([
    ['jsonwebtoken', `${JWT}${handling('jwt.sign({}, process.env.JWT_SECRET)')}`, ['JWT_SECRET']],
    [
      'a default beside it',
      `${JWT}const KEY = process.env.JWT_SECRET || 'x'; ${handling('jwt.verify(event.token, KEY)')}`,
      ['JWT_SECRET'],
    ],
    [
      'what is taken out of the environment',
      `import { verify } from 'jsonwebtoken'; const { JWT_SECRET } = process.env; export const handler = async (event) => verify(event.token, JWT_SECRET);`,
      ['JWT_SECRET'],
    ],
    [
      'the bytes of a text, of jose',
      `import { SignJWT } from 'jose'; const key = new TextEncoder().encode(process.env.AUTH_SECRET); export const handler = async () => new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(key);`,
      ['AUTH_SECRET'],
    ],
    [
      'jose, verifying',
      `import { jwtVerify } from 'jose'; export const handler = async (event) => jwtVerify(event.token, Buffer.from(process.env.AUTH_SECRET, 'utf8'));`,
      ['AUTH_SECRET'],
    ],
    [
      'Hono, as esbuild writes it',
      `var import_jwt = require('hono/jwt'); ${handling('(0, import_jwt.sign)({}, process.env.JWTSecret)')}`,
      ['JWTSecret'],
    ],
    [
      'express-session',
      `const session = require('express-session'); const app = require('express')(); app.use(session({ secret: process.env.SESSION_SECRET })); exports.handler = require('serverless-http')(app);`,
      ['SESSION_SECRET'],
    ],
    [
      'cookie-session, with several keys',
      `const cookieSession = require('cookie-session'); const app = require('express')(); app.use(cookieSession({ keys: [process.env.KEY_ONE, process.env.KEY_TWO] })); exports.handler = require('serverless-http')(app);`,
      ['KEY_ONE', 'KEY_TWO'],
    ],
    [
      'a code of a message',
      `const { createHmac } = require('crypto'); ${handling("createHmac('sha256', process.env.WEBHOOK_SECRET).update(event.body).digest('hex')")}`,
      ['WEBHOOK_SECRET'],
    ],
    [
      'a parameter of a function',
      `${JWT}function make(claims, secret) { return jwt.sign(claims, secret); } ${handling('make({}, process.env.JWT_SECRET)')}`,
      ['JWT_SECRET'],
    ],
    [
      'a service of settings',
      `${handling("this.jwt.verifyAsync(event.token, { secret: this.configService.get('JWT_SECRET') })")}`,
      ['JWT_SECRET'],
    ],
    [
      'a function that requires a variable',
      `${JWT}const need = (name) => { const value = process.env[name]; if (!value) throw new Error(name); return value; }; ${handling("jwt.sign({}, need('JWT_SECRET'))")}`,
      ['JWT_SECRET'],
    ],
    [
      'what lies in a layer, by its name',
      `const { verifyToken } = require('/opt/auth'); ${handling('verifyToken(event.token, process.env.JWT_SECRET)')}`,
      ['JWT_SECRET'],
    ],
    [
      'none: what makes a token, of something else',
      `const { makeToken } = require('/opt/auth'); ${handling('makeToken(event.user, process.env.USER_TOKEN)')}`,
      [],
    ],
    [
      'none: what reads a token by a name',
      `const { getToken } = require('/opt/auth'); ${handling("getToken('prod', process.env.JWT_SECRET)")}`,
      [],
    ],
    [
      'none: where a key is, in a vault',
      `${JWT}${handling('jwt.sign({}, await getSecret(process.env.JWT_SECRET))')}`,
      [],
    ],
    [
      'none: a part of a key',
      `${JWT}${handling('jwt.sign({}, process.env.JWT_SECRET + event.salt)')}`,
      [],
    ],
    [
      'none: what is only sent',
      `${JWT}${handling('fetch(process.env.API_URL, { headers: { authorization: process.env.JWT_SECRET } })')}`,
      [],
    ],
    ['none: what is signed', `${JWT}${handling('jwt.sign(process.env.STAGE, event.key)')}`, []],
  ])('are found: %s', (_, code, expected) => {
    expect(found({ 'index.js': code })).toEqual(expected);
  });

  it('are found across files', () => {
    const files = {
      'index.js':
        "const { issue } = require('./lib/token'); exports.handler = async (event) => issue(event);",
      'lib/token.js': `${JWT}const config = require('./config'); exports.issue = (claims) => jwt.sign(claims, config.jwt.secret);`,
      'lib/config.js': 'module.exports = { jwt: { secret: process.env.JWT_SECRET_KEY } };',
      'lib/other.js': `${JWT}jwt.sign({}, process.env.OTHER_SECRET);`,
    };

    expect(found(files)).toEqual(['JWT_SECRET_KEY']);
  });
});

function found(files: Readonly<Record<string, string>>) {
  return signingVariables({ files: new Map(Object.entries(files)), handler: 'index.handler' });
}
