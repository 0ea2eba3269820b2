import { describe, expect, it } from 'vitest';
import { decidedIn } from './decided-in.ts';

type Row = readonly [what: string, body: string, beside: string, change: string];
type None = readonly [what: string, body: string, beside: string];

const removed = 'removes dynamodb:DeleteItem key';
const replaced = 'replaces dynamodb:PutItem key blind';
const older = "const AWS = require('aws-sdk'); const old = new AWS.DynamoDB.DocumentClient();\n";
const util = "const util = require('util'); const { promisify } = util;\n";
const putOf = (item: string) => `await db.send(new PutCommand({ TableName, Item: ${item} }));`;
const entity = (set: string, more = '') => `class User { constructor(d) { ${set} } ${more} }`;
const removeBy = (key: string) => `await db.send(new DeleteCommand({ TableName, Key: ${key} }));`;

describe('what a request decides by what objects hold', () => {
  it.each<Row>([
    [
      'all that a constructor takes over',
      putOf('new User(body)'),
      entity('Object.assign(this, d);'),
      replaced,
    ],
    [
      'a key of that',
      removeBy('new User(body).keys()'),
      entity('Object.assign(this, d);', 'keys() { return { id: this.id }; }'),
      removed,
    ],
    [
      'a field as compilers set it',
      removeBy('new User(body.id).keys()'),
      entity("__publicField(this, 'id', d);", 'keys() { return { id: this.id }; }'),
      removed,
    ],
    [
      'an id that is set before',
      putOf('new User(body)'),
      entity('this.id = v4(); Object.assign(this, d);'),
      replaced,
    ],
    [
      'an id that may be set after',
      putOf('new User(body)'),
      entity('Object.assign(this, d); if (!d.id) { this.id = v4(); }'),
      replaced,
    ],
  ])('is seen: %s', (_, body, beside, change) => {
    expect(decidedIn(body, beside)).toEqual([change]);
  });

  it.each<None>([
    [
      'an id that is set after',
      putOf('new User(body)'),
      entity('Object.assign(this, d); this.id = v4();'),
    ],
    ['an id beside', putOf('new User(body)'), entity('Object.assign(this, d, { id: v4() });')],
    [
      'a copy of it',
      putOf('new User(body).item()'),
      entity('Object.assign(this, d); this.id = v4();', 'item() { return { ...this }; }'),
    ],
    [
      'another field as compilers set it',
      removeBy('new User(body.id).keys()'),
      entity("__publicField(this, 'other', d);", 'keys() { return { id: this.id }; }'),
    ],
  ])('is not: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([]);
  });
});

describe('what a request decides by methods that are kept or chosen', () => {
  it.each<Row>([
    [
      'bound',
      'await remove({ TableName, Key: { id } }).promise();',
      `${older}const remove = old.delete.bind(old);`,
      removed,
    ],
    [
      'made to promise',
      'await remove({ TableName, Key: { id } });',
      `${older}${util}const remove = promisify(old.delete).bind(old);`,
      removed,
    ],
    [
      'bound and made to promise',
      'await remove({ TableName, Key: { id } });',
      `${older}${util}const remove = util.promisify(old.delete.bind(old));`,
      removed,
    ],
    [
      'chosen by who calls',
      "await call('delete', { TableName, Key: { id } });",
      `${older}const call = (action, input) => old[action](input).promise();`,
      removed,
    ],
    [
      'chosen with settings made elsewhere',
      "const input = { TableName, Key: { id } };\nawait call(input, 'update');",
      `${older}function call(input, action) { const client = new AWS.DynamoDB.DocumentClient(); return client[action](input).promise(); }`,
      'changes dynamodb:UpdateItem key',
    ],
  ])('is seen: %s', (_, body, beside, change) => {
    expect(decidedIn(body, beside)).toEqual([change]);
  });

  it.each<None>([
    [
      'one that reads, made to promise',
      'await find({ TableName, Key: { id } });',
      `${older}${util}const find = promisify(old.get).bind(old);`,
    ],
    [
      'one that reads, chosen, where others choose another',
      "await call('get', { TableName, Key: { id } });\nawait call('delete', { TableName, Key: { id: 'old' } });",
      `${older}const call = (action, input) => old[action](input).promise();`,
    ],
    [
      'one that is never called',
      'console.log(remove, id);',
      `${older}${util}const remove = promisify(old.delete).bind(old);`,
    ],
    [
      'what no client does',
      "await call('delete', { id });",
      `const kept = new Map(); const call = (action, input) => kept[action](input);`,
    ],
  ])('is not: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([]);
  });
});

