import { expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import {
  openDesignIn,
  sdkCallsIn,
  signatureCheckIn,
} from '../../../functions/engines/archive/index.ts';

const before = `import boto3, json, os, uuid
table = boto3.resource('dynamodb').Table('visits')
`;
const add = "table.put_item(Item={'id': str(uuid.uuid4()), 'name': event['body']})";
const count =
  "table.update_item(Key={'id': 'visits'}, UpdateExpression='ADD n :one', ExpressionAttributeValues={':one': 1})";

it.each([
  ['a counter', count, 'counter', false],
  [
    'one that reads first, which may be answered or decide',
    `table.get_item(Key={'id': 'visits'})\n    ${count}`,
    undefined,
    false,
  ],
  ['one that layers may add to', count, undefined, true],
  [
    'one beside another write',
    `${count}\n    table.delete_item(Key={'id': 'old'})`,
    undefined,
    false,
  ],
  [
    'one beside a call of another service',
    `${count}\n    boto3.client('sns').publish(TopicArn='t', Message='m')`,
    undefined,
    false,
  ],
  [
    'one beside calls that are not seen',
    `${count}\n    boto3.client(os.environ['SERVICE']).describe()`,
    undefined,
    false,
  ],
  ['one beside code that is not there', `from shared import audit\n    ${count}`, undefined, false],
  [
    'one behind a check',
    `if event['headers']['x-key'] != os.environ['API_KEY']:\n        return {'statusCode': 401}\n    ${count}`,
    undefined,
    false,
  ],
  ['an addition', add, 'addition', false],
  ['an addition beside what is read', `table.scan()\n    ${add}`, 'addition', false],
  [
    'an addition beside another write',
    `${add}\n    table.delete_item(Key={'id': 'old'})`,
    undefined,
    false,
  ],
  [
    'an addition beside calls that are not seen',
    `${add}\n    boto3.client(os.environ['SERVICE']).describe()`,
    undefined,
    false,
  ],
  ['an addition that layers may add to', add, undefined, true],
  ['no write', "table.get_item(Key={'id': 'visits'})", undefined, false],
] as const)('the design of %s', (_, body, expected, loadsMore) => {
  const source = `${before}def handler(event, context):\n    ${body}\n    return {'statusCode': 200}\n`;
  const files = [archiveFile('app.py', new TextEncoder().encode(source))];
  const contents = { listing: [], files, unread: [] };
  const entry = { runtime: 'python3.13', handler: 'app.handler', loadsMore };
  const sdkCalls = sdkCallsIn(contents, entry);
  const verifiesSignature = signatureCheckIn(contents, entry);

  expect(openDesignIn(contents, entry, { sdkCalls, verifiesSignature })?.kind).toBe(expected);
});
