import { describe, expect, it } from 'vitest';
import { findSignatureCheck } from '../../../functions/engines/python/index.ts';
import { signedHandler, unverified, verifying } from './signed-handlers.ts';

function checkIn(source: string) {
  return findSignatureCheck({ files: new Map([['app.py', source]]), handler: 'app.handler' });
}

describe('a handler that verifies who sent a request', () => {
  it.each(verifying.map(([name, kind, ...code]) => [name, kind, signedHandler(...code)] as const))(
    'is seen: %s (%s)',
    (_, kind, source) => {
      expect(checkIn(source)?.kind).toBe(kind);
    },
  );

  it('says where', () => {
    const source = signedHandler(
      "if not hmac.compare_digest(mine(event['body']), event['headers']['sig']):\n    return refused\nreturn act(event['body'])",
    );
    const line = source.split('\n').findIndex((each) => each.includes('compare_digest')) + 1;

    expect(checkIn(source)).toEqual({ kind: 'hmac', path: 'app.py', line, column: 12 });
  });
});

describe('a handler that does not', () => {
  it.each(unverified.map(([name, ...code]) => [name, signedHandler(...code)] as const))(
    'is none: %s',
    (_, source) => {
      expect(checkIn(source)).toBeUndefined();
    },
  );

  it('is none where a file cannot be read', () => {
    const files = new Map([
      [
        'app.py',
        signedHandler(
          "if mine(event['body']) != event['headers']['sig']:\n    return refused\nreturn act(event['body'])",
          'import broken',
        ),
      ],
      ['broken.py', 'x = = 1\n'],
    ]);

    expect(findSignatureCheck({ files, handler: 'app.handler' })).toBeUndefined();
  });
});

describe('routes', () => {
  const flask = `import hmac, os
import boto3
from flask import Flask, abort, request
app = Flask(__name__)
KEY = os.environ['KEY'].encode()
table = boto3.resource('dynamodb').Table('t')
`;
  const check =
    "    if not hmac.compare_digest(hmac.digest(KEY, request.get_data(), 'sha256').hex(), request.headers['sig']):\n        abort(401)\n";
  const route = (path: string, isChecked: boolean) =>
    `@app.post('/${path}')\ndef ${path}():\n${isChecked ? check : ''}    table.put_item(Item=request.get_json())\n    return ''\n`;

  it('that all verify are verified', () => {
    expect(checkIn(`${flask}${route('a', true)}${route('b', true)}`)?.kind).toBe('hmac');
  });

  it('of which one does not are not', () => {
    expect(checkIn(`${flask}${route('a', true)}${route('b', false)}`)).toBeUndefined();
  });

  it('behind a check of every request are', () => {
    const source = `${flask}@app.before_request\ndef signed():\n${check}${route('a', false)}`;

    expect(checkIn(source)?.kind).toBe('hmac');
  });
});

it('a secret is compared in code that has nothing else of the kind', () => {
  const source = `import os
def handler(event, context):
    if event['headers'].get('x-api-key') != os.environ['API_KEY']:
        return {'statusCode': 401}
    print(event['body'])
`;

  expect(checkIn(source)?.kind).toBe('shared-secret');
});
