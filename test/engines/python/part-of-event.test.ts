import { describe, expect, it } from 'vitest';
import { findDecidedChanges, findSdkCalls } from '../../../functions/engines/python/index.ts';
import { before } from './design-of-handler.ts';

const remove = (key: string) => `table.delete_item(Key={'id': ${key}})`;

/** By which parts of the event alone the change of a handler is decided; undefined where there is none. */
function onlyBy(code: string, beside = '') {
  const text = `${before}${beside}\ndef handler(event, context):\n${code.replace(/^/gm, '    ')}\n    return answer(201)\n`;
  const source = { files: new Map([['app.py', text]]), handler: 'app.handler' };
  const [change] = findDecidedChanges(source, findSdkCalls(source).calls)?.changes ?? [];

  return change ? (change.onlyBy ?? 'more') : undefined;
}

describe('the part of an event by which a change is decided', () => {
  it.each<[string, readonly string[] | 'more', string, string?]>([
    ['a path names it', ['path parameters'], remove("event['pathParameters']['id']")],
    [
      'a path may name it',
      ['path parameters'],
      `parameters = event.get('pathParameters') or {}\n${remove("parameters.get('id')")}`,
    ],
    ['a field of its own', ['other fields'], remove("event['id']")],
    ['one that may be there', ['other fields'], `print(event)\n${remove("event.get('id')")}`],
    [
      'either of both',
      ['path parameters', 'other fields'],
      `note = event.get('id') or event['pathParameters']['id']\n${remove('note')}`,
    ],
    [
      'an item',
      ['other fields'],
      "table.put_item(Item={'id': event['id'], 'text': event['text']})",
    ],
    [
      'what else is kept of an item fails without its key',
      ['path parameters'],
      "table.update_item(Key={'id': event['pathParameters']['id']}, UpdateExpression='SET a = :a', ExpressionAttributeValues={':a': event['body']})",
    ],
    [
      'the name of an object',
      ['path parameters'],
      "boto3.client('s3').delete_object(Bucket='b', Key=f\"{event['pathParameters']['id']}.txt\")",
    ],
    [
      'what another service is asked for',
      ['other fields'],
      "requests.post('https://api.example/send', json={'to': event['to']}, headers={'Authorization': os.environ['TOKEN']})",
      'import requests',
    ],
    [
      'an item of the table, else none',
      ['path parameters'],
      remove("(event.get('pathParameters') or {}).get('id', None)"),
    ],
    [
      'a text that an error comes of',
      ['path parameters'],
      remove("'item#' + event['pathParameters']['id']"),
    ],
    [
      'a path, and something else in another branch',
      ['path parameters'],
      `note = (event.get('pathParameters') or {}).get('id', '').strip()\nif event['httpMethod'] == 'POST':\n    note = 'main'\nelif note:\n    ${remove('note')}`,
    ],
    // Without it, something else is changed.
    [
      'what another branch has set in a loop',
      'more',
      `note = event['pathParameters']['id']\nfor each in [1, 2]:\n    if each == 1:\n        note = 'main'\n    else:\n        ${remove('note')}`,
    ],
    [
      'a path, or what stands for it',
      'more',
      `parameters = event.get('pathParameters') or {}\n${remove("parameters.get('id') or 'main'")}`,
    ],
    [
      'a path, or what it is by default',
      'more',
      `parameters = event.get('pathParameters') or {}\n${remove("parameters.get('id', 'main')")}`,
    ],
    [
      'parameters that stand for them',
      'more',
      `parameters = event.get('pathParameters') or {'id': 'main'}\n${remove("parameters['id']")}`,
    ],
    [
      'a path, if there is one',
      'more',
      remove("event['pathParameters']['id'] if event['pathParameters'] else 'main'"),
    ],
    [
      'a path, unless it is set before',
      'more',
      `note = 'main'\nif event['pathParameters']:\n    note = event['pathParameters']['id']\n${remove('note')}`,
    ],
    [
      'a path, or none after an error',
      'more',
      `try:\n    note = event['pathParameters']['id']\nexcept TypeError:\n    note = 'main'\n${remove('note')}`,
    ],
    [
      'a text around what may be none',
      'more',
      `parameters = event.get('pathParameters') or {}\n${remove('f"item#{parameters.get(\'id\')}"')}`,
    ],
    [
      'what a function is given by default',
      'more',
      "gone(event['pathParameters']['id']) if event['pathParameters'] else gone()",
      `def gone(note='main'):\n    ${remove('note')}\n`,
    ],
    // More decides it, or may.
    [
      'a row of a database',
      'more',
      "cursor.execute('DELETE FROM notes WHERE id = %s', (event['pathParameters']['id'],))",
      'import psycopg2\ncursor = psycopg2.connect(os.environ["URL"]).cursor()\n',
    ],
    ['the body', 'more', remove("json.loads(event['body'])['id']")],
    [
      'the body, or the event',
      'more',
      `sent = json.loads(event['body']) if 'body' in event else event\n${remove("sent['id']")}`,
    ],
    ['what takes its place', 'more', `event = json.loads(event['body'])\n${remove("event['id']")}`],
    [
      'a path, or a query',
      'more',
      `note = event['pathParameters'].get('id') or event['queryStringParameters']['id']\n${remove('note')}`,
    ],
    // The code may have put it there.
    [
      'what it adds to the parameters',
      'more',
      `parts = dict(event['pathParameters'])\nparts.update(json.loads(event['body']))\n${remove("parts['id']")}`,
    ],
    [
      'what it sets of them',
      'more',
      `parts = dict(event['pathParameters'])\nparts['id'] = json.loads(event['body'])['id']\n${remove("parts['id']")}`,
    ],
    [
      'what a function sets of them',
      'more',
      `parts = dict(event['pathParameters'])\nfill(parts, event['body'])\n${remove("parts['id']")}`,
      "def fill(parts, body):\n    parts['id'] = body\n",
    ],
    [
      'what it sets',
      'more',
      `event['id'] = json.loads(event['body'])['id']\n${remove("event['id']")}`,
    ],
    ['what it adds', 'more', `event.update(json.loads(event['body']))\n${remove("event['id']")}`],
    [
      'what it gives it to sets',
      'more',
      `fill(event)\n${remove("event['id']")}`,
      "def fill(sent):\n    sent['id'] = sent['body']\n",
    ],
    [
      'a path that it asks for in a function of its own',
      ['path parameters'],
      `gone(event['pathParameters']['id'])`,
      `def gone(note):\n    ${remove('note')}\n`,
    ],
  ])('%s: %j', (_, expected, code, beside) => {
    expect(onlyBy(code, beside)).toEqual(expected);
  });

  it('is not known of what wraps the handler', () => {
    const text = `${before}\n@parsed\ndef handler(event, context):\n    ${remove("event['id']")}\n`;
    const source = { files: new Map([['app.py', text]]), handler: 'app.handler' };
    const found = findDecidedChanges(source, findSdkCalls(source).calls)?.changes ?? [];

    expect(found.map((each) => each.onlyBy)).toEqual([undefined]);
  });

  it('is said of each change that is decided by another', () => {
    const removing = [remove("event['pathParameters']['id']"), remove("event['body']")];
    const text = `${before}\ndef handler(event, context):\n    ${removing.join('\n    ')}\n`;
    const source = { files: new Map([['app.py', text]]), handler: 'app.handler' };
    const found = findDecidedChanges(source, findSdkCalls(source).calls)?.changes ?? [];

    expect(new Set(found.map((each) => each.onlyBy?.join()))).toEqual(
      new Set(['path parameters', undefined]),
    );
  });
});