describe('what a request decides through a container', () => {
  const service = `class Notes { async remove(id) { ${removeBy('{ id }')} } }`;

  it.each([
    ['tsyringe', "const { container } = require('tsyringe');", 'container.resolve(Notes)'],
    ['typedi', "const { Container } = require('typedi');", 'Container.get(Notes)'],
    [
      'NestJS alone',
      "const { NestFactory } = require('@nestjs/core');",
      '(await NestFactory.createApplicationContext(Notes)).get(Notes)',
    ],
  ])('is seen: %s', (_, loads, asked) => {
    expect(decidedIn(`await ${asked}.remove(id);`, `${loads}\n${service}`)).toEqual([removed]);
  });

  it('is not, where something else is asked for, or of what is no container', () => {
    const loads = "const { container } = require('tsyringe'); const all = new Map();";
    const other = `${loads}\n${service}\nclass Other { async remove(id) {} }`;

    expect(decidedIn('await container.resolve(Other).remove(id);', other)).toEqual([]);
    expect(decidedIn('await all.get(Notes).remove(id);', other)).toEqual([]);
  });
});

const publish = (more: string) =>
  `await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC, ${more} }));`;
const telegram = (message: string) =>
  `await axios.post(\`https://api.telegram.org/bot\${process.env.BOT_TOKEN}/sendMessage\`, ${message});`;
const invoke = (name: string, more = '') =>
  `const answer = await lambda.send(new InvokeCommand({ FunctionName: ${name}, ${more}Payload: JSON.stringify({ text: body.text }) }));`;
const slack =
  "const { WebClient } = require('@slack/web-api'); const slack = new WebClient(process.env.TOKEN);";

describe('what is said to the owner, or asked of another function', () => {
  it.each<None>([
    ['a mail to those of a topic', publish("Subject: 'Contact', Message: body.text"), ''],
    [
      'a mail that is laid out',
      publish("Subject: 'Contact', Message: JSON.stringify(body, null, 2)"),
      '',
    ],
    [
      'a mail that is not, by what it is about',
      publish("Subject: 'New contact', Message: JSON.stringify(body)"),
      '',
    ],
    ['a sentence for them', publish(`Message: \`Message from \${body.name}: \${body.text}\``), ''],
    [
      'a form in the chat of the owner',
      telegram('{ chat_id: process.env.CHAT, text: body.text }'),
      '',
    ],
    [
      'the same by a client',
      'await slack.chat.postMessage({ channel: process.env.CHANNEL, text: body.text });',
      slack,
    ],
    [
      'the same where the chat comes first',
      'await bot.sendMessage(process.env.CHAT, body.text);',
      "const Bot = require('node-telegram-bot-api'); const bot = new Bot(process.env.TOKEN);",
    ],
    ['what another function answers', `${invoke('process.env.SCORE')}\nreturn answer.Payload;`, ''],
    [
      'the same as it is said by default',
      `${invoke("'rate'", "InvocationType: 'RequestResponse', ")}\nreturn JSON.parse(answer.Payload);`,
      '',
    ],
    [
      'the same of the older client',
      "const { Payload } = await invoker.invoke({ FunctionName: 'rate', Payload: JSON.stringify({ text: body.text }) }).promise();",
      `${older}const invoker = new AWS.Lambda();`,
    ],
  ])('is no change: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([]);
  });

  it.each<Row>([
    [
      'a number',
      publish("Subject: 'Code', PhoneNumber: body.phone"),
      '',
      'sends sns:Publish recipient fixed',
    ],
    [
      'an event for others',
      publish("Subject: 'order.cancelled', Message: JSON.stringify(body)"),
      '',
      'sends sns:Publish content',
    ],
    [
      'a part of JSON',
      publish(`Message: \`{"order_id": "\${body.id}"}\``),
      '',
      'sends sns:Publish content',
    ],
    [
      'what a chat says itself',
      telegram('{ chat_id: process.env.CHAT, text: body.message.text }'),
      '',
      'sends axios.post content',
    ],
    [
      'a chat that is named',
      telegram('{ chat_id: body.chat, text: body.text }'),
      '',
      'sends axios.post content',
    ],
    [
      'a channel that is named',
      'await slack.chat.postMessage({ channel: body.channel, text: body.text });',
      slack,
      'sends @slack/web-api.postMessage content',
    ],
    [
      'what is said to another service',
      "await axios.post('https://api.example.com/say', { channel: process.env.CHANNEL, text: body.text }, { headers: { Authorization: process.env.TOKEN } });",
      '',
      'sends axios.post content',
    ],
    [
      'a function that goes on by itself',
      `${invoke('process.env.SCORE', "InvocationType: 'Event', ")}\nreturn answer.Payload;`,
      '',
      'has done lambda:Invoke content',
    ],
    [
      'one that acts',
      `${invoke('process.env.DELETE_USER')}\nreturn answer.Payload;`,
      '',
      'has done lambda:Invoke content',
    ],
    [
      'one whose answer is not read',
      `${invoke('process.env.SCORE')}\nconsole.log(answer);`,
      '',
      'has done lambda:Invoke content',
    ],
    [
      'one that is named',
      `${invoke('body.name')}\nreturn answer.Payload;`,
      '',
      'has done lambda:Invoke name',
    ],
  ])('is one: %s', (_, body, beside, change) => {
    expect(decidedIn(body, beside)).toEqual([change]);
  });
});

