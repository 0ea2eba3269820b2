import { describe, expect, it } from 'vitest';
import { handlerOf, weaknessesIn } from './weaknesses-in.ts';

/** That of the kind where nothing else is said. */
const usual = undefined;

const s3 =
  "import boto3, pickle, tarfile, io\nfrom jinja2 import Template\ns3 = boto3.client('s3')";
const page =
  'from playwright.sync_api import sync_playwright\npage = sync_playwright().start().chromium.launch().new_page()';
const record = "r = event['Records'][0]['s3']";
const optional =
  'from pathlib import Path\nROOT = Path("/opt/x")\ndef below(name, outside=False):\n    path = (ROOT / name).resolve()\n    if not outside and ROOT not in path.parents:\n        raise ValueError()\n    return path\n';
const loaded =
  "def load(name, allow_any=False):\n    if not allow_any and name not in ('a', 'b'):\n        raise ValueError()\n    eval(name)\n";

describe('how grave it is', () => {
  it.each([
    ['an authorization header in a log', '', 'medium', "print(event['headers']['Authorization'])"],
    ['one by a name', '', 'medium', "token = event['authorizationToken']\nprint({'token': token})"],
    ['a cookie', '', 'medium', "print(event['headers'].get('Cookie'))"],
    ['all headers', '', usual, "print(event['headers'])"],
    ['a part of a header', '', usual, "print(event['headers']['Authorization'][:8])"],
    [
      'a header at a level that is left out',
      'import logging',
      usual,
      "logging.debug(event['headers']['Authorization'])",
    ],
    ['HTML for a browser', page, usual, "page.set_content(event['html'])"],
    [
      'HTML for a browser, beside a route',
      `from flask import Flask\napp = Flask('a')\n@app.route('/a', methods=['POST'])\ndef a():\n    return ''\n${page}`,
      usual,
      "page.set_content(event['html'])",
    ],
    [
      'a part of HTML that is filled in',
      page,
      'medium',
      "page.set_content(open('a.html').read().replace('{name}', event['name']))",
    ],
    [
      'HTML with a part that is another',
      page,
      usual,
      "page.set_content(event['html'].replace('a', 'b'))",
    ],
    ['a part of such HTML', page, 'medium', "page.set_content(f'<p>{event[0]}</p>')"],
    [
      'a part of HTML for what reads files, too',
      'import pdfkit\nfrom jinja2 import Template',
      usual,
      "pdfkit.from_string(Template('<p>{{ name }}</p>').render(name=event['name']), False)",
    ],
    [
      'the content of an object of an own bucket',
      s3,
      'medium',
      "t = s3.get_object(Bucket='b', Key=event['t'])['Body'].read()\nTemplate(t)",
    ],
    [
      'the content of an upload',
      s3,
      'high',
      `${record}\npickle.loads(s3.get_object(Bucket='b', Key=r['object']['key'])['Body'].read())`,
    ],
    [
      'the content of an upload that EventBridge announces',
      s3,
      'high',
      "pickle.loads(s3.get_object(Bucket='b', Key=event['detail']['object']['key'])['Body'].read())",
    ],
    [
      'the content of an object of any bucket',
      s3,
      'high',
      "pickle.loads(s3.get_object(Bucket=event['b'], Key='k')['Body'].read())",
    ],
    [
      'the name of an attribute that is a placeholder, too',
      'import boto3, json',
      'medium',
      "e = ''\nfor key, value in json.loads(event['body']).items():\n    e += f'{key} = :{key} and '\nboto3.resource('dynamodb').Table('a').scan(FilterExpression=e.removesuffix(' and '))",
    ],
    [
      'a part of an expression that is no placeholder',
      'import boto3',
      usual,
      "e = f\"{event['a']} = :{event['b']}\"\nboto3.resource('dynamodb').Table('a').update_item(Key={'id': 1}, ConditionExpression=e)",
    ],
    [
      'a part of an expression beside a placeholder',
      'import boto3',
      usual,
      "a, b = event['a'], event['b']\ne = f'{a} = :{b}'\nboto3.resource('dynamodb').Table('a').update_item(Key={'id': 1}, ConditionExpression=e)",
    ],
    [
      'a change of the item that the key names',
      'import boto3',
      'medium',
      "boto3.resource('dynamodb').Table('a').update_item(Key={'id': 1}, UpdateExpression=f\"SET {event['a']} = :b\")",
    ],
    [
      'a change of the item that the key names, if a condition lets it be',
      'import boto3',
      usual,
      "e = event['a'] + ' = :b'\nboto3.client('dynamodb').update_item(Key={}, UpdateExpression='SET ' + e, ConditionExpression=e)",
    ],
    ['the key of an upload', s3, usual, `${record}\neval(r['object']['key'])`],
    [
      'an address of what a package found signed',
      'import requests, snscheck',
      'medium',
      "snscheck.validate(event, get_certificate=cert)\nrequests.get(event['SubscribeURL'])",
    ],
    [
      'an address of what a package found well-formed',
      'import requests, shapes',
      usual,
      "shapes.validate(event, schema=form)\nrequests.get(event['SubscribeURL'])",
    ],
    [
      'a command of what has the form of a secret',
      'import os, jsonschema',
      usual,
      "jsonschema.validate(event, CREATE_SECRET_SCHEMA)\nos.system('echo ' + event['name'])",
    ],
    [
      'a command of what may be signed',
      'import os, validator',
      usual,
      "validator.validate(event, signature_optional=True)\nos.system('echo ' + event['name'])",
    ],
    [
      'a command of what comes with a signature',
      'import os, validator',
      usual,
      "validator.validate(event, signature)\nos.system('echo ' + event['name'])",
    ],
    [
      'a command of what is to hold a secret',
      'import os, validator',
      usual,
      "validator.validate(event, require_secret=True)\nos.system('echo ' + event['name'])",
    ],
    [
      'a command of what was signed with a secret',
      'import os, validator',
      'medium',
      "validator.validate(event, SIGNING_SECRET)\nos.system('echo ' + event['name'])",
    ],
    [
      'a file by the key of an upload',
      '',
      'medium',
      `${record}\nopen('/tmp/' + r['object']['key'])`,
    ],
    [
      'a file by the key of an upload that EventBridge announces',
      '',
      'medium',
      "open('/tmp/' + event['detail']['object']['key'])",
    ],
    [
      'a file by the key of an object in a request',
      'import json',
      usual,
      "body = json.loads(event['body'])\nopen('/tmp/' + body['object']['key'])",
    ],
    ['a file by a key of a request', '', usual, "open('/tmp/' + event['user']['key'])"],
    [
      "a module below a package of one's own",
      'import importlib',
      'medium',
      "m = event['m']\nif not any(m.startswith(p) for p in ('core.plugins.', 'plugins.')):\n    return\nimportlib.import_module(m).run()",
    ],
    [
      'a module whose name begins like another',
      'import importlib',
      usual,
      "m = event['m']\nif not m.startswith('plugins'):\n    return\nimportlib.import_module(m).run()",
    ],
    [
      'an expression that begins like the name of a module',
      '',
      usual,
      "m = event['m']\nif not m.startswith('plugins.'):\n    return\neval(m)",
    ],
    [
      'a folder beside an option that the caller gives',
      `${optional}below("x")`,
      usual,
      "below(event['n'], outside=True).read_text()",
    ],
    [
      'a folder beside an option of which the callers are not all known',
      `${optional}import functools`,
      'medium',
      "below('x')\nfunctools.partial(below, outside=event['o'])(event['n']).read_text()",
    ],
    [
      'code beside an option that a caller gives',
      loaded,
      usual,
      "load('x')\nload(event['n'], allow_any=True)",
    ],
    [
      'code beside an option that a stranger gives',
      `${loaded}from fastapi import FastAPI\n@FastAPI().get('/x')\ndef get(name: str, allow_any: bool = False):\n    if not allow_any and name not in ('a', 'b'):\n        raise ValueError()\n    eval(name)`,
      usual,
      "get(event['n'])",
    ],
    [
      'both the content and the request',
      s3,
      usual,
      "t = s3.get_object(Bucket='b', Key=event['t'])['Body'].read()\nif event['x']:\n    t = event['y']\neval(t)",
    ],

    [
      'a module below one of its own',
      'import importlib',
      'medium',
      'importlib.import_module(f"app.backends.{event[\'b\']}")',
    ],
    [
      'a module behind a sum',
      'import importlib',
      'medium',
      "name = 'handlers.' + event['b']\nimportlib.import_module(name)",
    ],
    [
      'a module of a package',
      'import importlib',
      'medium',
      "importlib.import_module('.' + event['b'], package='handlers')",
    ],
    [
      'a module that is named in two steps',
      'import importlib',
      'medium',
      "name = f\"app.{event['b']}\"\nif event['c']:\n    name = f'{name}.x'\nimportlib.import_module(name)",
    ],
    [
      'a folder that is named so',
      'import os',
      'medium',
      "base = '/tmp/{}'.format(event['p'])\nos.listdir(base + '/pictures')",
    ],
    [
      'a file that is named so',
      'import os',
      'medium',
      "open(os.path.join('/tmp', event['p'], 'config.json'))",
    ],
    [
      'a file whose name is cut off again',
      '',
      usual,
      "p = '/data/' + event['p'] + '/config.json'\nopen(p[:-12])",
    ],
    [
      'a file behind whose name something else stands',
      '',
      usual,
      "open(f\"/data/{event['p']}/config\" + event['q'])",
    ],
    [
      'a file that is named so by each who calls for it',
      'def load(path):\n    return open(path)\n',
      'medium',
      "load('/data/' + event['p'] + '/config.json')",
    ],
    [
      'a file that a function of its own names so',
      "def of(x):\n    return f'/data/{x}/config.json'\n",
      'medium',
      "open(of(event['p']))",
    ],
    [
      'a file that a function of its own may name otherwise',
      "def of(x, y):\n    if y:\n        return f'/data/{x}'\n    return f'/data/{x}/config.json'\n",
      usual,
      "open(of(event['p'], True))",
    ],
    [
      'a file that one of its callers names so',
      'def load(path):\n    return open(path)\n',
      usual,
      "load('/data/' + event['p'] + '/config.json')\nload('/data/' + event['p'])",
    ],
    [
      'a command of what was signed with a key of the event',
      'import os, hmac',
      usual,
      "q = event['q']\nif hmac.new(q['key'], q['c'], 'sha256').hexdigest() != q['s']:\n    return\nos.system(q['c'])",
    ],
    [
      'a command of what is as long as a hash',
      'import os, hmac',
      usual,
      "c = event['c']\nif len(hmac.new(KEY, c, 'sha256').hexdigest()) != len(event['s']):\n    return\nos.system(c)",
    ],
    [
      'a command of what is compared with another part of it',
      'import os, hmac',
      usual,
      "if not hmac.compare_digest(event['a'], event['b']):\n    return\nos.system(event['a'])",
    ],
    [
      'a command of what a function of its own passes',
      'import os\ndef verify_signature(body):\n    return True\n',
      usual,
      "if not verify_signature(event['a']):\n    return\nos.system(event['a'])",
    ],
    [
      'resources that the request of a caller names',
      "import os\ndef run(params):\n    os.system('cp ' + params['sourceBucket'] + params['targetBucket'] + params['jobQueue'])\n",
      usual,
      "run(event['queryStringParameters'])",
    ],
    ['a file with an ending', '', usual, "open('/tmp/' + event['p'] + '.json')"],
    [
      'the folder of a file that is named so',
      'import os',
      usual,
      "os.listdir(os.path.dirname(os.path.join(event['p'], 'config.json')))",
    ],
    ['a folder above', '', usual, "open('/tmp/' + event['p'] + '/../' + event['q'])"],
    [
      'a command of what was signed with a key',
      'import os, hmac, json',
      'high',
      "body = event['body']\nif hmac.new(KEY, body, 'sha256').hexdigest() != event['headers']['x']:\n    return\nos.system(json.loads(body)['c'])",
    ],
    [
      'a command of what is compared with its hash',
      'import os, hmac, json',
      'high',
      "body = event['body']\nmade = hmac.new(KEY, body, 'sha256').hexdigest()\nif not hmac.compare_digest(made, event['headers']['x']):\n    return\nos.system(json.loads(body)['c'])",
    ],
    [
      'a command that a key of the same event signs',
      'import os, hmac',
      usual,
      "if not hmac.compare_digest(hmac.new(event['key'].encode(), event['c'].encode(), 'sha256').hexdigest(), event['s']):\n    return\nos.system(event['c'])",
    ],
    [
      'a command of which the length of the hash is compared',
      'import os, hmac',
      usual,
      "if len(hmac.new(KEY, event['c'].encode(), 'sha256').hexdigest()) != len(event['s']):\n    return\nos.system(event['c'])",
    ],
    [
      'a command that is compared with another field of the event',
      'import os, hmac',
      usual,
      "if not hmac.compare_digest(event['c'], event['s']):\n    return\nos.system(event['c'])",
    ],
    [
      'a command that a function by the right name lets pass',
      'import os\n\ndef verify_signature(body):\n    return True\n',
      usual,
      "if not verify_signature(event['c']):\n    return\nos.system(event['c'])",
    ],
    [
      'a command that an own function finds signed',
      'import os, hmac\n\ndef has_valid_signature(body, given):\n    made = hmac.new(KEY, body.encode(), "sha256").hexdigest()\n    return hmac.compare_digest(made, given)\n',
      'medium',
      "if not has_valid_signature(event['c'], event['s']):\n    return\nos.system(event['c'])",
    ],
    [
      'a command of what is not what was signed',
      'import os, hmac, json',
      usual,
      "body = event['body']\nif hmac.new(KEY, body, 'sha256').hexdigest() != event['headers']['x']:\n    return\nos.system(event['c'])",
    ],
    [
      'a command of what was hashed without a key',
      'import os, hashlib, json',
      usual,
      "body = event['body']\nif hashlib.sha256(body).hexdigest() != event['headers']['x']:\n    return\nos.system(json.loads(body)['c'])",
    ],
    [
      'a table that a job of the account is given',
      'import boto3',
      'medium',
      "boto3.client('athena').start_query_execution(QueryString='SELECT * FROM ' + event['logDatabase'] + '.' + event['logTable'], WorkGroup=event['athenaWorkGroup'])",
    ],
    [
      'a table that is asked for',
      'import boto3',
      usual,
      "boto3.client('athena').start_query_execution(QueryString='SELECT * FROM ' + event['logDatabase'] + '.' + event['logTable'])",
    ],
    [
      'a table that a request asks for',
      'import boto3, json',
      usual,
      "body = json.loads(event['body'])\nboto3.client('athena').start_query_execution(QueryString='SELECT * FROM ' + body['logDatabase'] + '.' + body['logTable'], WorkGroup=body['athenaWorkGroup'])",
    ],
    [
      'a table that a function is given of a request',
      'import boto3, json\n\ndef run(params):\n    boto3.client("athena").start_query_execution(QueryString="SELECT * FROM " + params["logDatabase"] + "." + params["logTable"], WorkGroup=params["athenaWorkGroup"])\n',
      usual,
      "run(json.loads(event['body']))",
    ],
    [
      'a table that a function is given of the query of a request',
      'import boto3\n\ndef run(params):\n    boto3.client("athena").start_query_execution(QueryString="SELECT * FROM " + params["logDatabase"] + "." + params["logTable"], WorkGroup=params["athenaWorkGroup"])\n',
      usual,
      "run(event['queryStringParameters'])",
    ],
    [
      'a table that a function is given of a job',
      'import boto3\n\ndef run(job):\n    boto3.client("athena").start_query_execution(QueryString="SELECT * FROM " + job["logDatabase"] + "." + job["logTable"], WorkGroup=job["athenaWorkGroup"])\n',
      'medium',
      'run(event)',
    ],
    ['any module', 'import importlib', usual, "importlib.import_module(event['b'])"],
    [
      'a module with a fixed end',
      'import importlib',
      usual,
      "importlib.import_module(event['b'] + '.handler')",
    ],

    [
      'a picture that is saved',
      'from PIL import Image',
      'medium',
      "Image.open('/tmp/a').save(event['n'])",
    ],
    ['a file that is removed', 'import os', 'medium', "os.remove('/opt/' + event['n'])"],
    ['a copy to a path', 'import shutil', 'medium', "shutil.copy('/tmp/a', '/tmp/' + event['n'])"],
    ['a copy of a path', 'import shutil', usual, "shutil.copy('/opt/' + event['n'], '/tmp/a')"],
    [
      'a file that is written by a path',
      'from pathlib import Path',
      'medium',
      "Path('/tmp/' + event['n']).open('w')",
    ],
    [
      'a file that is read by a path',
      'from pathlib import Path',
      usual,
      "Path('/tmp/' + event['n']).read_text('latin-1')",
    ],
    ['an upload of any file', s3, usual, "s3.upload_file(event['path'], 'b', 'k')"],
    [
      'an upload of a file of /tmp',
      s3,
      'medium',
      "s3.upload_file('/tmp/' + event['path'], 'b', 'k')",
    ],

    [
      'what CodeBuild says of a build',
      'import requests',
      'medium',
      "requests.get(event['detail']['additional-information']['logs']['url'])",
    ],
    [
      'what who made a pipeline says',
      'import os',
      'medium',
      "os.system(event['CodePipeline.job']['data']['actionConfiguration']['configuration']['UserParameters'])",
    ],
    [
      'a command of serverless-wsgi to a function, which no API hands on',
      'import subprocess',
      'medium',
      "if '_serverless-wsgi' in event:\n    meta = event['_serverless-wsgi']\n    if meta.get('command') == 'exec':\n        subprocess.check_output(meta.get('data', ''), shell=True)",
    ],
    [
      'the same by a name that anyone may send',
      'import subprocess',
      usual,
      "if 'wsgi' in event:\n    meta = event['wsgi']\n    if meta.get('command') == 'exec':\n        subprocess.check_output(meta.get('data', ''), shell=True)",
    ],
    [
      'a detail of an AWS service',
      'import os',
      'medium',
      "if event['source'] == 'aws.ec2':\n    os.system(event['detail']['name'])",
    ],
    [
      'a rule by its name',
      'import os',
      'medium',
      "if event['source'] == 'aws.events':\n    os.system(event['resources'][0].split('/')[1])",
    ],
    [
      'a connection whose certificates a setting may leave unchecked',
      'import ssl',
      'medium',
      'c = ssl.create_default_context()\nif settings.tls_insecure:\n    c.verify_mode = ssl.CERT_NONE',
    ],
    [
      'a connection whose certificates are not checked',
      'import ssl',
      usual,
      'c = ssl.create_default_context()\nif settings.tls:\n    c.verify_mode = ssl.CERT_NONE',
    ],
    [
      'the region in a host of AWS',
      'import requests',
      'medium',
      'requests.get(f"https://ec2.{event[\'area\']}.amazonaws.com/")',
    ],
    [
      'a bucket that begins a host of AWS',
      'import requests',
      usual,
      'requests.get(f"https://{event[\'bucket\']}.s3.amazonaws.com/")',
    ],
    [
      'the key of an upload in a command, as S3 encodes it',
      'import os',
      'medium',
      `${record}\nos.system('ls ' + r['object']['key'])`,
    ],
    [
      'the key of an upload in a command, decoded',
      'import os\nfrom urllib.parse import unquote_plus',
      usual,
      `${record}\nos.system('ls ' + unquote_plus(r['object']['key']))`,
    ],
    [
      'the key of an upload that EventBridge announces',
      'import os',
      'high',
      "os.system('ls ' + event['detail']['object']['key'])",
    ],
    [
      'a module that is only looked at',
      'import importlib',
      'high',
      "m = importlib.import_module(event['m'])\nprint(m.__file__)",
    ],
    [
      'a module that is called',
      'import importlib',
      usual,
      "m = importlib.import_module(event['m'])\nm.run()",
    ],
    [
      'a program below an own folder',
      'import subprocess\nfrom pathlib import Path',
      'medium',
      "p = Path('/opt/bin') / event['p']\nif p.resolve().is_relative_to(Path('/opt/bin').resolve()):\n    subprocess.run([p])",
    ],
    ['a program that may be any', 'import subprocess', usual, "subprocess.run([event['p']])"],
    [
      'what a function of a package is asked for',
      'import os\nfrom tools import is_known',
      'medium',
      "n = event['n']\nkey = n.split('.')[1]\nif not is_known(key):\n    return\nos.system(n)",
    ],
    ['a detail of an own event', 'import os', 'high', "os.system(event['detail']['name'])"],
    [
      'a detail of S3',
      'import os',
      'high',
      "if event['source'] == 'aws.s3':\n    os.system(event['detail']['object']['key'])",
    ],
    [
      'a field that is read with get',
      'import os',
      'high',
      "os.system(event.get('detail')['name'])",
    ],
  ])('%s', (_, imports, severity, body) => {
    const grave = weaknessesIn(handlerOf(imports, body)).filter(
      ({ kind }) => kind !== 'log-injection',
    );

    expect(
      grave.filter(({ kind }) => kind !== 'path-traversal' || grave.length === 1)[0]?.severity,
    ).toBe(severity);
    expect(grave.length).toBeGreaterThan(0);
  });

  it('is not that of what the same name wrote before', () => {
    const body = "path = '/opt/' + event['n']\ns3.download_file('b', 'k', path)\nopen(path).read()";

    expect(weaknessesIn(handlerOf(s3, body)).map(({ severity }) => severity)).toEqual([
      'medium',
      'medium',
    ]);
  });

  it('is not that of what was written before it was passed on', () => {
    const read = 'def attach(path):\n    return open(path)\n';
    const body = "p = '/opt/' + event['p']\nwith open(p, 'wb') as f:\n    f.write(b'')\nattach(p)";

    expect(weaknessesIn(read + handlerOf('', body)).map(({ severity }) => severity)).toEqual([
      'medium',
      'medium',
    ]);
  });

  it('is medium where the way is longer than a reader follows', () => {
    const steps = (many: number) =>
      [...Array(many).keys()]
        .map((n) => `def f${n}(x):\n    ${n === 0 ? 'eval(x)' : `f${n - 1}(x)`}\n`)
        .join('');
    const source = (many: number) =>
      `${steps(many)}def handler(event, context):\n    f${many - 1}(event['x'])\n`;

    expect(weaknessesIn(source(8))[0]?.severity).toBe(usual);
    expect(weaknessesIn(source(30))[0]?.severity).toBe('medium');
  });

  it.each([
    [
      'the command of one that Zappa packs',
      'LambdaHandler',
      'import_module_and_get_function',
      'raw_command',
      'medium',
    ],
    [
      'what a request brings to it',
      'LambdaHandler',
      'import_module_and_get_function',
      'body',
      usual,
    ],
    [
      'the command of another class',
      'Runner',
      'import_module_and_get_function',
      'raw_command',
      usual,
    ],
    ['that of a class of the same name', 'LambdaHandler', 'load', 'raw_command', usual],
  ])('of %s', (_, name, method, field, severity) => {
    const source = `class ${name}:\n    def ${method}(self, n):\n        pass\n    def handler(self, event, context):\n        exec(event['${field}'])\ndef handler(event, context):\n    return ${name}().handler(event, context)\n`;

    expect(weaknessesIn(source).map((each) => each.severity)).toEqual([severity]);
  });

  it('is that of the gravest way to a place, whichever is found first', () => {
    const run = 'def run(x):\n    eval(x)\n';
    const calls = ["run(event['detail']['x'])", "run(event['body'])"];

    for (const [first, second] of [calls, calls.toReversed()]) {
      const source = `${run}def handler(event, context):\n    ${first}\n    ${second}\n`;
      expect(weaknessesIn(source).map(({ severity }) => severity)).toEqual([usual]);
    }
  });
});

