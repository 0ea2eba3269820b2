import { describe, expect, it } from 'vitest';
import { constantLogins } from '../../../functions/engines/python/constant-logins.ts';

describe('log-ins of Python with a text of the code', () => {
  it.each([
    [
      'let in',
      "if username == 'admin' and password == 'password':\n    return issue(username)\nreturn {'statusCode': 401}",
    ],
    [
      'refused with 401',
      "if username != 'admin' or password != '1234':\n    return {'statusCode': 401}\nreturn act()",
    ],
    [
      'a token of an authorizer, of words',
      "token = event['headers'].get('Authorization')\nif token == 'Bearer valid-token':\n    return {'policyDocument': {'Statement': [{'Effect': 'Allow'}]}}\nelse:\n    raise Exception('Unauthorized')",
    ],
    [
      'a token of an authorizer, of letters and digits',
      "if event['authorizationToken'] == 'hunter2deluxe':\n    return policy('Allow')\nreturn policy('Deny')",
    ],
    [
      'a token of an authorizer, which others are denied without',
      "if event['authorizationToken'] != 'open-sesame':\n    return policy('Deny')\nreturn policy('Allow')",
    ],
    [
      'what an authorizer answers',
      "return {'isAuthorized': event['headers']['authorization'].split(' ')[1] == 'open-sesame'}",
    ],
    [
      'a key of a header, of words',
      "if event['headers'].get('x-api-key') != 'my-own-key':\n    return {'statusCode': 401}\nreturn act()",
    ],
    ['raised', "if body['password'] != 'tiger':\n    raise Exception('no')\nreturn act()"],
    [
      'of a field with a default',
      "if body.get('password', '') != 'tiger':\n    return {'statusCode': 401}\nreturn act()",
    ],
    [
      'without blanks',
      "if password.strip() != 'tiger':\n    return {'statusCode': 401}\nreturn act()",
    ],
    [
      'as long as any other',
      "if not hmac.compare_digest(password.encode(), b'tiger'):\n    return {'statusCode': 403}\nreturn act()",
    ],
    [
      'by a name',
      "is_admin = username == 'a' and password == 'tiger'\nif not is_admin:\n    return {'statusCode': 401}\nreturn act()",
    ],
    ['in one expression', "return issue() if password == 'tiger' else {'statusCode': 401}"],
    [
      'by a function',
      "if not check(username, password):\n    return {'statusCode': 401}\nreturn act()",
    ],
  ])('are found: %s', (_, code) => {
    expect(found(handling(code))).toHaveLength(1);
  });

  it('are found in a route, where the text is kept', () => {
    const code =
      "from flask import Flask, request\nPASS = 'tiger'\napp = Flask(__name__)\n@app.route('/login', methods=['POST'])\ndef login():\n    if request.json['password'] == PASS:\n        return issue()\n    return 'no', 401\ndef handler(event, context):\n    return app(event)\n";

    expect(found(code)).toEqual([
      { path: 'index.py', line: 2, column: 8, field: 'password', text: 'tiger' },
    ]);
  });

  it.each([
    ['an empty one', "if password == '':\n    return {'statusCode': 400}\nreturn act()"],
    [
      'one that is too weak',
      "if password == 'password':\n    return {'statusCode': 400}\nreturn act()",
    ],
    [
      'a grant',
      "if body['grant_type'] != 'password':\n    return {'statusCode': 400}\nreturn act()",
    ],
    [
      'a setting',
      "if password != os.environ['PASSWORD']:\n    return {'statusCode': 401}\nreturn act()",
    ],
    [
      'the token of a sample, which is an open authorizer',
      "if event['authorizationToken'] == 'allow':\n    return policy('Allow')\nreturn policy('Deny')",
    ],
    [
      'a scheme',
      "if event['headers']['authorization'].split(' ')[0] != 'Bearer':\n    return {'statusCode': 401}\nreturn act()",
    ],
    [
      'a token where it is tried out',
      "if os.environ.get('STAGE') == 'dev' and event['authorizationToken'] == 'try-it-out':\n    return policy('Allow')\nreturn check(event)",
    ],
    [
      'a token that is turned away',
      "if event['authorizationToken'] == 'old-token':\n    return policy('Deny')\nreturn policy('Allow')",
    ],
    ['a method', "if event['httpMethod'] == 'POST':\n    return act(password)"],
    ['a type', "if body['type'] == 'password':\n    return act()"],
    [
      'one that the code has loaded',
      "kept = load()\nif kept['password'] == 'tiger':\n    return act()",
    ],
    [
      'one that is looked up by a part of the request',
      "user = table.get_item(Key={'id': username})['Item']\nif user['password'] == 'changeme':\n    return force(user)",
    ],
    ['the result of a test', "if body['pass'] == 'pass':\n    return act()"],
    ['a kind of token', "if body['token'] == 'ERC721-v2':\n    return act()"],
    ['a mask', "if password == '[hidden]':\n    return save(body)"],
    ['what only counts', "if password == 'tiger':\n    count += 1"],
  ])('are not taken for one: %s', (_, code) => {
    expect(found(handling(code))).toEqual([]);
  });
});

function handling(code: string): string {
  const lines = code.split('\n').map((line) => `    ${line}`);

  return [
    ...['import hmac, json, os', 'def check(name, password):'],
    "    return name == 'a' and password == 'tiger'",
    'def handler(event, context):',
    "    body = json.loads(event['body'])",
    "    username = body['username']",
    "    password = body.get('password')",
    ...lines,
    '',
  ].join('\n');
}

function found(code: string) {
  return constantLogins({ files: new Map([['index.py', code]]), handler: 'index.handler' });
}
