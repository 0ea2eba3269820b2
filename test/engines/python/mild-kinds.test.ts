import { describe, expect, it } from 'vitest';
import { handlerOf, kindsIn } from './weaknesses-in.ts';

type Row = readonly [imports: string, statement: string];

/** Every kind but one that every line of a log has. */
function kindsOf([imports, statement]: Row): readonly string[] {
  return kindsIn(handlerOf(imports, statement));
}

const bad: Readonly<Record<string, readonly Row[]>> = {
  'logs-whole-event': [
    ['', 'print(event)'],
    ['import json', 'print(json.dumps(event))'],
    ['import logging', "logging.info('got %s', event)"],
    ['import logging\nlogger = logging.getLogger(__name__)', "logger.info(f'got {event}')"],
    ['import logging\nlogger = logging.getLogger()', "logger.debug('got ' + str(event))"],
    ['from aws_lambda_powertools import Logger\nlogger = Logger()', 'logger.info(event)'],
    ['from shared import logger', 'logger.info("got", extra={"event": event})'],
    ['', "print(event['headers'])"],
    ['', "print(event['headers']['Authorization'])"],
    ['', "print(event['headers'].get('Authorization'))"],
    ['', "token = event['authorizationToken']\nprint('token', token)"],
    ['', "print(event.get('authorizationToken'))"],
    ['', "print(event['headers']['x-api-key'])"],
    ['', "print(event['cookies'])"],
  ],
  'log-injection': [
    ['', 'print(f\'user {event["user"]}\')'],
    ['import logging', "logging.info('user ' + event['user'])"],
    ['import logging', "logging.info('user %s', event['user'])"],
  ],
  'error-details-returned': [
    [
      'import json',
      "try:\n    work()\nexcept Exception as e:\n    return {'statusCode': 500, 'body': json.dumps({'error': str(e)})}",
    ],
    [
      '',
      "try:\n    work()\nexcept Exception as e:\n    return {'statusCode': 500, 'body': f'failed: {e}'}",
    ],
    [
      'import traceback',
      "try:\n    work()\nexcept Exception:\n    return {'statusCode': 500, 'body': traceback.format_exc()}",
    ],
    [
      'from botocore.exceptions import ClientError',
      "try:\n    work()\nexcept ClientError as e:\n    return {'statusCode': 500, 'body': e.response['Error']['Message']}",
    ],
    [
      'import json\ndef answer(status, body):\n    return {"statusCode": status, "body": json.dumps(body)}',
      "try:\n    work()\nexcept Exception as e:\n    return answer(500, {'error': repr(e)})",
    ],
  ],
  'json-injection': [
    ['import json', "json.loads('{\"name\": \"' + event['name'] + '\"}')"],
    ['', 'return {\'statusCode\': 200, \'body\': f\'{{"name": "{event["name"]}"}}\'}'],
    [
      'import boto3',
      "boto3.client('sqs').send_message(QueueUrl='q', MessageBody='{\"name\": \"%s\"}' % event['name'])",
    ],
  ],
  'prompt-injection': [
    [
      'import boto3, json',
      "boto3.client('bedrock-runtime').invoke_model(modelId='m', body=json.dumps({'prompt': f'Summarise: {event[\"text\"]}'}))",
    ],
    [
      'from openai import OpenAI\nclient = OpenAI()',
      "client.chat.completions.create(model='m', messages=[{'role': 'system', 'content': 'You help ' + event['who']}])",
    ],
  ],
  'state-between-invocations': [
    ['user = None', "global user\nif 'user' in event:\n    user = event['user']\nreturn user"],
    ['seen = []', "seen.append(event['id'])\nreturn seen"],
  ],
};

const good: Readonly<Record<string, readonly Row[]>> = {
  'logs-whole-event': [
    ['', "print('start')"],
    ['import json', "print(json.dumps({'id': event['id']}))"],
    ['import logging', "logging.info('got %s', len(event))"],
    ['import logging', "logging.info('got %s', int(event['id']))"],
    [
      'from aws_lambda_powertools import Logger\nlogger = Logger()',
      "logger.info('got', extra={'id': event['id']})",
    ],
    ['', "print(event['requestContext']['requestId'])"],
  ],
  'error-details-returned': [
    [
      'import json',
      "try:\n    work()\nexcept Exception as e:\n    print('failed')\n    return {'statusCode': 500, 'body': 'failed'}",
    ],
    [
      'import json',
      "try:\n    work()\nexcept ValidationError as e:\n    return {'statusCode': 400, 'body': str(e)}",
    ],
    ['', "try:\n    work()\nexcept Exception as e:\n    raise RuntimeError('failed') from e"],
    [
      '',
      "try:\n    work()\nexcept Exception as e:\n    return {'statusCode': 500, 'body': type(e).__name__}",
    ],
  ],
  'json-injection': [
    ['import json', "json.loads(event['body'])"],
    ['import json', "return {'statusCode': 200, 'body': json.dumps({'name': event['name']})}"],
    [
      'import json',
      "return {'statusCode': 200, 'body': '{\"name\": ' + json.dumps(event['name']) + '}'}",
    ],
  ],
  'prompt-injection': [
    [
      'from openai import OpenAI\nclient = OpenAI()',
      "client.chat.completions.create(model='m', messages=[{'role': 'user', 'content': event['text']}])",
    ],
  ],
  'state-between-invocations': [
    ['user = None', "global user\nuser = event['user']\nreturn user"],
    ['cache = {}', "cache[event['id']] = load(event['id'])\nreturn cache[event['id']]"],
    ['', "seen = []\nseen.append(event['id'])\nreturn seen"],
    [
      'from sqlalchemy.orm import scoped_session\nsession = scoped_session()',
      "session.add(event['id'])",
    ],
    ['seen = []', "seen.clear()\nseen.append(event['id'])\nreturn seen"],
    [
      'client = None',
      "global client\nif client is None:\n    client = make()\nreturn client.get(event['id'])",
    ],
  ],
};

describe.each(Object.entries(bad))('%s', (kind, rows) => {
  it.each(rows)('is seen: %s; %s', (...row) => {
    expect(kindsOf(row)).toContain(kind);
  });
});

describe.each(Object.entries(good))('no %s', (_, rows) => {
  it.each(rows)('is taken for one: %s; %s', (...row) => {
    expect(kindsOf(row)).toEqual([]);
  });
});
