import { describe, expect, it } from 'vitest';
import { findDecidedChanges, findSdkCalls } from '../../../functions/engines/javascript/index.ts';

const before = `const AWS = require('aws-sdk'); const db = new AWS.DynamoDB.DocumentClient(); const TableName = 'notes';
const { DynamoDBClient, DeleteItemCommand } = require('@aws-sdk/client-dynamodb'); const client = new DynamoDBClient({});
`;
const remove = 'await db.delete({ TableName, Key: { id: event.pathParameters.id } }).promise();';

function isListed(code: string): boolean {
  const text = `${before}exports.handler = async (event) => { ${code}; return { statusCode: 200 }; };`;
  const source = { files: new Map([['index.js', text]]), handler: 'index.handler' };

  return findDecidedChanges(source, findSdkCalls(source).calls)?.isListed ?? false;
}

describe('all that code changes is listed', () => {
  it.each([
    ['one item is removed', remove],
    [
      'by a command',
      'await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: event.pathParameters.id } } }));',
    ],
    [
      'what is read beside it',
      `const { Item } = await db.get({ TableName, Key: { id: 1 } }).promise(); console.log(JSON.stringify(Item)); ${remove}`,
    ],
  ])('%s', (_, code) => {
    expect(isListed(code)).toBe(true);
  });

  it.each([
    ['nothing is', ''],
    [
      'what no request decides',
      `${remove} await db.delete({ TableName, Key: { id: 1 } }).promise();`,
    ],
    [
      'what is new',
      `${remove} await db.put({ TableName, Item: { id: require('crypto').randomUUID(), of: event.body } }).promise();`,
    ],
    ['what is called elsewhere', `${remove} await fetch('https://other.example');`],
    ['what is not seen', `${remove} require('./other')(event);`],
    [
      'several items',
      'await db.transactWrite({ TransactItems: [{ Delete: { TableName, Key: { id: event.pathParameters.id } } }, { Delete: { TableName, Key: { id: 1 } } }] }).promise();',
    ],
  ])('but not where there is more: %s', (_, code) => {
    expect(isListed(code)).toBe(false);
  });
});
