import { describe, expect, it } from 'vitest';
import { decidedBy, decidedIn } from './decided-in.ts';

const look = 'const found = await db.send(new GetCommand({ TableName, Key: { id } }));';
const put = (item: string) => `await db.send(new PutCommand({ TableName, Item: ${item} }));`;
const each = (
  item: string,
) => `const all = await Promise.all(body.rooms.map((room) => db.send(new GetCommand({ TableName, Key: { id: room.id } }))));
await Promise.all(all.map(async (one) => { const own = one.Item; const free = Number(own.free.N); ${put(item)} }));`;

describe('an item that is put back as it was read', () => {
  it.each([
    ['with one less', `${look}\n${put('{ ...found.Item, free: found.Item.free - 1 }')}`],
    [
      'field by field',
      `${look}\nconst { Item } = found;\n${put('{ id: Item.id, free: Item.free - 1 }')}`,
    ],
    ['each of a list', each('{ id: own.id, free: { N: String(free - 1) } }')],
  ])('is no change: %s', (_, body) => {
    expect(decidedIn(body)).toEqual([]);
  });

  it.each([
    ['with one more', put('{ id: found.Item.id, free: found.Item.free + 1 }')],
    ['with two less', put('{ id: found.Item.id, free: found.Item.free - 2 }')],
    ['as many less as are asked for', put('{ id: found.Item.id, free: found.Item.free - body.n }')],
    ['with the number of another field', put('{ id: found.Item.id, free: found.Item.price - 1 }')],
    ['with a constant', put("{ ...found.Item, free: found.Item.free - 1, state: 'paid' }")],
    [
      'with a field that was set',
      `found.Item.state = 'paid';\n${put('{ ...found.Item, free: found.Item.free - 1 }')}`,
    ],
    [
      'with a field that was set in a part of it',
      `const { Item } = found;\nItem.state = 'paid';\n${put('{ ...Item, free: Item.free - 1 }')}`,
    ],
    ['as it was', put('{ ...found.Item }')],
  ])('is a change: %s', (_, body) => {
    expect(decidedIn(`${look}\n${body}`)).toEqual(['replaces dynamodb:PutItem key']);
  });

  it('replaces blindly where the list itself names it', () => {
    const listed = `await Promise.all(body.rooms.map(async (room) => { ${put('{ id: room.id, free: 1 }')} }));`;
    const named = `const ids = body.rooms.map((room) => room.id);\n${put('{ id: ids[0], free: 1 }')}`;

    const made = `const ids = body.rooms.map((room) => tidy(room.id));\n${put('{ id: ids[0], free: 1 }')}`;

    expect(decidedIn(listed)).toEqual(['replaces dynamodb:PutItem key blind']);
    expect(decidedIn(named)).toEqual(['replaces dynamodb:PutItem key blind']);
    expect(decidedIn(made, "const tidy = require('tidy');")).toEqual([
      'replaces dynamodb:PutItem key blind',
    ]);
  });
});

const accounts = (schema: string) =>
  `const Joi = require('joi'); const z = require('zod'); const mongoose = require('mongoose'); const User = mongoose.model('User', new mongoose.Schema({ name: String })); const schema = ${schema};\n`;
const named = 'name: Joi.string(), password: Joi.string()';
const value = 'const { error, value } = schema.validate(body);\nif (error) throw error;\n';
const adds = 'await User.create(value);';
const changed = ['changes mongoose.create content'];

describe('an account that is added with what a schema lets through', () => {
  it.each([
    ['Joi', `Joi.object({ ${named} })`, `${value}${adds}`],
    ['Joi, by keys', `Joi.object().keys({ ${named} })`, `${value}value.name = 'a';\n${adds}`],
    [
      'Joi that throws',
      `Joi.object({ ${named} })`,
      `const value = await schema.validateAsync(body);\n${adds}`,
    ],
    ['zod', 'z.object({ name: z.string() })', `const value = schema.parse(body);\n${adds}`],
    [
      'a document that is saved',
      `Joi.object({ ${named} })`,
      `${value}const user = new User(value);\nawait user.save();`,
    ],
  ])('is no change: %s', (_, schema, body) => {
    expect(decidedIn(body, accounts(schema))).toEqual([]);
  });

  it.each([
    ['a role among its fields', `Joi.object({ ${named}, role: Joi.string() })`, `${value}${adds}`],
    ['fields that it does not name', `Joi.object({ ${named} }).unknown()`, `${value}${adds}`],
    ['no fields', 'Joi.object()', `${value}${adds}`],
    [
      'fields beside those of its keys',
      `Joi.object({ role: Joi.string() }).keys({ ${named} })`,
      `${value}${adds}`,
    ],
    [
      'a role that is put into it',
      `Joi.object({ ${named} })`,
      `${value}value.role = body.role;\n${adds}`,
    ],
    [
      'all that is sent, though it is asked',
      `Joi.object({ ${named} })`,
      `${value}await User.create(body);`,
    ],
    [
      'what passes it',
      'z.object({ name: z.string() }).passthrough()',
      `const value = schema.parse(body);\n${adds}`,
    ],
  ])('is one with: %s', (_, schema, body) => {
    expect(decidedIn(body, accounts(schema))).toEqual(changed);
  });
});

const resolvers = (remove: string, more = '') => ({
  'index.js': `const { ApolloServer } = require('apollo-server-lambda'); const jwt = require('jsonwebtoken'); const dynamoose = require('dynamoose');
const Note = dynamoose.model('Note', {});
const resolvers = { Mutation: { login: async (parent, args) => ({ token: jwt.sign({ id: args.id }, process.env.KEY) }), remove: async (parent, args, context) => { ${remove} }${more} } };
exports.handler = new ApolloServer({ typeDefs: '', resolvers, context: ({ event }) => ({ token: event.headers.Authorization }) }).createHandler();`,
});
const verify = 'const decoded = jwt.verify(context.token, process.env.KEY);';
const removes = 'await Note.delete(args.id); return true;';

describe('what a resolver of GraphQL does behind a token', () => {
  it.each([
    ['that it verifies first', `${verify} ${removes}`],
    [
      'that it verifies, and asks for',
      `let made = {}; ${verify} if (decoded) { await Note.delete(args.id); } return made;`,
    ],
  ])('is not of strangers: %s', (_, body) => {
    expect(decidedBy(resolvers(body))?.shown).toEqual([]);
  });

  it.each([
    ['before it is verified', `await Note.delete(args.id); ${verify} return true;`],
    ['that is verified for some', `if (args.check) { ${verify} } ${removes}`],
    ['whose fault is caught', `try { ${verify} } catch (error) { console.log(error); } ${removes}`],
    ['that is only read', `const decoded = jwt.decode(context.token); ${removes}`],
    ['that none asks for', removes],
  ])('is, where it is one %s', (_, body) => {
    expect(decidedBy(resolvers(body))?.shown).toEqual(['removes dynamoose.delete filter']);
  });

  it('is asked of each resolver by itself', () => {
    const files = resolvers(
      `${verify} ${removes}`,
      `, clear: async (parent, args) => { ${removes} }`,
    );

    expect(decidedBy(files)?.shown).toEqual(['removes dynamoose.delete filter']);
  });
});
