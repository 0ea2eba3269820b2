import { expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/python/index.ts';

it.each([
  [
    'sets attributes of one item',
    `table.update_item(Key={'id': 1}, UpdateExpression=text)`,
    'nothing',
  ],
  [
    'shows the item',
    `table.update_item(Key={'id': 1}, UpdateExpression=text, ReturnValues='ALL_NEW')`,
    undefined,
  ],
  ['is given more', `table.update_item(UpdateExpression=text, **event['more'])`, undefined],
  ['deletes one item', `table.delete_item(Key={'id': 1}, ConditionExpression=text)`, undefined],
  ['selects items', 'table.scan(FilterExpression=text)', undefined],
  ['runs PartiQL', 'client.execute_statement(Statement=text)', undefined],
])('knows what an expression that %s opens', (_, call, opens) => {
  const text = `import boto3
table = boto3.resource('dynamodb').Table('orders')
client = boto3.client('dynamodb')
def handler(event, context):
    text = 'SET ' + event['queryStringParameters']['key'] + ' = :value'
    ${call}
`;
  const { weaknesses } = findWeaknesses({
    files: new Map([['index.py', text]]),
    handler: 'index.handler',
    runtime: 'python3.13',
    isAll: true,
  });
  const found = weaknesses.filter(({ kind }) => kind === 'query-injection');

  expect(found.map((each) => each.opens)).toEqual([opens]);
});
