import { describe, expect, it } from 'vitest';
import { decidedBy, decidedIn } from './decided-in.ts';

const AWS =
  "const AWS = require('aws-sdk'); const pool = new AWS.CognitoIdentityServiceProvider(); const UserPoolId = process.env.POOL;";
const HELPERS = "const asksBuyer = (given) => { if (given.role !== 'buyer') throw new Error(); };";
const put = (fields: string) =>
  `await db.send(new PutCommand({ TableName, Item: { id: v4(), email: body.email, ${fields} } }));`;
const attributes = (name: string, value: string) =>
  `UserPoolId, Username: body.email, UserAttributes: [{ Name: 'email', Value: body.email }, { Name: '${name}', Value: ${value} }]`;

/** Of mongoose, with a model of its own. */
function mongoose(code: string, role = 'String') {
  return decidedBy({
    'user.js': `const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ email: String, password: String, role: ${role} }));\n`,
    'index.js': `const User = require('./user');\nexports.handler = async (event) => { const body = JSON.parse(event.body); ${code} return { statusCode: 200 }; };\n`,
  })?.shown;
}

describe('who signs up takes a role', () => {
  it.each<readonly [string, string, string]>([
    ['beside a password', put('password: hash, role: body.role'), 'dynamodb:PutItem'],
    [
      'beside what one is hashed to',
      put('passwordHash: hash, isAdmin: body.isAdmin'),
      'dynamodb:PutItem',
    ],
    [
      'or has a usual one',
      `const { role = 'user' } = body; ${put("password: hash, role: role || 'user'")}`,
      'dynamodb:PutItem',
    ],
    [
      'that has to be there',
      `const { role } = body; if (!role || role === '') return 1; ${put('password: hash, role')}`,
      'dynamodb:PutItem',
    ],
    [
      'of a list with one that has power',
      `if (!['user', 'admin'].includes(body.role)) return 1; ${put('password: hash, role: body.role')}`,
      'dynamodb:PutItem',
    ],
    [
      'of a schema with one that has power',
      `const data = z.object({ role: z.enum(['user', 'admin']) }).parse(body); ${put('password: hash, role: data.role')}`,
      'dynamodb:PutItem',
    ],
    ...[
      "z.object({ role: z.nativeEnum({ A: 'buyer', B: 'admin' }) }).parse(body);",
      "ajv.compile({ properties: { color: { enum: ['a'] } } })(body);",
      "check(body, { role: String, color: z.enum(['a']) });",
    ].map(
      (schema) =>
        [
          `whatever is asked by ${schema}`,
          `${schema} ${put('password: hash, role: body.role')}`,
          'dynamodb:PutItem',
        ] as const,
    ),
    [
      'whatever a schema says of others',
      `const data = z.object({ role: z.string(), plan: z.enum(['a', 'b']) }).parse(body); ${put('password: hash, role: data.role')}`,
      'dynamodb:PutItem',
    ],
    ['as truth', put('passphrase: hash, isAdmin: !!body.isAdmin'), 'dynamodb:PutItem'],
    ['as a boolean', put('password: hash, isAdmin: Boolean(body.admin)'), 'dynamodb:PutItem'],
    ['as true', put('password: hash, isAdmin: body.isAdmin === true'), 'dynamodb:PutItem'],
    [
      'as what a form says for true',
      put("password: hash, isAdmin: body.isAdmin === 'true'"),
      'dynamodb:PutItem',
    ],
    [
      'that is only asked to be there, whatever is asked of others',
      `const { role } = body; if (role === undefined || role === null) return 1; if (body.kind === 'a') return 1; asksBuyer({}); switch (body.kind) { case 'b': return 1; } validateEmail(body.email); console.log('as ' + role, LABELS[body.kind]); ${put('password: hash, role')}`,
      'dynamodb:PutItem',
    ],
    [
      'where a helper asks another object, or asks nothing',
      `const again = (n) => (n > 3 ? n : again(body)); again(body); asksBuyer(event.requestContext); ${put('password: hash, role: body.role')}`,
      'dynamodb:PutItem',
    ],
    [
      'as a group of Cognito',
      'await pool.adminAddUserToGroup({ UserPoolId, Username: body.email, GroupName: body.group }).promise();',
      'cognito-idp:AdminAddUserToGroup',
    ],
    [
      'as an attribute of Cognito',
      `await pool.signUp({ ${attributes('custom:role', 'body.role')} }).promise();`,
      'cognito-idp:SignUp',
    ],
    [
      'of a user who is made',
      `await pool.adminCreateUser({ ${attributes('custom:is_admin', 'body.admin')} }).promise();`,
      'cognito-idp:AdminCreateUser',
    ],
  ])('is seen: %s', (_, code, call) => {
    expect(decidedIn(code, AWS + HELPERS)).toContain(`changes ${call} rights`);
  });

  it.each<readonly [string, string]>([
    ['without a password', put('role: body.role')],
    ['of the code', put("password: hash, role: 'user'")],
    ['of another name', put('password: hash, color: body.color')],
    [
      'that is compared',
      `const { role } = body; if (role === 'admin') return 1; ${put('password: hash, role')}`,
    ],
    [
      'that is one of a list',
      `if (!['a', 'b'].includes(body.role)) return 1; ${put('password: hash, role: body.role')}`,
    ],
    ['that a helper checks', `validateRole(body.role); ${put('password: hash, role: body.role')}`],
    [
      'of a table of the code',
      `const { role } = body; ${put('password: hash, role, limit: LIMITS[role]')}`,
    ],
    [
      'that a helper asks of all',
      `const ask = (given) => { if (given.role !== 'buyer') throw new Error(); }; ask(body); ${put('password: hash, role: body.role')}`,
    ],
    [
      'that a helper elsewhere asks of all',
      `asksBuyer(body); ${put('password: hash, role: body.role')}`,
    ],
    [
      'that has to be a key',
      `if (!(body.role in LIMITS)) return 1; ${put('password: hash, role: body.role')}`,
    ],
    ['of which the type is kept', put('password: hash, isAdmin: typeof body.isAdmin')],
    [
      'of which it is kept whether it is there',
      put('password: hash, isAdmin: body.isAdmin !== undefined'),
    ],
    ['that is made of it', put('password: hash, role: ROLES.get(body.role)')],
    [
      'of a schema of zod',
      `const data = z.object({ role: z.enum(['buyer', 'seller']).optional() }).parse(body); ${put('password: hash, role: data.role')}`,
    ],
    ...[
      "z.literal('buyer')",
      "z.nativeEnum({ A: 'buyer' })",
      "z.union([z.literal('buyer'), z.literal('seller')])",
    ].map(
      (schema) =>
        [
          `of ${schema}`,
          `const data = z.object({ role: ${schema} }).parse(body); ${put('password: hash, role: data.role')}`,
        ] as const,
    ),
    [
      'of a schema of Joi',
      `const { error } = Joi.object({ role: Joi.string().valid('buyer', 'seller') }).validate(body); if (error) return 1; ${put('password: hash, role: body.role')}`,
    ],
    [
      'of a chain of express-validator',
      `require('express-validator').body('role').isIn(['buyer']).run(body); ${put('password: hash, role: body.role')}`,
    ],
    [
      'of a JSON schema',
      `if (!ajv.compile({ type: 'object', properties: { role: { enum: ['buyer'] } } })(body)) return 1; ${put('password: hash, role: body.role')}`,
    ],
    ['a class', put('password: hash, group: body.group')],
    [
      'a group of the code',
      "await pool.adminAddUserToGroup({ UserPoolId, Username: body.email, GroupName: 'users' }).promise();",
    ],
    [
      'a group that is compared',
      "if (body.group === 'admins') return 1; await pool.adminAddUserToGroup({ UserPoolId, Username: body.email, GroupName: body.group }).promise();",
    ],
    [
      'attributes that are not seen',
      'const UserAttributes = read(body); await pool.signUp({ UserPoolId, Username: body.email, UserAttributes }).promise();',
    ],
    [
      'another attribute',
      `await pool.signUp({ ${attributes('custom:city', 'body.city')} }).promise();`,
    ],
  ])('is not: %s', (_, code) => {
    expect(decidedIn(code, AWS + HELPERS)?.join()).not.toContain('rights');
  });

  const inserted = (columns: string, values: string, given: string) =>
    `await pg.query("INSERT INTO users (${columns}) VALUES (${values})", [${given}]);`;

  it.each([
    [
      inserted('email, password, role', '$1, $2, $3', 'body.email, hash, body.role'),
      ['changes pg.query rights'],
    ],
    [inserted('role, password_hash', '?, ?', 'body.role, hash'), ['changes pg.query rights']],
    [inserted('email, password, role', '$1, $2, $3', "body.email, hash, 'user'"), []],
    [inserted('email, password, role', "$1, $2, 'user'", 'body.email, hash'), []],
    [inserted('role, password', '$2, $1', 'hash, body.role'), ['changes pg.query rights']],
    [inserted('role, email', '$1, $2', 'body.role, body.email'), []],
    [
      inserted(
        'city, age, role, name, password',
        "'a, b', ?, 'user', ?, ?",
        'body.age, body.name, hash',
      ),
      [],
    ],
    [inserted('role, password', "?, concat(?, '')", "'user', body.password"), []],
  ])('is seen of SQL by the places of the values: %s', (code, found) => {
    expect(decidedIn(code, "const pg = new (require('pg').Pool)();")).toEqual(found);
  });

  it.each([
    ['that is added', "await User.create({ email: body.email, password: 'x', role: body.role });"],
    [
      'that is saved',
      "const user = new User({ email: body.email, password: 'x', role: body.role }); await user.save();",
    ],
  ])('is seen of mongoose: %s', (_, code) => {
    expect(mongoose(code)?.join()).toContain('rights');
  });

  it.each([
    ["{ type: String, enum: ['buyer', 'seller'] }", false],
    ["{ type: String, enum: ['buyer', 'admin'] }", true],
  ])('is of mongoose by what the model lists: %s', (role, isSeen) => {
    const code = "await User.create({ email: body.email, password: 'x', role: body.role });";

    expect(mongoose(code, role)?.some((each) => each.includes('rights'))).toBe(isSeen);
  });

  it('is not of mongoose: of the code', () => {
    expect(
      mongoose("await User.create({ email: body.email, password: 'x', role: 'user' });"),
    ).toEqual([]);
  });
});
