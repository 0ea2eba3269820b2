import { describe, expect, it } from 'vitest';
import { findDecidedChanges, findSdkCalls } from '../../../functions/engines/javascript/index.ts';

const before = `const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient(); const s3 = new AWS.S3(); const sns = new AWS.SNS();
const TableName = 'notes'; const Bucket = 'files'; const middy = require('@middy/core'); const axios = require('axios');
const twilio = require('twilio')(process.env.SID, process.env.TOKEN); const pool = require('mysql2/promise').createPool({});
`;
const remove = (key: string) => `await db.delete({ TableName, Key: { id: ${key} } }).promise();`;

/** By which parts of the event alone the change of a handler is decided; undefined where there is none. */
function onlyBy(code: string, parameter?: string, around?: string) {
  const [change] = changesOf(code, parameter, around);

  return change ? (change.onlyBy ?? 'more') : undefined;
}

function changesOf(code: string, parameter = 'event', around = '') {
  const handler = `async (${parameter}) => { ${code}; return { statusCode: 200 }; }`;
  const text = `${before}exports.handler = ${around === '' ? handler : `${around}(${handler})`};`;
  const source = { files: new Map([['index.js', text]]), handler: 'index.handler' };

  return findDecidedChanges(source, findSdkCalls(source).calls)?.changes ?? [];
}

describe('the part of an event by which a change is decided', () => {
  it.each<[string, readonly string[] | 'more', string, string?, string?]>([
    ['a path names it', ['path parameters'], remove('event.pathParameters.id')],
    ['a path may name it', ['path parameters'], remove('event.pathParameters?.id')],
    ['in a pattern', ['path parameters'], remove('id'), '{ pathParameters: { id } }'],
    ['a field of its own', ['other fields'], remove('event.id')],
    ['in a pattern of the code', ['other fields'], `const { id } = event; ${remove('id')}`],
    [
      'either of both',
      ['path parameters', 'other fields'],
      remove('event.pathParameters?.id ?? event.id'),
    ],
    [
      'through what only reads it',
      ['path parameters'],
      `console.log(JSON.stringify(event)); const of = (sent) => sent.pathParameters.id; ${remove('of(event)')}`,
    ],
    [
      'the name of an object',
      ['path parameters'],
      `await s3.deleteObject({ Bucket, Key: \`\${event.pathParameters.id}.txt\` }).promise()`,
    ],
    [
      'a message',
      ['other fields'],
      "await sns.publish({ TopicArn: 'arn:of', Message: event.message }).promise()",
    ],
    [
      'an item',
      ['other fields'],
      'await db.put({ TableName, Item: { id: event.id, text: event.text } }).promise()',
    ],
    [
      'what else is kept of an item fails without its key',
      ['path parameters'],
      'await db.update({ TableName, Key: { id: event.pathParameters.id }, UpdateExpression: "SET a = :a", ExpressionAttributeValues: { ":a": event.body } }).promise()',
    ],
    [
      'a text to a number',
      ['other fields'],
      'await twilio.messages.create({ to: event.to, from: "+1", body: event.text })',
    ],
    [
      'what another service is asked for',
      ['other fields'],
      'await axios.post("https://api.example/send", { to: event.to }, { headers: { authorization: process.env.TOKEN } })',
    ],
    // More decides it, or may.
    [
      'a text to a number, of the body',
      'more',
      'await twilio.messages.create({ to: event.to, from: "+1", body: event.body })',
    ],
    [
      'a row of a database',
      'more',
      'await pool.query("DELETE FROM notes WHERE id = ?", [event.pathParameters.id])',
    ],
    // Without it, the code has another.
    ...[
      remove("event.pathParameters?.id ?? 'main'"),
      remove('event.pathParameters?.id || process.env.DEFAULT_ID'),
      `const { DEFAULT_ID } = process.env; ${remove('event.pathParameters?.id || DEFAULT_ID')}`,
      remove("(event.pathParameters || { id: 'main' }).id"),
      remove("event.pathParameters ? event.pathParameters.id : 'main'"),
      `const { id = 'main' } = event.pathParameters ?? {}; ${remove('id')}`,
      `let id = 'main'; if (event.pathParameters) id = event.pathParameters.id; ${remove('id')}`,
      `const at = (id = 'main') => id; ${remove('at(event.pathParameters?.id)')}`,
    ].map((code): [string, 'more', string] => [
      `a path, or what it is else: ${code}`,
      'more',
      code,
    ]),
    ...[
      remove("event.pathParameters?.id || ''"),
      remove('(event.pathParameters || {}).id'),
      `let id; if (event.pathParameters) id = event.pathParameters.id; ${remove('id')}`,
    ].map((code): [string, string[], string] => [
      `a path, or nothing: ${code}`,
      ['path parameters'],
      code,
    ]),
    ['the body', 'more', remove('JSON.parse(event.body).id')],
    ['the body, or the event', 'more', remove('(event.body ? JSON.parse(event.body) : event).id')],
    ['a query', 'more', remove('event.queryStringParameters.id')],
    [
      'a path, or a query',
      'more',
      remove('event.pathParameters?.id || event.queryStringParameters.id'),
    ],
    [
      'all of the event',
      'more',
      'await sns.publish({ TopicArn: "arn:of", Message: JSON.stringify(event) }).promise()',
    ],
    ['any field', 'more', `for (const field of ['a', 'b']) { ${remove('event[field]')} }`],
    [
      'a name of an object that has content',
      'more',
      'await s3.putObject({ Bucket, Key: event.pathParameters.id, Body: event.body }).promise()',
    ],
    // The code may have put it there.
    ['what it sets', 'more', `event.id = JSON.parse(event.body).id; ${remove('event.id')}`],
    ['what it sets by a name', 'more', `for (const a of ['b']) event[a] = 1; ${remove('event.b')}`],
    [
      'what it gives it to sets',
      'more',
      `const fill = (sent) => { sent.id = sent.body; }; fill(event); ${remove('event.id')}`,
    ],
    ['what is not seen sets', 'more', `require('./fill')(event); ${remove('event.id')}`],
    [
      'all that is put into it',
      'more',
      `Object.assign(event, JSON.parse(event.body)); ${remove('event.id')}`,
    ],
    ['what wraps it sets', 'more', remove('event.id'), 'event', 'middy'],
    [
      'a path behind what wraps it',
      ['path parameters'],
      remove('event.pathParameters.id'),
      'event',
      'middy',
    ],
  ])('%s: %j', (_, expected, code, parameter, around) => {
    expect(onlyBy(code, parameter, around)).toEqual(expected);
  });

  it('is said of each change that is decided by another', () => {
    const code = `${remove('event.pathParameters.id')} ${remove('JSON.parse(event.body).id')}`;

    expect(changesOf(code).map((each) => each.onlyBy)).toEqual([['path parameters'], undefined]);
  });
});