/** Other code of the account wrote it into a queue or a stream. */
describe('how grave it is by a queue', () => {
  it.each<readonly [name: string, value: string, severity: 'high' | undefined]>([
    ['a message of a queue', "event['Records'][0]['body']", 'high'],
    ['a message of a queue, by get', "event.get('Records', [])[0].get('body')", 'high'],
    ['what a message says', "json.loads(event['Records'][0]['body'])['a']", 'high'],
    ['a record of Kinesis', "event['Records'][0]['kinesis']['data']", 'high'],
    [
      'an attribute of a message',
      "event['Records'][0]['messageAttributes']['a']['stringValue']",
      'high',
    ],
    ['a change of a table', "event['Records'][0]['dynamodb']['NewImage']['a']['S']", 'high'],
    [
      'a message of SNS by a queue',
      "json.loads(json.loads(event['Records'][0]['body'])['Message'])['a']",
      usual,
    ],
    [
      'a message of SNS by a queue, by get',
      "json.loads(event['Records'][0]['body']).get('Message')",
      usual,
    ],
    [
      'the key of an upload by a queue',
      "json.loads(event['Records'][0]['body'])['Records'][0]['s3']['object']['key']",
      usual,
    ],
    ['a message of SNS', "event['Records'][0]['Sns']['Subject']", usual],
    ['a list of that name in a request', "json.loads(event['body'])['Records'][0]['body']", usual],
    [
      'a request, or a message',
      "event['body'] if 'body' in event else event['Records'][0]['body']",
      usual,
    ],
    [
      'a message, or a request',
      "event['Records'][0]['body'] if 'Records' in event else event['body']",
      usual,
    ],
  ])('%s', (_, value, severity) => {
    const source = handlerOf('import json', `eval(${value})`);

    expect(weaknessesIn(source).map((each) => each.severity)).toEqual([severity]);
  });

  it.each([
    ['high', "for record in event['Records']:\n    eval(record['body'])"],
    ['medium', "requests.get(json.loads(event['Records'][0]['body'])['url'])"],
  ])('%s', (severity, body) => {
    const source = handlerOf('import json, requests', body);

    expect(weaknessesIn(source).map((each) => each.severity)).toEqual([severity]);
  });
});
