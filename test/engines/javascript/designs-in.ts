import { findOpenDesign, findSdkCalls } from '../../../functions/engines/javascript/index.ts';

export const before = `const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand, UpdateCommand, GetCommand } = require('@aws-sdk/lib-dynamodb');
const bcrypt = require('bcryptjs'); const crypto = require('crypto'); const { v4 } = require('uuid');
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE;
`;

/** Of the code of a handler. */
export function designIn(
  body: string | undefined = '',
  beside: string | undefined = '',
  other = '',
) {
  const code = `${before}${beside}\nexports.handler = async (event) => {\n${body}\nreturn { statusCode: 200 };\n};`;

  return designOf({ 'index.js': code, 'other.js': other });
}

export function designOf(files: Readonly<Record<string, string>>, handler = 'index.handler') {
  const source = { files: new Map(Object.entries(files)), handler };
  const { calls } = findSdkCalls(source);

  return findOpenDesign(source, calls)?.kind;
}
