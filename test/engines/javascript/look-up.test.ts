import { expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/javascript/index.ts';
import { OwnPackages } from '../../../functions/engines/javascript/own-packages.ts';
import { PackageFolders } from '../../../functions/engines/packages/index.ts';

const look = 'const user = await users.findOne({ email });';
const refuse = 'if (!user) return { statusCode: 401 };';
const compare = 'await bcrypt.compare(password, user.password)';
const show = 'return { body: JSON.stringify(user) };';
const make = 'await users.insertOne({ email }); return { statusCode: 201 };';

it.each<[what: string, code: string]>([
  ['a password is looked up', 'await users.findOne({ name: email, password });'],
  [
    'it is looked up, after a field that is no secret',
    'await users.find({ $or: [{ status: email }, { password }] }).toArray();',
  ],
  [
    'a password is read after who it is of',
    'const { userId, pin } = JSON.parse(event.body); await users.findOne({ userId, pin });',
  ],
  [
    'it is read before',
    'const { pin, userId } = JSON.parse(event.body); await users.findOne({ userId, pin });',
  ],
  ['a code is looked up beside who it is of', 'await users.findOne({ email, code: password });'],
  ['a password is looked up before who it is of', 'await users.findOne({ password, email });'],
  ['a password is looked up beside who it is of', 'await users.findOne({ email, password });'],
  ['a password is looked up in Portuguese', 'await users.findOne({ email, senha: password });'],
  ['a password is looked up in Spanish', 'await users.findOne({ email, contraseña: password });'],
  [
    'a password is looked up in plainer Spanish',
    'await users.findOne({ email, clave: password });',
  ],
  ['a password is looked up in French', 'await users.findOne({ email, motDePasse: password });'],
  ['a password is looked up in German', 'await users.findOne({ email, passwort: password });'],
  ['a password is looked up in Turkish', 'await users.findOne({ email, sifre: password });'],
  ['a password is looked up in Italian', 'await users.findOne({ email, parola: password });'],
  ['a password is looked up, shortly', 'await users.findOne({ email, pwd: password });'],
  ['a token is looked up', 'await users.findOne({ resetToken: email });'],
  ['a session is looked up', "await users.findOne({ 'login.sessionId': email });"],
  ['a token is counted', 'await users.countDocuments({ apiToken: email });'],
  [
    'all of the filter is the caller’s',
    'await users.find(JSON.parse(event.body).filter).toArray();',
  ],
  ['any field is the caller’s', 'await users.findOne({ ...JSON.parse(event.body) });'],
  ['what is found is deleted', 'await users.findOneAndDelete({ email });'],
  ['what is found is changed', 'await users.updateOne({ status: email }, { $set: { a: 1 } });'],
  ['all are deleted', 'await users.deleteMany({ name: email });'],
  ['it is code', "await users.find({ $where: 'this.a == ' + email }).toArray();"],
  [
    'it is code of a user',
    "await users.find({ $where: 'this.a == ' + event.requestContext.authorizer.claims.name }).toArray();",
  ],
  [
    'an expression is the caller’s',
    'await users.find({ status: email, $expr: JSON.parse(event.body).test }).toArray();',
  ],
  [
    'an expression within is',
    'await users.countDocuments({ $and: [{ $expr: JSON.parse(event.body).test }] });',
  ],
  [
    'an expression of a stage is',
    'await users.aggregate([{ $match: { $expr: JSON.parse(event.body).test } }]).toArray();',
  ],
  [
    'a function of an expression is',
    "await users.find({ $expr: { $function: { body: email, args: ['$a'], lang: 'js' } } }).toArray();",
  ],
  [
    'what is deleted is code',
    "await users.deleteMany({ $where: 'this.a == ' + event.queryStringParameters.a });",
  ],
  ['a pipeline is the caller’s', 'await users.aggregate(JSON.parse(event.body).stages).toArray();'],
  ['a stage is', 'await users.aggregate([{ $limit: 9 }, JSON.parse(event.body).stage]).toArray();'],
  ['whose is found is shown', `${look} ${show}`],
  ['it is shown at once', 'return { body: JSON.stringify(await users.findOne({ email })) };'],
  [
    'a field of it is shown',
    `${look} ${refuse} return { body: JSON.stringify({ name: user.name }) };`,
  ],
  [
    'its parts are shown',
    'const { name } = await users.findOne({ email }); return { body: name };',
  ],
  [
    'all of an owner are shown',
    'const all = await notes.find({ userId: email }).sort({ at: -1 }).toArray(); return { statusCode: 200, body: JSON.stringify(all) };',
  ],
  [
    'they are shown by another name',
    'const all = await notes.find({ ownerId: email }).toArray(); const shown = { all: all.map((one) => one.text) }; return { body: JSON.stringify(shown) };',
  ],
  [
    'it is shown by a promise',
    'return User.findOne({ email }).then((user) => ({ statusCode: 200, body: JSON.stringify(user) }));',
  ],
  [
    'it is shown by a callback',
    'User.findOne({ email }, (error, user) => { if (error) throw error; context.res.status(200).json({ user: user.toObject() }); });',
  ],
  ['it is shown by a helper', `${look} return sendResponse(200, user);`],
  ['it is shown by a class of answers', `${look} return Responses._200({ user });`],
  ['it is set as the answer', `${look} context.body = user;`],
  [
    'a token is signed of it',
    `${look} ${refuse} const token = jwt.sign({ id: user._id }, KEY); return { body: JSON.stringify({ token }) };`,
  ],
  ['it is set before', `let user; user = await User.findOne({ email }).lean(); ${show}`],
])('a look-up by an operator is high where %s', (_, code) => {
  expect(severitiesIn(code)).toEqual(['high']);
});

it.each<[what: string, code: string]>([
  ['who is there is refused', `${look} if (user) return { statusCode: 409 }; ${make}`],
  [
    'who is there is thrown for',
    `${look} if (user !== null) { throw new Error('taken'); } ${make}`,
  ],
  ['who is not there is refused', `${look} ${refuse} await act();`],
  ['what is found is not used', `${look} ${make}`],
  [
    'it only says whether one is there',
    'return { body: JSON.stringify({ is: await User.exists({ email }) }) };',
  ],
  [
    'one is let in by being there',
    `${look} if (user) return { statusCode: 200, body: sign(email) }; ${make}`,
  ],
  [
    'they are counted',
    'const count = await users.countDocuments({ email }); if (count) throw new Error();',
  ],
  [
    'the password has to match',
    `${look} ${refuse} if (!(${compare})) return { statusCode: 401 }; ${show}`,
  ],
  [
    'the hash is taken out first',
    `${look} const hash = user.hash; const ok = await argon2.verify(hash, password); if (!ok) throw new Error('no'); ${show}`,
  ],
  [
    'the model compares',
    `${look} if (!user.comparePassword(password)) return { statusCode: 401 }; ${show}`,
  ],
  [
    'the password is compared as it is',
    `${look} if (user.password !== password) return { statusCode: 401 }; ${show}`,
  ],
  [
    'promises compare',
    'return User.findOne({ email }).then((user) => user ? comparePassword(password, user.password, user._id) : Promise.reject(new Error("no"))).then((token) => ({ body: token }));',
  ],
  [
    'a callback compares',
    'User.findOne({ username: email }).then((user) => { user.comparePassword(password, (error, isMatch) => { if (!isMatch) context.status(403).send("no"); context.json({ token: jwt.sign(user, KEY) }); }); });',
  ],
  [
    'what anyone reads is found',
    'const one = await products.findOne({ category: email }); return { body: JSON.stringify(one) };',
  ],
  [
    'what anyone reads is listed',
    'const all = await products.find({ status: email }).toArray(); return { body: JSON.stringify(all) };',
  ],
  [
    'it is handed to who asks within',
    'const find = async () => User.findOne({ email }); await act(find);',
  ],
  [
    'a function hands it on',
    'const find = async () => { const user = await User.findOne({ email }); return user; }; await act(find);',
  ],
  ['it is logged', `${look} console.log('found', user); return { statusCode: 200 };`],
  ['it is asked for by its name', `${look} return { body: JSON.stringify(user ? 'yes' : 'no') };`],
  [
    'a question of it is answered',
    `${look} return { body: JSON.stringify({ known: isKnown(user) }) };`,
  ],
  ['a code is that of something', 'await users.findOne({ code: password });'],
])('a look-up by an operator is medium where %s', (_, code) => {
  expect(severitiesIn(code)).toEqual(['medium']);
});

it.each<[what: string, code: string]>([
  ['it is of a query', 'await users.findOne({ password: event.queryStringParameters.password });'],
  ['it is of the path', 'await users.findOne({ email: event.pathParameters.email });'],
  [
    'an authorizer wrote it',
    'const { userId } = event.requestContext.authorizer; return { body: JSON.stringify(await notes.find({ userId }).toArray()) };',
  ],
  [
    'it is of a token',
    'const { id } = jwt.verify(event.headers.token, KEY); return { body: JSON.stringify(await notes.find({ userId: id }).toArray()) };',
  ],
  ['it is made a text', 'await users.findOne({ email: String(email) });'],
  [
    'it is what a function is given',
    "await users.find({ $expr: { $function: { body: 'x', args: [String(email)] } } }).toArray();",
  ],
  [
    'an expression is a text',
    'await users.find({ $expr: event.queryStringParameters.test }).toArray();',
  ],
  ['it is the value of an operator', 'await users.findOne({ email: { $eq: email } });'],
  [
    'its type is asked',
    "if (typeof email !== 'string') return {}; await users.deleteOne({ email });",
  ],
])('no operator comes where %s', (_, code) => {
  expect(severitiesIn(code)).toEqual([]);
});

it.each([
  ['changes the item that its key names', "UpdateExpression: 'SET ' + email", 'medium'],
  ['is done on a condition of the caller', 'ConditionExpression: email', 'high'],
  [
    'changes on a condition of the caller',
    'UpdateExpression: email, ConditionExpression: password',
    'high',
  ],
])('what %s', (_, given, severity) => {
  const code = `await new AWS.DynamoDB.DocumentClient().update({ TableName: 't', Key: { id: 1 }, ${given} }).promise();`;

  expect(severitiesIn(`const AWS = require('aws-sdk'); ${code}`)).toEqual([severity]);
});

it('is soon done where many are answered', () => {
  const many = Array.from(
    { length: 2_000 },
    (_, index) => `const u${index} = await users.findOne({ email }); context.json(u${index});`,
  );

  expect(severitiesIn(many.join('\n')).every((each) => each === 'high')).toBe(true);
});

function severitiesIn(code: string) {
  const text = `const { MongoClient } = require('mongodb');
const User = require('mongoose').model('User');
const bcrypt = require('bcrypt');
const jwt = require('jsonwebtoken');
const argon2 = require('argon2');
const db = new MongoClient('mongodb://db').db('shop');
const users = db.collection('users');
const notes = db.collection('notes');
const products = db.collection('products');
exports.handler = async (event, context) => {
  const { email, password } = JSON.parse(event.body);
  ${code}
};`;
  const { weaknesses } = findWeaknesses({
    files: new Map([['index.js', text]]),
    own: new OwnPackages([], () => undefined),
    folders: new PackageFolders([]),
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    isAll: true,
  });

  return weaknesses
    .filter(({ kind }) => kind === 'query-injection')
    .map(({ severity = 'high' }) => severity);
}