describe('what a request decides in other stores', () => {
  const mysql =
    "const mysql = require('mysql2/promise'); const pool = mysql.createPool(process.env.DB);";
  const graph =
    "const neo4j = require('neo4j-driver'); const driver = neo4j.driver('x'); const graph = driver.session();";
  const model =
    "const { Model } = require('objection'); class User extends Model { static get tableName() { return 'users'; } }";

  it.each<Row>([
    [
      'a procedure',
      "await pool.query('CALL delete_user(?)', [id]);",
      mysql,
      'removes mysql2.query filter',
    ],
    [
      'nodes of a graph',
      "await graph.run('MATCH (u {id: $id}) DETACH DELETE u', { id });",
      graph,
      'removes neo4j-driver.run filter',
    ],
    [
      'what they say',
      "await graph.run('MATCH (u:User {id: $id}) SET u.role = $role', { id, role: body.role });",
      graph,
      'changes neo4j-driver.run filter',
    ],
    [
      'rows of a model',
      "await User.query().patch({ role: body.role }).where('id', body.id);",
      model,
      'changes objection.patch filter',
    ],
    [
      'one of them',
      'await User.query().deleteById(id);',
      model,
      'removes objection.deleteById filter',
    ],
  ])('is seen: %s', (_, body, beside, change) => {
    expect(decidedIn(body, beside)).toEqual([change]);
  });

  it.each<None>([
    ['what a procedure is asked', "await pool.query('CALL get_user(?)', [id]);", mysql],
    ['one more by a procedure', "await pool.query('CALL add_user(?)', [body.name]);", mysql],
    [
      'a code that is used up',
      "await pool.query('CALL update_otp_requested_time(?)', [id]);",
      mysql,
    ],
    ['what a graph is asked', "await graph.run('MATCH (u {id: $id}) RETURN u', { id });", graph],
    [
      'a node that is new',
      "await graph.run('CREATE (u:User {name: $name})', { name: body.name });",
      graph,
    ],
    [
      'what a new node says',
      "await graph.run('CREATE (u:User) SET u.name = $name', { name: body.name });",
      graph,
    ],
    ['rows that are looked up', "await User.query().where('id', body.id);", model],
  ])('is not: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([]);
  });
});

describe('code that is never run', () => {
  it.each<None>([
    ['behind what is false', `if (false) { ${removeBy('{ id }')} }`, ''],
    [
      'the other way of what is true',
      `if (true) { console.log(id); } else { ${removeBy('{ id }')} }`,
      '',
    ],
    ['behind a return', `return { statusCode: 410 };\n${removeBy('{ id }')}`, ''],
    ['behind a throw, in a block', `if (id) { throw new Error('no'); ${removeBy('{ id }')} }`, ''],
  ])('decides nothing: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([]);
  });

  it.each<Row>([
    ['behind what may be true', `if (process.env.ON) { ${removeBy('{ id }')} }`, '', removed],
    [
      'behind a return in a branch',
      `if (!id) { return { statusCode: 400 }; }\n${removeBy('{ id }')}`,
      '',
      removed,
    ],
    [
      'a function that stands behind a return',
      `return await drop(); async function drop() { ${removeBy('{ id }')} }`,
      '',
      removed,
    ],
  ])('is not code that may run: %s', (_, body, beside, change) => {
    expect(decidedIn(body, beside)).toEqual([change]);
  });
});
