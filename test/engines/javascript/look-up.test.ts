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
  ['one that is there is refused', `${look} if (user) return { statusCode: 409 }; ${make}`],
  [
    'one that is there is thrown for',
    `${look} if (user !== null) { throw new Error('taken'); } ${make}`,
  ],
  [
    'another value is asked for as well',
    `${look} if (!email || user) return { statusCode: 409 }; ${make}`,
  ],
  [
    'the password has to match',
    `${look} ${refuse} if (!(${compare})) return { statusCode: 401 }; ${show}`,
  ],
  [
    'it has to, in one question',
    `${look} if (!user || !(${compare})) return { statusCode: 401 }; ${show}`,
  ],
  [
    'it is used where the password matches',
    `${look} ${refuse} const ok = ${compare}; if (ok) { ${show} }`,
  ],
  [
    'it is used so in one question',
    `${look} if (user && (${compare})) { ${show} } return { statusCode: 401 };`,
  ],
  [
    'what is found is logged',
    `${look} console.log('found', user, user.name); ${refuse} if (!(${compare})) return { statusCode: 401 }; ${show}`,
  ],
  [
    'the hash is taken out first',
    `${look} ${refuse} const hash = user.hash; const ok = await argon2.verify(hash, password); if (!ok) throw new Error('no'); ${show}`,
  ],
  [
    'mongoose is asked',
    `const user = await User.findOne({ email }).lean().exec(); if (user) return context.res.status(409).json({}); const made = new User({ email, hash: await bcrypt.hash(password, 10) }); await made.save(); console.log('made');`,
  ],
])('opens nothing where %s', (_, code) => {
  expect(openedBy(code)).toEqual(['nothing']);
});

it.each<[what: string, code: string]>([
  ['what is found is shown', `${look} ${show}`],
  ['what is found is not used', `${look} ${make}`],
  [
    'who is found is let in',
    `${look} if (user) return { statusCode: 200, body: sign(email) }; ${make}`,
  ],
  ['it is answered as if all was well', `${look} if (user) return { statusCode: 200 }; ${make}`],
  [
    'something is done where it is found',
    `${look} if (user) { await act(email); return { statusCode: 409 }; } ${make}`,
  ],
  [
    'who is found is kept out',
    `${look} if (user) return { statusCode: 403 }; await pay(email); ${make}`,
  ],
  [
    'another kind is made',
    `${look} if (user) return { statusCode: 409 }; await orders.insertOne({ email });`,
  ],
  ['nothing is made', `${look} if (user) return { statusCode: 409 }; return { statusCode: 200 };`],
  [
    'something is sent',
    `${look} if (user) return { statusCode: 409 }; await sqs.send(email); ${make}`,
  ],
  [
    'a function of the code has such a name',
    `${look} if (user) return { statusCode: 409 }; pay.info(email); ${make}`,
  ],
  ['another is saved', `${look} if (user) return { statusCode: 409 }; await order.save(); ${make}`],
  [
    'a text of the code is compared',
    `${look} ${refuse} if (!(await bcrypt.compare('x', user.password))) return {}; ${show}`,
  ],
  [
    'it is compared the other way',
    `${look} ${refuse} if (!(await bcrypt.compare(user.password, password))) return {}; ${show}`,
  ],
  [
    'it is compared with itself',
    `${look} ${refuse} if (!(await bcrypt.compare(user.name, user.password))) return {}; ${show}`,
  ],
  [
    'the comparison is not waited for',
    `${look} ${refuse} if (!bcrypt.compare(password, user.password)) return {}; ${show}`,
  ],
  [
    'another compares',
    `${look} ${refuse} if (!(await context.compare(password, user.password))) return {}; ${show}`,
  ],
  [
    'it is shown as it is refused',
    `${look} if (user) return { statusCode: 409, body: user.name };`,
  ],
  [
    'a field of it is asked for',
    `${look} if (user.isAdmin) return { statusCode: 403 }; await drop();`,
  ],
  ['one that is not there is refused', `${look} ${refuse} await act();`],
  ['one that is nothing is refused', `${look} if (user === null) return {}; await act();`],
  [
    'one that is there is not always refused',
    `${look} if (user && email.taken) return {}; await act();`,
  ],
  ['no is not always said', `${look} if (!(!email || user)) return {}; await act();`],
  ['the refusal goes on', `${look} if (user) { console.log('taken'); } await users.insertOne({});`],
  ['it is shown after the refusal', `${look} ${refuse} ${show}`],
  ['a password is looked up', look.replace('{ email }', '{ password }')],
  ['a password is looked up with it', look.replace('{ email }', '{ email, password }')],
  ['a token is looked up', `const user = await users.findOne({ resetToken: email }); ${refuse}`],
  [
    'a field of a field is looked up',
    `const user = await users.findOne({ 'a.b': email }); ${refuse}`,
  ],
  [
    'all are found',
    `const user = await users.find({ email }).toArray(); if (user) return { statusCode: 409 };`,
  ],
  [
    'what is found is deleted',
    `const user = await users.findOneAndDelete({ email }); if (user) return { statusCode: 409 };`,
  ],
  [
    'it is used before the password matches',
    `${look} ${refuse} await act(user); if (!(${compare})) return { statusCode: 401 };`,
  ],
  [
    'it is logged by a function of the code',
    `${look} const console = context; console.log(user); if (!(${compare})) return { statusCode: 401 }; ${show}`,
  ],
  [
    'it is asked for its text as it is logged',
    `${look} console.log(user.share(email)); if (!(${compare})) return { statusCode: 401 }; ${show}`,
  ],
  [
    'a wrong password goes on',
    `${look} ${refuse} const ok = ${compare}; if (!ok) { console.log('no'); } ${show}`,
  ],
  ['a wrong password is made up for', `${look} ${refuse} if (${compare} || email) { ${show} }`],
  [
    'it is refused in one case more',
    `${look} ${refuse} if (!(${compare}) && email) return { statusCode: 401 }; ${show}`,
  ],
  ['the answer is not asked', `${look} ${refuse} const ok = ${compare}; ${show}`],
  [
    'the other branch uses it',
    `${look} ${refuse} const ok = ${compare}; if (ok) { return {}; } ${show}`,
  ],
  [
    'another field is compared',
    `${look} ${refuse} if (!(await bcrypt.compare(password, user.name))) return {}; ${show}`,
  ],
  [
    'the hash that was taken out is shown',
    `${look} ${refuse} const hash = user.hash; return { body: hash };`,
  ],
  [
    'another may take its place',
    `let user = await users.findOne({ email }); user = await one(email); if (user) return {};`,
  ],
  [
    'its parts are taken',
    `const { name } = await users.findOne({ email }); return { body: name };`,
  ],
])('says nothing of what is opened where %s', (_, code) => {
  expect(openedBy(code)).toEqual([undefined]);
});

function openedBy(code: string) {
  const text = `const { MongoClient } = require('mongodb');
const User = require('mongoose').model('User');
const bcrypt = require('bcrypt');
const argon2 = require('argon2');
const pay = require('./pay');
const users = new MongoClient('mongodb://db').db('shop').collection('users');
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

  return weaknesses.filter(({ kind }) => kind === 'query-injection').map(({ opens }) => opens);
}
