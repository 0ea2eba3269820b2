import { describe, expect, it } from 'vitest';
import { allKinds } from '../../../functions/engines/python/kinds.ts';
import { found, handlerOf, kindsAmong, kindsIn } from './weaknesses-in.ts';

const imports = [
  'import base64, boto3, hashlib, hmac, json, logging, os, re, requests',
  'from os import environ, getenv',
  'from dataclasses import dataclass, field',
  'from pydantic import BaseModel, SecretStr',
  'logger = logging.getLogger()',
  "vault = boto3.client('secretsmanager')",
  "ssm = boto3.client('ssm')",
  'class Hidden(BaseModel):',
  '    key: SecretStr',
  '@dataclass',
  'class Shown:',
  '    key: str',
  '    secret: str = field(repr=False)',
  'class Plain:',
  '    def __init__(self, key):',
  '        self.key = key',
  'def read_named(name):',
  "    print('reading', name)",
  '    return vault.get_secret_value(SecretId=name)',
].join('\n');
const readSecret = `${imports}\ndef read_secret(name):\n    return json.loads(vault.get_secret_value(SecretId=name)['SecretString'])\n`;

describe('a secret that is written to the log', () => {
  it.each([
    "print(os.environ['DB_PASSWORD'])",
    'print(os.getenv("PINECONE_API_KEY"))',
    "print(getenv('SLACK_BOT_TOKEN', ''))",
    "print(environ.get('CLIENT_SECRET'))",
    "key = os.getenv('PINECONE_API_KEY')\nprint(key)",
    "key = os.environ['PINECONE_API_KEY'].strip()\nlogger.info('key %s', key)",
    'logger.debug(f\'key {os.environ["PINECONE_API_KEY"]}\')',
    "logger.info('key', extra={'key': os.environ['PINECONE_API_KEY']})",
    "config = {'host': os.environ['DB_HOST'], 'password': os.environ['DB_PASSWORD']}\nprint(config)",
    "config = {'password': os.environ['DB_PASSWORD']}\nprint(json.dumps(config))",
    "headers = {'Authorization': 'Bearer ' + os.environ['GITHUB_TOKEN']}\nprint(headers)",
    "url = f'postgres://app:{os.environ[\"DB_PASSWORD\"]}@db'\nprint('connecting to', url)",
    "print(os.environ['AZURE_STORAGE_CONNECTION_STRING'])",
    'print(dict(os.environ))',
    'print(os.environ)',
    "env = os.environ.copy()\nprint(env['DB_PASSWORD'])",
    "print(vault.get_secret_value(SecretId='db'))",
    "answer = vault.get_secret_value(SecretId=os.environ['SECRET_ARN'])\nprint(answer['SecretString'])",
    "secret = json.loads(vault.get_secret_value(SecretId='db')['SecretString'])\nprint(secret)",
    "secret = json.loads(vault.get_secret_value(SecretId='db').get('SecretString'))\nprint(secret['password'])",
    "value = ssm.get_parameter(Name='/shop/db/password', WithDecryption=True)\nprint(value['Parameter']['Value'])",
    "print(Shown(key=os.environ['API_KEY'], secret=''))",
    "print(vars(Plain(os.environ['API_KEY'])))",
  ])('is seen: %s', (body) => {
    expect(kindsIn(handlerOf(imports, body))).toEqual(['secret-in-log']);
  });

  it.each([
    "print('user', os.environ['DB_USER'], os.environ.get('STAGE'))",
    "print(os.environ['SECRET_NAME'], os.environ['DB_SECRET_ARN'], os.environ['DB_SECRET'])",
    "print(os.environ['TOKEN_TABLE'], os.environ['PARTITION_KEY'], os.environ['PUBLIC_KEY'])",
    "print(os.environ['APPLICATIONINSIGHTS_CONNECTION_STRING'])",
    "key = os.getenv('API_KEY')\nprint(bool(key), len(key), key is None, type(key))",
    "key = os.getenv('API_KEY')\nprint('set' if key else 'not set')",
    "key = os.getenv('API_KEY')\nprint(key and 'set')",
    "key = os.getenv('API_KEY')\nprint(key[:4], key[0], key[-4:] + '…')",
    "key = os.getenv('API_KEY')\nprint('*' * len(key), key[:2] + '*' * 8)",
    "key = os.getenv('API_KEY')\nprint(re.sub('.', '*', key), key.replace(key[4:], '…'))",
    "key = os.getenv('API_KEY')\nprint(hashlib.sha256(key.encode()).hexdigest())",
    "key = os.getenv('API_KEY')\nprint(hmac.new(key.encode(), b'x', 'sha256').hexdigest())",
    "key = os.getenv('API_KEY')\nif not key:\n    print('no API_KEY')",
    "key = os.getenv('API_KEY')\nanswer = requests.get('https://api.example.com', headers={'x-api-key': key})\nprint(answer.text)",
    "config = {'host': os.environ['DB_HOST'], 'password': os.environ['DB_PASSWORD']}\nprint(config['host'])",
    "config = {'password': os.environ['DB_PASSWORD']}\nprint({**config, 'password': '***'})",
    "config = {'password': os.environ['DB_PASSWORD']}\nprint(list(config), config.keys())",
    'print(list(os.environ), sorted(os.environ.keys()))',
    'for name in os.environ:\n    print(name)',
    'for name, value in os.environ.items():\n    print(name)',
    "env = dict(os.environ)\nprint(env.keys(), env['STAGE'])",
    "env = dict(os.environ)\nenv.pop('AWS_SECRET_ACCESS_KEY')\nenv.pop('AWS_SESSION_TOKEN')\nprint(env)",
    "answer = vault.get_secret_value(SecretId='db')\nprint(answer['VersionId'], answer['ARN'])",
    "secret = json.loads(vault.get_secret_value(SecretId='db')['SecretString'])\nprint(secret['host'], secret['username'], secret.get('dbname'))",
    "secret = json.loads(vault.get_secret_value(SecretId='db')['SecretString'])\nprint(secret.keys(), list(secret), len(secret))",
    "secret = json.loads(vault.get_secret_value(SecretId='db')['SecretString'])\nfor name in secret:\n    print(name)",
    "secret = json.loads(vault.get_secret_value(SecretId='db')['SecretString'])\nfor name, value in secret.items():\n    os.environ[name] = value\n    print(name)",
    "secret = vault.get_secret_value(SecretId=os.environ['DB_PASSWORD'])\nprint(os.environ['STAGE'])",
    "name = os.environ['DB_PASSWORD']\nprint('reading', name)\nvault.get_secret_value(SecretId=name)",
    "value = ssm.get_parameter(Name='/shop/url', WithDecryption=True)\nprint(value['Parameter']['Value'])",
    "value = ssm.get_parameter(Name='/shop/db/password', WithDecryption=True)\nprint(value['Parameter']['Version'])",
    "print(SecretStr('a').get_secret_value())",
    "print(os.environ['OLDPWD'])",
    "print(Hidden(key=os.environ['API_KEY']))",
    "print(Hidden(key=os.environ['API_KEY']).model_dump())",
    "print(Shown(key='', secret=os.environ['API_KEY']))",
    "print(Plain(os.environ['API_KEY']))",
    "cfg = {'key': os.environ['API_KEY']}\nprint({k: ('***' if 'key' in k else v) for k, v in cfg.items()})",
    "read_named(os.environ['DB_PASSWORD'])",
  ])('is not: %s', (body) => {
    expect(kindsIn(handlerOf(imports, body))).toEqual([]);
  });

  it('is followed through functions, classes and files', () => {
    expect(
      kindsIn(
        handlerOf(readSecret, "secret = read_secret('db')\nprint(secret)\nprint(secret['host'])"),
      ),
    ).toEqual(['secret-in-log']);
    expect(
      kindsAmong({
        'app.py':
          'from settings import Settings\ndef handler(event, context):\n    s = Settings()\n    print(s.password)\n    print(s.host)\n',
        'settings.py':
          "import os\nclass Settings:\n    def __init__(self):\n        self.host = os.environ['DB_HOST']\n        self.password = os.environ['DB_PASSWORD']\n",
      }),
    ).toEqual(['secret-in-log']);
  });

  it('is shown with where it comes from, and never by its value', () => {
    const { weaknesses } = found({
      'app.py': handlerOf(imports, "key = os.getenv('API_KEY')\nprint(key)"),
    });

    expect(weaknesses[0]).toMatchObject({
      sink: 'print',
      line: 23,
      flow: [
        { text: 'API_KEY is a secret of the function' },
        { text: 'key takes it' },
        { text: 'print writes it to the log' },
      ],
    });
  });

  it('leaves nothing unknown where a package gets it', () => {
    const source = handlerOf(
      `${imports}\nimport pinecone`,
      "pinecone.init(api_key=os.environ['PINECONE_API_KEY'])",
    );

    expect(found({ 'app.py': source }).unfollowed).toEqual([]);
  });
});

