import { describe, expect, it } from 'vitest';
import { findHandedOut } from '../../../functions/engines/javascript/handed-out/find-handed-out.ts';

interface Parts {
  readonly fields?: string;
  readonly options?: string;
  readonly read?: string;
  readonly before?: string;
  readonly beside?: string;
  readonly of?: string;
}

const password = 'password: { type: type.STRING, allowNull: false }';

/** As samples write it: the model is made by a function, and handed on by another that waits for the connection. */
function handing({
  fields = password,
  options = '',
  read = 'User.findAll()',
  before = '',
  beside = '',
  of = 'user',
}: Parts = {}) {
  const files = {
    'user.js': `module.exports = (sequelize, type) => sequelize.define('${of}', { name: type.STRING, ${fields} }${options});\n`,
    'db.js': `const Sequelize = require('sequelize');\nconst sequelize = new Sequelize(process.env.DB_NAME, process.env.DB_USER, process.env.DB_PASSWORD, { host: process.env.DB_HOST });\nconst User = require('./user')(sequelize, Sequelize);\nmodule.exports = async () => { await sequelize.authenticate(); return { User }; };\n`,
    'index.js': `const connect = require('./db');\nexports.handler = async (event) => { const { User } = await connect(); ${before} const users = await ${read}; return { statusCode: 200, body: JSON.stringify(users) }; };\n${beside}`,
  };
  const source = { files: new Map(Object.entries(files)), handler: 'index.handler' };

  return findHandedOut(source).map(({ kind, named }) => `${kind} ${named}`);
}

describe('users of Sequelize are handed out with their passwords', () => {
  it.each<[string, Parts]>([
    ['all', {}],
    ['all in their order', { read: "User.findAll({ order: [['id', 'ASC']], limit: 10 })" }],
    ['one by the number that a path names', { read: 'User.findByPk(event.pathParameters.id)' }],
    ['some of them', { read: 'User.findAndCountAll({ where: { name: event.body } })' }],
    ['of what a type alone says', { fields: 'password: type.STRING' }],
    ['of a model with plain options', { options: ', { timestamps: false }' }],
    ['with what is theirs', { read: "User.findAll({ include: 'notes', raw: true })" }],
    ['of a model in the plural', { of: 'Users' }],
  ])('is seen: %s', (_, parts) => {
    expect(handing(parts)).toEqual(['credentials all']);
  });

  it.each<[string, Parts]>([
    ['a model without one', { fields: 'age: type.INTEGER' }],
    ['one that is not stored', { fields: 'password: type.VIRTUAL' }],
    ['one that is not stored, by its settings', { fields: 'password: { type: type.VIRTUAL }' }],
    ['one that a getter hides', { fields: 'password: { type: type.STRING, get() { return 1; } }' }],
    ['another model', { of: 'note' }],
    ['some attributes', { read: "User.findAll({ attributes: ['name'] })" }],
    [
      'attributes that are left out',
      { read: "User.findByPk(1, { attributes: { exclude: ['password'] } })" },
    ],
    [
      'settings that are not seen',
      { read: 'User.findAll(settings)', before: 'const settings = make();' },
    ],
    ['a scope', { read: "User.scope('shown').findAll()" }],
    [
      'a scope of all',
      { options: ", { defaultScope: { attributes: { exclude: ['password'] } } }" },
    ],
    ['options that are not seen', { options: ', require("./options")' }],
    [
      'what is left out of each answer',
      { beside: 'connect.User.prototype.toJSON = function () { return {}; };' },
    ],
    ['what a hook takes out', { beside: "connect.User.addHook('afterFind', (user) => {});" }],
    ['what is taken out', { beside: 'const hide = (user) => { user.password = undefined; };' }],
    ['what is deleted', { beside: 'const hide = (user) => { delete user.dataValues.password; };' }],
    [
      'two models of that name',
      { beside: "exports.more = (other) => other.define('User', { password: other.STRING });" },
    ],
    [
      'to who is known',
      { before: 'if (!check(event.headers.authorization)) return { statusCode: 401 };' },
    ],
    [
      'to whom another package knows',
      { before: "const other = require('other')(); await other.authenticate();" },
    ],
  ])('is not: %s', (_, parts) => {
    expect(handing(parts)).toEqual([]);
  });

  it.each([
    ['is seen', "{ sequelize, modelName: 'User' }", ['credentials all']],
    ['is not, of a scope', "{ sequelize, defaultScope: { attributes: ['name'] } }", []],
  ])('of a class: %s', (_, options, expected) => {
    const files = {
      'user.js': `const { Model, DataTypes } = require('sequelize');\nmodule.exports = (sequelize) => { class User extends Model {}\nUser.init({ ${password.replace('type.', 'DataTypes.')} }, ${options});\nreturn User; };\n`,
      'index.js': `const { Sequelize } = require('sequelize');\nconst db = {};\ndb.User = require('./user')(new Sequelize(''));\nexports.handler = async () => { const users = await db.User.findAll(); return { statusCode: 200, body: JSON.stringify(users) }; };\n`,
    };
    const source = { files: new Map(Object.entries(files)), handler: 'index.handler' };

    expect(findHandedOut(source).map(({ kind, named }) => `${kind} ${named}`)).toEqual(expected);
  });

  it('is of Sequelize alone', () => {
    const code = `const orm = require('other'); const User = orm.define('user', { password: orm.STRING });\nexports.handler = async () => ({ statusCode: 200, body: JSON.stringify(await User.findAll()) });\n`;
    const source = { files: new Map([['index.js', code]]), handler: 'index.handler' };

    expect(findHandedOut(source)).toEqual([]);
  });
});
