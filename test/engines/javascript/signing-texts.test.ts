import { describe, expect, it } from 'vitest';
import { signingTexts } from '../../../functions/engines/javascript/signing-texts.ts';

const JWT = "const jwt = require('jsonwebtoken');\n";

describe('texts of the code that JavaScript signs with', () => {
  it.each<[string, string, { text: string; variable?: string; path?: string }]>([
    [
      'a text',
      `${JWT}exports.handler = async () => jwt.sign({}, 'polar-bear');`,
      { text: 'polar-bear' },
    ],
    [
      'a name for one',
      `${JWT}const KEY = 'polar-bear-of-more-than-32-characters';\nexports.handler = async (e) => jwt.verify(e.token, KEY);`,
      { text: 'polar-bear-of-more-than-32-characters' },
    ],
    [
      'the bytes of one',
      "import { SignJWT } from 'jose';\nexport const handler = async () => new SignJWT({}).sign(new TextEncoder().encode('polar-bear'));",
      { text: 'polar-bear' },
    ],
    [
      'a name for the bytes of one',
      `${JWT}const KEY = Buffer.from('polar-bear', 'base64');\nexports.handler = async () => jwt.sign({}, KEY);`,
      { text: 'polar-bear' },
    ],
    [
      'what stands in for a variable',
      `${JWT}exports.handler = async () => jwt.sign({}, process.env.SECRET || 'polar-bear');`,
      { text: 'polar-bear', variable: 'SECRET' },
    ],
    [
      'a field of a file',
      `${JWT}const config = require('./keys');\nexports.handler = async () => jwt.sign({}, config.SECRET, {});`,
      { text: 'bear-polar', variable: 'SECRET', path: 'keys.js' },
    ],
    [
      'an option of Nest',
      "const jwt_1 = require('@nestjs/jwt');\nexports.handler = async () => jwt_1.JwtModule.register({ secret: 'polar-bear' });",
      { text: 'polar-bear' },
    ],
    [
      'a strategy of Passport',
      "const { Strategy } = require('passport-jwt');\nexports.handler = async () => new Strategy({ secretOrKey: 'polar-bear' }, act);",
      { text: 'polar-bear' },
    ],
    [
      'a strategy of Nest',
      "const { PassportStrategy } = require('@nestjs/passport');\nconst { Strategy } = require('passport-jwt');\nconst { jwtConstants } = require('./constants');\nclass JwtStrategy extends PassportStrategy(Strategy) { constructor() { super({ ignoreExpiration: false, secretOrKey: jwtConstants.secret }); } }\nexports.handler = async () => new JwtStrategy();",
      { text: 'secretKey', path: 'constants.js' },
    ],
    [
      'a default import',
      "import jwt from 'jsonwebtoken';\nexport const handler = async () => jwt.sign({}, 'polar-bear');",
      { text: 'polar-bear' },
    ],
    [
      'one of several algorithms',
      `${JWT}const KEY = 'polar-bear-of-more-than-32-characters';\nexports.handler = async (e) => jwt.verify(e.token, KEY, { algorithms: ['RS256', 'HS256'] });`,
      { text: 'polar-bear-of-more-than-32-characters' },
    ],
    [
      'a private key in base64',
      `${JWT}exports.handler = async (e) => jwt.sign({}, 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw');`,
      { text: 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw' },
    ],
    [
      'what code warns of',
      `${JWT}const KEY = process.env.SECRET || 'polar-bear';\nif (KEY === 'polar-bear') console.warn('set SECRET');\nexports.handler = async () => jwt.sign({}, KEY);`,
      { text: 'polar-bear', variable: 'SECRET' },
    ],
    [
      'what code refuses in one stage',
      `${JWT}const KEY = process.env.SECRET || 'polar-bear';\nif (isProduction && KEY === 'polar-bear') throw new Error();\nexports.handler = async () => jwt.sign({}, KEY);`,
      { text: 'polar-bear', variable: 'SECRET' },
    ],
    [
      'what a function refuses, which nothing may call',
      `${JWT}const KEY = process.env.SECRET || 'polar-bear';\nexports.check = () => { if (KEY === 'polar-bear') throw new Error(); };\nexports.handler = async () => jwt.sign({}, KEY);`,
      { text: 'polar-bear', variable: 'SECRET' },
    ],
    [
      'where another text is refused',
      `${JWT}const KEY = process.env.SECRET || 'polar-bear';\nif (KEY === 'brown-bear') throw new Error();\nexports.handler = async () => jwt.sign({}, KEY);`,
      { text: 'polar-bear', variable: 'SECRET' },
    ],
    [
      'where all else is refused',
      `${JWT}const KEY = process.env.SECRET || 'polar-bear';\nif (KEY !== 'polar-bear') throw new Error();\nexports.handler = async () => jwt.sign({}, KEY);`,
      { text: 'polar-bear', variable: 'SECRET' },
    ],
  ])('are found: %s', (_, code, expected) => {
    expect(found(code)).toMatchObject([expected]);
  });

  it('are found once, however many calls sign with them', () => {
    const code = `${JWT}const KEY = 'polar-bear-of-more-than-32-characters';\nexports.handler = async (e) => { jwt.verify(e.token, KEY); return jwt.sign({}, KEY); };`;

    expect(found(code)).toHaveLength(1);
  });

  it('are found where they stand', () => {
    const code = `${JWT}exports.handler = async () => jwt.sign({}, 'polar-bear');`;

    expect(found(code)).toEqual([{ path: 'index.js', line: 2, column: 44, text: 'polar-bear' }]);
  });

  it.each([
    ['a variable', `${JWT}exports.handler = async () => jwt.sign({}, process.env.SECRET);`],
    [
      'a short one that what verifies is reported for',
      `${JWT}const KEY = 'polar-bear';\nexports.handler = async (e) => { jwt.verify(e.token, KEY); return jwt.sign({}, KEY); };`,
    ],
    [
      'a public key of an elliptic curve',
      `${JWT}exports.handler = async (e) => jwt.verify(e.token, 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEabc');`,
    ],
    [
      'a public key of RSA',
      `${JWT}exports.handler = async (e) => jwt.verify(e.token, 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A');`,
    ],
    [
      'a certificate',
      `${JWT}exports.handler = async (e) => jwt.verify(e.token, 'MIIDBzCCAe+gAwIBAgIJAabc');`,
    ],
    [
      'PEM in base64',
      `${JWT}exports.handler = async (e) => jwt.verify(e.token, Buffer.from('LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0=', 'base64'));`,
    ],
    [
      'a key that only verifies, by its algorithm',
      `${JWT}const KEY = 'polar-bear-of-more-than-32-characters';\nexports.handler = async (e) => jwt.verify(e.token, KEY, { algorithms: ['RS256', 'ES256'] });`,
    ],
    [
      'what code does not start with',
      `${JWT}const KEY = process.env.SECRET || 'polar-bear';\nif (!KEY || KEY === 'polar-bear') { throw new Error('set SECRET'); }\nexports.handler = async () => jwt.sign({}, KEY);`,
    ],
    [
      'what code exits with',
      `${JWT}const KEY = process.env.SECRET ?? 'polar-bear';\nif ('polar-bear' === KEY) process.exit(1);\nexports.handler = async () => jwt.sign({}, KEY);`,
    ],
    ['an empty one', `${JWT}exports.handler = async () => jwt.sign({}, '');`],
    [
      'a key in PEM, which others find',
      `${JWT}exports.handler = async (e) => jwt.verify(e.token, '-----BEGIN PUBLIC KEY-----');`,
    ],
    [
      'one of two, of which one is a variable',
      `${JWT}const KEY = isHere ? 'polar-bear' : process.env.SECRET;\nexports.handler = async () => jwt.sign({}, KEY);`,
    ],
    [
      'one of two, of which one is sent',
      `${JWT}exports.handler = async (event) => jwt.sign({}, isHere ? 'polar-bear' : event.key);`,
    ],
    [
      'what is set to something else, too',
      `${JWT}let KEY = 'polar-bear';\nif (isThere) KEY = process.env.SECRET;\nexports.handler = async () => jwt.sign({}, KEY);`,
    ],
    [
      'what stands in for what the code sets',
      `${JWT}process.env.SECRET = load();\nexports.handler = async () => jwt.sign({}, process.env.SECRET || 'polar-bear');`,
    ],
    [
      'what stands in for a variable of which nothing is kept',
      `${JWT}exports.handler = async () => jwt.sign({}, process.env.APP_NAME || 'polar-bear');`,
    ],
    [
      'a hash that nothing is signed with',
      "const { createHmac } = require('crypto');\nexports.handler = async (e) => createHmac('sha256', 'polar-bear').update(e.jwt).digest('hex');",
    ],
    [
      'what only reads a token',
      `${JWT}exports.handler = async (e) => jwt.decode(e.token, 'polar-bear');`,
    ],
    [
      'a function of that name',
      'const jwt = { sign: (a, b) => b };\nexports.handler = async () => jwt.sign({}, "polar-bear");',
    ],
    [
      'what nothing calls',
      `${JWT}function old() { return jwt.sign({}, 'polar-bear'); }\nexports.handler = async () => 1;`,
    ],
  ])('are not taken for one: %s', (_, code) => {
    expect(found(code)).toEqual([]);
  });
});

function found(code: string) {
  const keys = "module.exports = { SECRET: process.env.SECRET || 'bear-polar', PORT: 1 };";

  return signingTexts({
    files: new Map([
      ['index.js', code],
      ['keys.js', keys],
      ['constants.js', "exports.jwtConstants = { secret: 'secretKey' };"],
    ]),
    handler: 'index.handler',
  });
}