describe('a secret in an answer', () => {
  it.each([
    "config = {'host': 'db', 'password': os.environ['DB_PASSWORD']}\nreturn {'statusCode': 200, 'body': json.dumps({'config': config})}",
    "return {'statusCode': 200, 'body': os.environ['CLIENT_SECRET']}",
    "return {'statusCode': 200, 'body': vault.get_secret_value(SecretId='db')['SecretString']}",
    "secret = json.loads(vault.get_secret_value(SecretId='db')['SecretString'])\nreturn {'statusCode': 200, 'body': json.dumps(secret)}",
  ])('is seen: %s', (body) => {
    expect(kindsIn(handlerOf(imports, body))).toEqual(['environment-returned']);
  });

  it.each([
    "return {'statusCode': 200, 'body': json.dumps({'mapsKey': os.environ['MAP_API_KEY']})}",
    "return {'statusCode': 200, 'body': json.dumps({'isSet': bool(os.environ.get('DB_PASSWORD'))})}",
    "secret = json.loads(vault.get_secret_value(SecretId='db')['SecretString'])\nreturn {'statusCode': 200, 'body': json.dumps({'host': secret['host']})}",
    "return {'headers': {'X-Origin': os.environ['DB_PASSWORD']}}",
    "secret = json.loads(vault.get_secret_value(SecretId='db')['SecretString'])\nreturn {'statusCode': 200, 'body': json.dumps(list(secret.keys()))}",
  ])('is not: %s', (body) => {
    expect(kindsIn(handlerOf(imports, body))).toEqual([]);
  });

  it('is called by where it is returned, and all of the environment by its name', () => {
    const body = "return {'statusCode': 200, 'body': os.environ['DB_PASSWORD']}";
    const all = "return {'statusCode': 200, 'body': json.dumps(dict(os.environ))}";

    expect(found({ 'app.py': handlerOf(imports, body) }).weaknesses[0]?.sink).toBe('the response');
    expect(found({ 'app.py': handlerOf(imports, all) }).weaknesses[0]?.sink).toBe('os.environ');
  });
});

describe('kinds as bits', () => {
  it('fit into a small integer: operators on bits make negative numbers of more', () => {
    expect(allKinds).toBeLessThan(2 ** 31);
    expect(allKinds & -1).toBe(allKinds);
  });
});
