import { describe, expect, it } from 'vitest';
import { handlerOf, kindsIn, weaknessesIn } from './weaknesses-in.ts';

/** What is imported, and a statement in which `x` is what a caller sent. */
type Row = readonly [imports: string, statement: string];

const x = "x = event['x']";

function kindsOf([imports, statement]: Row): readonly string[] {
  return kindsIn(handlerOf(imports, x, statement));
}

const bad: Readonly<Record<string, readonly Row[]>> = {
  'command-injection': [
    ['import os', "os.system('ls ' + x)"],
    ['import os as o', "o.popen(f'cat {x}').read()"],
    ['from os import system as run', "run('ls %s' % x)"],
    ['import subprocess', "subprocess.run('ls {}'.format(x), shell=True)"],
    ['import subprocess', 'subprocess.check_output(x, shell=True)'],
    ['import subprocess', "subprocess.run(['sh', '-c', 'ls ' + x])"],
    ['import subprocess', "subprocess.Popen(['/bin/bash', '-c', x])"],
    ['import subprocess', "subprocess.getoutput('ls ' + x)"],
    ['import subprocess', 'subprocess.run([x, "a"])'],
    ['import subprocess', "cmd = ' '.join(['ls', x])\nsubprocess.call(cmd, shell=True)"],
    ['import subprocess', 'subprocess.run(x.split(), shell=True)'],
    ['import commands', "commands.getoutput('ls ' + x)"],
    ['import asyncio', "asyncio.run(asyncio.create_subprocess_shell('ls ' + x))"],
    ['import os', 'os.execv(x, ["a"])'],
    ['import yt_dlp', 'yt_dlp.main([x])'],
    ['import os', "os.system('ls ' + x + ' ' + ' '.join(['a']))"],
    ['import pexpect', "pexpect.spawn('ssh ' + x)"],
    ['import paramiko', "c = paramiko.SSHClient()\nc.exec_command('ls ' + x)"],
  ],
  'event-code-execution': [
    ['import subprocess', "subprocess.run(['python3', '-c', x])"],
    ['import subprocess', "subprocess.run(['/usr/bin/node', '--no-warnings', '-e', x])"],
    ['import subprocess, sys', "subprocess.run([sys.executable, '-m', 'pip', 'install', x])"],
    ['import subprocess', "subprocess.run(['uvx', '--with', f'requests,{x}', 'stac'])"],
    ['import subprocess', "subprocess.run(['npx', '-y', x])"],
    [
      'import subprocess',
      "p = '/tmp/a.py'\nf = open(p, 'w')\nf.write(x)\nsubprocess.run(['python3', p])",
    ],
    [
      'import subprocess',
      "with open('/tmp/a.sh', 'w') as f:\n    f.write(x)\nsubprocess.check_output(['bash', '/tmp/a.sh'])",
    ],
    ['', 'eval(x)'],
    ['', "exec('a = ' + x)"],
    ['', "compile(x, 'a', 'exec')"],
    ['', '__import__(x)'],
    ['import importlib', 'importlib.import_module(x)'],
    ['import importlib', "importlib.import_module('plugins.' + x)"],
    ['from jinja2 import Template', "Template('Hello ' + x).render()"],
    ['import jinja2', 'jinja2.Environment().from_string(x)'],
    ['from flask import render_template_string', "render_template_string(f'<p>{x}</p>')"],
    ['import runpy', 'runpy.run_path(x)'],
    ['', 'run = eval\nrun(x)'],
    ['import builtins', 'builtins.eval(x)'],
    ['', "getattr(__builtins__, 'eval')(x) if False else eval(x)"],
  ],
  'unsafe-deserialization': [
    ['import pickle, base64', 'pickle.loads(base64.b64decode(x))'],
    ['import cPickle', 'cPickle.loads(x)'],
    ['import dill', 'dill.loads(x)'],
    ['import marshal', 'marshal.loads(x)'],
    ['import jsonpickle', 'jsonpickle.decode(x)'],
    ['import yaml', 'yaml.load(x)'],
    ['import yaml', 'yaml.load(x, Loader=yaml.Loader)'],
    ['from yaml import load, UnsafeLoader', 'load(x, UnsafeLoader)'],
    ['import yaml', 'yaml.unsafe_load(x)'],
    ['import pickle, io', 'pickle.load(io.BytesIO(x))'],
    ['import numpy as np, io', 'np.load(io.BytesIO(x), allow_pickle=True)'],
    ['import joblib, io', 'joblib.load(io.BytesIO(x))'],
  ],
  'query-injection': [
    ['import boto3', "boto3.resource('dynamodb').Table('a').query(IndexName=x)"],
    ['import duckdb', 'duckdb.sql(x)'],
    ['import duckdb', "c = duckdb.connect(':memory:')\nc.query('SELECT ' + x)"],
    [
      'from gremlin_python.driver import client',
      'c = client.Client(URL, "g")\nc.submit(f"g.V().has(\'name\', \'{x}\')")',
    ],
    [
      'import boto3',
      "boto3.client('neptunedata').execute_open_cypher_query(openCypherQuery='MATCH (n) WHERE ' + x)",
    ],
    ['import sqlite3', "sqlite3.connect('a').execute('SELECT * FROM a WHERE b = ' + x)"],
    [
      'import psycopg2',
      "c = psycopg2.connect('a').cursor()\nc.execute(f\"SELECT * FROM a WHERE b = '{x}'\")",
    ],
    [
      'import pymysql',
      "with pymysql.connect().cursor() as c:\n    c.execute('SELECT * FROM a WHERE b = %s' % x)",
    ],
    [
      'import mysql.connector',
      "q = 'SELECT * FROM a WHERE b = {}'.format(x)\nmysql.connector.connect().cursor().execute(q)",
    ],
    ['from sqlalchemy import text', "text('SELECT * FROM a WHERE b = ' + x)"],
    [
      'from db import get_cursor',
      "cursor = get_cursor()\ncursor.execute('DELETE FROM a WHERE b = ' + x)",
    ],
    ['import boto3', "boto3.client('rds-data').execute_statement(sql='SELECT ' + x)"],
    [
      'import boto3',
      "boto3.client('athena').start_query_execution(QueryString=f'SELECT * FROM {x}')",
    ],
    [
      'import boto3',
      "boto3.client('dynamodb').execute_statement(Statement=f\"SELECT * FROM a WHERE b='{x}'\")",
    ],
    [
      'import boto3',
      "boto3.resource('dynamodb').meta.client.execute_statement(Statement='SELECT * FROM ' + x)",
    ],
    [
      'import boto3',
      "boto3.client('dynamodb').batch_execute_statement(Statements=[{'Statement': 'SELECT * FROM ' + x}])",
    ],
    [
      'import boto3',
      "boto3.client('dynamodb').execute_transaction(TransactStatements=[{'Statement': 'SELECT * FROM ' + x}])",
    ],
    ['import boto3', "boto3.client('dynamodb').scan(TableName='a', FilterExpression='a = ' + x)"],
    [
      'import boto3',
      "boto3.client('dynamodb').get_paginator('scan').paginate(TableName='a', FilterExpression='a = ' + x)",
    ],
    [
      "import boto3\nclass Times:\n    def __init__(self, client):\n        self.pages = client.get_paginator('query')\n    def find(self, id):\n        return list(self.pages.paginate(QueryString=f\"SELECT * FROM d.t WHERE id = '{id}'\"))",
      "Times(boto3.client('timestream-query')).find(x)",
    ],
    ['import boto3', "boto3.resource('dynamodb').Table('a').scan(FilterExpression=x)"],
    ['import pymongo', 'pymongo.MongoClient().db.users.find(x)'],
    ['import pymongo', "q = {}\nq[x] = event['y']\npymongo.MongoClient().db.users.find(q)"],
    [
      'import pymongo',
      "pymongo.MongoClient().db.users.find({k: v for k, v in event['queryStringParameters'].items()})",
    ],
    ['import pymongo', "pymongo.MongoClient()['db'].users.find({'$where': 'this.a == ' + x})"],
  ],
  'path-traversal': [
    ['', "open('/tmp/' + x)"],
    ['import os', 'os.remove(os.path.join("/tmp", x))'],
    ['from pathlib import Path', "(Path('/tmp') / x).read_text()"],
    ['from pathlib import Path', "Path('/tmp', x).unlink()"],
    ['import shutil', 'shutil.rmtree(x)'],
    ['from flask import send_file', 'send_file(x)'],
    ['import tarfile, io', 'tarfile.open(fileobj=io.BytesIO(x)).extractall("/tmp")'],
    [
      'import tarfile, io',
      'with tarfile.open(fileobj=io.BytesIO(x)) as t:\n    t.extractall("/tmp")',
    ],
    ['import boto3', "boto3.client('s3').download_file('b', x, f'/tmp/{x}')"],
    ['', "with open(f'/mnt/data/{x}.json') as f:\n    return f.read()"],
  ],
  'server-side-request-forgery': [
    [
      'from botocore.awsrequest import AWSRequest\nfrom botocore.httpsession import URLLib3Session',
      "URLLib3Session().send(AWSRequest(method='GET', url=x).prepare())",
    ],
    ['import git', "git.Repo.clone_from(x, '/tmp/a')"],
    ['import yt_dlp', 'with yt_dlp.YoutubeDL({}) as y:\n    y.download([x])'],
    ['import trafilatura', 'trafilatura.fetch_url(x)'],
    ['import requests', 'requests.get(x)'],
    ['from botocore.vendored import requests', 'requests.get(x)'],
    ['import requests', "requests.post('https://' + x + '/a')"],
    ['import requests', "requests.request('GET', url=x)"],
    ['import requests', 's = requests.Session()\ns.get(x)'],
    ['import urllib.request', 'urllib.request.urlopen(x)'],
    ['from urllib.request import urlopen, Request', 'urlopen(Request(x))'],
    ['import urllib3', "http = urllib3.PoolManager()\nhttp.request('GET', x)"],
    ['import httpx', 'httpx.get(f"http://{x}")'],
    ['import http.client', 'http.client.HTTPSConnection(x)'],
    ['import boto3', "boto3.client('s3', endpoint_url=x)"],
    ['import urllib2', 'urllib2.urlopen(x)'],
    ['from weasyprint import HTML', 'HTML(string=x).write_pdf()'],
    ['from weasyprint import HTML', "HTML(string=f'<h1>{x}</h1>').write_pdf()"],
    ['from weasyprint import HTML', 'HTML(x).write_pdf()'],
    ['import pdfkit', "pdfkit.from_string('<p>' + x, False)"],
    ['import pdfkit', 'pdfkit.from_url(x, False)'],
    ['import imgkit', 'imgkit.from_string(x, "a.png")'],
    ['from xhtml2pdf import pisa\nimport io', 'pisa.CreatePDF(io.StringIO(x), dest=f)'],
    ['import subprocess', "subprocess.run(['./wkhtmltopdf2', '-', '-'], input=x.encode())"],
    [
      'import subprocess',
      "p = subprocess.Popen(['/opt/bin/wkhtmltopdf', '-', '-'])\np.communicate(bytes(x, 'utf-8'))",
    ],
    [
      'from playwright.sync_api import sync_playwright',
      'with sync_playwright() as p:\n    p.chromium.launch().new_page().set_content(x)',
    ],
    [
      'import pdfkit\nfrom jinja2 import Template',
      "pdfkit.from_string(Template('<p>{{ name }}</p>').render(name=x), False)",
    ],
  ],
  'open-redirect': [
    ['', "return {'statusCode': 302, 'headers': {'Location': x}}"],
    ['from flask import redirect', 'return redirect(x)'],
  ],
  'unescaped-html': [
    [
      '',
      "return {'statusCode': 200, 'headers': {'Content-Type': 'text/html'}, 'body': '<p>' + x + '</p>'}",
    ],
    ['from markupsafe import Markup', "Markup('<b>' + x)"],
  ],
  'xml-external-entity': [
    ['from lxml import etree', 'etree.fromstring(x, etree.XMLParser(resolve_entities=True))'],
    [
      'from lxml import etree',
      'p = etree.XMLParser(load_dtd=True, no_network=False)\netree.fromstring(x, parser=p)',
    ],
  ],
  'event-returned': [['import json', "return {'statusCode': 200, 'body': json.dumps(event)}"]],
};

const good: Readonly<Record<string, readonly Row[]>> = {
  'command-injection': [
    ['import os', "os.popen(['ls', x])\nos.system(['ls'] + x)"],
    ['import yt_dlp', "yt_dlp.main(['https://a.example/' + x])"],
    ['import subprocess', "subprocess.run(['ls', x])"],
    ['import subprocess', "subprocess.run(['git', 'clone', '--', x], check=True, shell=False)"],
    ['import os, shlex', "os.system('ls ' + shlex.quote(x))"],
    ['import os', "os.system('ls ' + str(int(x)))"],
    ['import os', "if x not in ('a', 'b'):\n    return\nos.system('ls ' + x)"],
    ['import os', "if x.isalnum():\n    os.system('ls ' + x)"],
    [
      'import os, re',
      "if not re.fullmatch('[a-z]+', x):\n    raise ValueError\nos.system('ls ' + x)",
    ],
    [
      'import os, re',
      "if not re.match(r'^[a-z0-9_-]+$', x):\n    raise ValueError\nos.system('ls ' + x)",
    ],
    ['import os', "os.system('ls')"],
    ['import os', "os.system(os.environ['COMMAND'])"],
    ['import asyncio', "asyncio.create_subprocess_exec('ls', x)"],
    ['import os', "x = 'a'\nos.system('ls ' + x)"],
  ],
  'event-code-execution': [
    ['import subprocess', "subprocess.run(['python3', '-m', 'tool', '-c', x])"],
    ['import subprocess', "subprocess.run(['node', 'tool.js', '-e', x])"],
    ['import subprocess', "subprocess.run(['uvx', 'ruff', 'check', x])"],
    ['import subprocess', "subprocess.run(['uvx', f'ruff=={x}'])"],
    ['import subprocess', "subprocess.run(['pip', 'install', '-r', 'a.txt', '-t', x])"],
    [
      'import subprocess',
      "with open('/tmp/in.txt', 'w') as f:\n    f.write(x)\nsubprocess.run(['python3', 'tool.py', '/tmp/in.txt'])",
    ],
    ['import ast', 'ast.literal_eval(x)'],
    ['import json', 'eval(json.dumps(x))'],
    ['from jinja2 import Template', "Template('Hello {{ x }}').render(x=x)"],
    ['from flask import render_template_string', "render_template_string('<p>{{ x }}</p>', x=x)"],
    ['import importlib', 'if x in MODULES:\n    importlib.import_module(x)'],
    ['import re', 're.compile(x)'],
    ['', "{'a': int}[x]()"],
  ],
  'unsafe-deserialization': [
    ['import json', 'json.loads(x)'],
    ['import yaml', 'yaml.safe_load(x)'],
    ['import yaml', 'yaml.load(x, Loader=yaml.SafeLoader)'],
    ['from yaml import load, CSafeLoader', 'load(x, CSafeLoader)'],
    ['import pickle', "pickle.load(open('model.pkl', 'rb'))"],
    [
      'import pickle, hmac',
      "if not hmac.compare_digest(sign(x), event['s']):\n    raise ValueError\npickle.loads(x)",
    ],
    ['import numpy as np, io', 'np.load(io.BytesIO(x))'],
    ['from ruamel.yaml import YAML', 'YAML().load(x)'],
  ],
  'query-injection': [
    ['import sqlite3', "sqlite3.connect('a').execute('SELECT * FROM a WHERE b = ?', (x,))"],
    [
      'import psycopg2',
      "c = psycopg2.connect('a').cursor()\nc.execute('SELECT * FROM a WHERE b = %s', [x])",
    ],
    [
      'import psycopg2',
      "psycopg2.connect().cursor().execute('SELECT * FROM a WHERE b = %d' % int(x))",
    ],
    ['from sqlalchemy import text', "conn.execute(text('SELECT * FROM a WHERE b = :x'), {'x': x})"],
    [
      'import boto3',
      "boto3.client('dynamodb').batch_execute_statement(Statements=[{'Statement': 'SELECT * FROM a WHERE b=?', 'Parameters': [{'S': x}]}])",
    ],
    [
      'import boto3',
      "boto3.client('rds-data').execute_statement(sql='SELECT :x', parameters=[{'name': 'x', 'value': {'stringValue': x}}])",
    ],
    [
      'import boto3',
      "boto3.client('athena').start_query_execution(QueryString='SELECT ?', ExecutionParameters=[x])",
    ],
    [
      'import boto3',
      "boto3.client('dynamodb').get_paginator('scan').paginate(TableName='a', FilterExpression='a = :x', ExpressionAttributeValues={':x': x})",
    ],
    [
      'import boto3',
      "boto3.client('timestream-query').get_paginator('query').paginate(QueryString='SELECT 1', NextToken=x)",
    ],
    [
      'import boto3',
      "boto3.resource('dynamodb').Table('a').query(KeyConditionExpression=Key('a').eq(x))",
    ],
    ['import boto3', "boto3.resource('dynamodb').Table('a').get_item(Key={'id': x})"],
    ['import pymongo', "pymongo.MongoClient().db.users.find({'name': x})"],
    ['import pymongo', "q = {}\nq[f'data.{x}'] = 1\npymongo.MongoClient().db.users.find(q)"],
    [
      'import pymongo',
      "q = {}\nif x in ('name', 'age'):\n    q[x] = 1\npymongo.MongoClient().db.users.find(q)",
    ],
    ['import concurrent.futures', 'executor.execute(x)'],
    [
      'import boto3',
      "boto3.resource('dynamodb').Table('a').update_item(UpdateExpression=f'SET #{x} = :{x}')",
    ],
    [
      'import psycopg2',
      "column = 'a' if x == 'a' else 'b'\npsycopg2.connect().cursor().execute(f'SELECT {column} FROM a')",
    ],
  ],
  'path-traversal': [
    ['import os', "open('/tmp/' + os.path.basename(x))"],
    [
      'import os',
      "p = os.path.realpath(os.path.join('/tmp', x))\nif not p.startswith('/tmp/'):\n    raise ValueError\nopen(p)",
    ],
    [
      'import os',
      "p = os.path.abspath('/tmp/' + x)\nif os.path.commonpath([p, '/tmp']) != '/tmp':\n    raise ValueError\nopen(p)",
    ],
    [
      'from pathlib import Path',
      "p = (Path('/tmp') / x).resolve()\nif not p.is_relative_to('/tmp'):\n    raise ValueError\np.read_text()",
    ],
    ['from werkzeug.utils import secure_filename', "open('/tmp/' + secure_filename(x))"],
    ['import tarfile, io', "tarfile.open(fileobj=io.BytesIO(x)).extractall('/tmp', filter='data')"],
    ['', "open('/tmp/' + x.replace('/', '_'))"],
    ['', "open('/tmp/' + x.split('/')[-1])"],
    ['', "open('/tmp/resized-' + x)"],
    ['import uuid', "open('/tmp/{}{}'.format(uuid.uuid4(), x))"],
    ['import re', "open('/tmp/' + re.sub(r'[^a-zA-Z0-9_-]', '', x))"],
    ['import zipfile, io', "zipfile.ZipFile(io.BytesIO(x)).extractall('/tmp')"],
    ['import uuid', "open(f'/tmp/{uuid.UUID(x)}')"],
    ['', "open('/tmp/a', 'w').write(x)"],
    ['import boto3', "boto3.client('s3').get_object(Bucket='b', Key=x)"],
    ['import boto3', "boto3.client('s3').download_file('b', x, '/tmp/a')"],
  ],
  'server-side-request-forgery': [
    ['import requests', "requests.get('https://api.example.com/users/' + x)"],
    ['import requests', "requests.get(f'https://api.example.com/users/{x}')"],
    ['import requests', "requests.get('https://api.example.com/', params={'q': x})"],
    ['import requests', "requests.post('https://api.example.com/', json=event)"],
    ['import requests', "requests.get('https://api.example.com/%s' % x)"],
    ['import requests', "requests.get('https://api.example.com/{}'.format(x))"],
    ['import requests\nBASE = "https://api.example.com"', "requests.get(f'{BASE}/users/{x}')"],
    ['import requests, os\nBASE = os.environ["BASE"]', "requests.get(f'{BASE}/users/{x}')"],
    ['import requests, os\nBASE = os.environ["BASE"]', "requests.get(BASE + '/users/' + x)"],
    [
      'import requests\nfrom urllib.parse import urlparse',
      'if urlparse(x).hostname not in HOSTS:\n    raise ValueError\nrequests.get(x)',
    ],
    [
      'import requests',
      "if not x.startswith('https://api.example.com/'):\n    raise ValueError\nrequests.get(x)",
    ],
    ['import requests', "requests.put(event['ResponseURL'], data='{}')"],
    ['import yt_dlp', "yt_dlp.YoutubeDL().download(['https://a.example/' + x])"],
    [
      'import urllib3, json',
      "urllib3.PoolManager().request('PUT', event['ResponseURL'], body=json.dumps(x))",
    ],
    ['from weasyprint import HTML\nimport html', 'HTML(string=html.escape(x)).write_pdf()'],
    ['from weasyprint import HTML', 'HTML(string=x, url_fetcher=refused).write_pdf()'],
    ['from weasyprint import HTML', "HTML(string=f'<h1>{int(x)}</h1>').write_pdf()"],
    ['from xhtml2pdf import pisa', 'pisa.CreatePDF(x, dest=f, link_callback=refused)'],
    ['import subprocess', "subprocess.run(['/bin/cat'], input=x)"],
    ['import subprocess', "subprocess.Popen(['/bin/cat']).communicate(x)"],
    [
      'from playwright.sync_api import sync_playwright',
      "with sync_playwright() as p:\n    page = p.chromium.launch().new_page()\n    page.route('**', lambda r: r.abort())\n    page.set_content(x)",
    ],
    [
      'import pdfkit\nfrom flask import render_template',
      "pdfkit.from_string(render_template('a.html', name=x), False)",
    ],
    [
      'import pdfkit\nfrom jinja2 import Template',
      "pdfkit.from_string(Template('<p>{{ name | e }}</p>').render(name=x), False)",
    ],
    [
      'import pdfkit\nfrom jinja2 import Template',
      "pdfkit.from_string(Template('<p>{{ name }}</p>', autoescape=True).render(name=x), False)",
    ],
    [
      'import pdfkit\nfrom jinja2 import Template',
      "pdfkit.from_string(Template(open('a.html').read()).render(name=x), False)",
    ],
  ],
  'open-redirect': [
    ['', "return {'statusCode': 302, 'headers': {'Location': '/users/' + x}}"],
    ['', "return {'statusCode': 302, 'headers': {'Location': f'https://example.com/{x}'}}"],
    [
      '',
      "if x not in TARGETS:\n    x = '/'\nreturn {'statusCode': 302, 'headers': {'Location': TARGETS[x]}}",
    ],
    ['', "return {'statusCode': 200, 'headers': {'X-Name': x}}"],
  ],
  'unescaped-html': [
    [
      'import html',
      "return {'statusCode': 200, 'headers': {'Content-Type': 'text/html'}, 'body': html.escape(x)}",
    ],
    ['', "return {'statusCode': 200, 'headers': {'Content-Type': 'application/json'}, 'body': x}"],
    ['import json', "return {'statusCode': 200, 'body': json.dumps({'x': x})}"],
    [
      'from markupsafe import escape',
      "return {'statusCode': 200, 'headers': {'Content-Type': 'text/html'}, 'body': f'<p>{escape(x)}</p>'}",
    ],
  ],
  'xml-external-entity': [
    ['from lxml import etree', 'etree.fromstring(x, etree.XMLParser(resolve_entities=False))'],
    ['from defusedxml import ElementTree', 'ElementTree.fromstring(x)'],
    ['import xml.etree.ElementTree as ET', 'ET.fromstring(x)'],
  ],
  'event-returned': [
    ['import json', "return {'statusCode': 200, 'body': json.dumps({'id': x})}"],
    ['import json', "return {'id': event['id']}"],
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

describe('more of what real handlers do', () => {
  it.each<readonly [kind: string, imports: string, statement: string]>([
    [
      'server-side-request-forgery',
      'import requests',
      "requests.get('http://' + event['host'] + '/a')",
    ],
    [
      'query-injection',
      'from sqlite_utils import Database',
      "db = Database('a')\nfor row in db.query(f\"select * from p where n='{x}'\"):\n    print('a')",
    ],
    [
      'query-injection',
      'from db import cursor\ndef run(sql):\n    cursor.execute(sql)',
      "run('DELETE FROM a WHERE b = ' + x)",
    ],
    [
      'query-injection',
      'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()',
      "db.session.execute('SELECT ' + x)",
    ],
    [
      'query-injection',
      'from sqlalchemy import create_engine',
      "engine = create_engine('a')\nwith engine.connect() as c:\n    c.execute(f'SELECT {x}')",
    ],
    [
      'query-injection',
      'import pymysql\nclass Db:\n    def __init__(self):\n        self.connection = pymysql.connect()\n    def run(self, sql):\n        with self.connection.cursor() as cur:\n            cur.execute(sql)\ndb = Db()',
      "db.run(f'SELECT * FROM a WHERE b = {x}')",
    ],
    [
      'command-injection',
      'import os, urllib.parse',
      "key = urllib.parse.unquote_plus(event['Records'][0]['s3']['object']['key'])\nos.system(f'touch /tmp/{key} /tmp/{key}.txt')",
    ],
    ['command-injection', 'import subprocess', "subprocess.run(event['command'].split())"],
    ['command-injection', 'import subprocess', "subprocess.run([x] + ['-a'])"],
    ['command-injection', 'import subprocess', "subprocess.run([*event['args'], '-a'])"],
    ['command-injection', 'import subprocess', "a = ['-a']\na.insert(0, x)\nsubprocess.run(a)"],
    ['command-injection', 'import subprocess, shlex', 'subprocess.run(shlex.split(x))'],
    [
      'command-injection',
      'import subprocess, shlex',
      "subprocess.run(shlex.join([x, 'a']), shell=True)",
    ],
    ['command-injection', 'import subprocess', "subprocess.run(' '.join(['ls', x]).split()[1])"],
    [
      'query-injection',
      'import json, pymongo\nc = pymongo.MongoClient().a.b',
      "body = json.loads(event['body'])\nc.find_one({'name': body['name']})",
    ],
    [
      'query-injection',
      'import boto3, pymysql\nc = pymysql.connect().cursor()',
      "text = boto3.resource('s3').Object('a', x).get()['Body'].read().decode()\nc.execute(f\"INSERT INTO a VALUES ('{text}')\")",
    ],
    [
      'path-traversal',
      'import boto3, io, tarfile',
      "body = boto3.client('s3').get_object(Bucket='a', Key=x)['Body'].read()\ntarfile.open(fileobj=io.BytesIO(body)).extractall('/tmp/a')",
    ],
    ['path-traversal', 'from flask import request', "request.files['a'].save('/mnt/' + x)"],
    ['path-traversal', 'import os', 'open(os.path.splitext(x)[0])'],
    ['path-traversal', 'from pathlib import Path', '(Path("a") / Path(x).parent).read_text()'],
    [
      'server-side-request-forgery',
      'import urllib.request',
      'urllib.request.build_opener().open(urllib.request.Request(x))',
    ],
    [
      'server-side-request-forgery',
      'import requests',
      "s = requests.Session()\ns.send(requests.Request('GET', x).prepare())",
    ],
    ['path-traversal', 'import bottle', "bottle.static_file('a', root=x)"],
    ['event-code-execution', '', "eval(dict(p.split('=') for p in x.split('&'))['a'])"],
    ['command-injection', 'import subprocess', "subprocess.Popen(' '.join(['ls', x]), shell=True)"],
    [
      'unescaped-html',
      '',
      "page = open('page.html').read().replace('{{name}}', x)\nreturn {'statusCode': 200, 'headers': {'Content-Type': 'text/html; charset=utf-8'}, 'body': page}",
    ],
    [
      'unescaped-html',
      'from string import Template',
      "page = Template('<p>$name</p>').safe_substitute(name=x)\nreturn {'statusCode': 200, 'headers': {'content-type': 'text/html'}, 'body': page}",
    ],
    [
      'unescaped-html',
      'def page(body):\n    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": body}',
      "return page(f'<h1>{x}</h1>')",
    ],
    ['xml-external-entity', 'from lxml import etree', 'etree.fromstring(x)'],
    [
      'unsafe-deserialization',
      'import pickle, base64',
      "pickle.loads(base64.b64decode(event['headers']['Cookie'].split('=')[1]))",
    ],
    [
      'unsafe-deserialization',
      'import boto3, pickle',
      "pickle.loads(boto3.client('s3').get_object(Bucket='b', Key=x)['Body'].read())",
    ],
  ])('%s is seen: %s; %s', (kind, ...row) => {
    expect(kindsOf(row)).toContain(kind);
  });

  it.each<Row>([
    ['import subprocess', "subprocess.run(f'ls {x}'.split())"],
    [
      'import requests',
      "requests.post('https://' + event['detail']['build-status'] + '.example.com/')",
    ],
    [
      'import json, pymongo\nc = pymongo.MongoClient().a.b',
      "body = json.loads(event['body'])\nc.find_one({'name': str(body['name'])})",
    ],
    [
      'import json, pymongo\nc = pymongo.MongoClient().a.b',
      "body = json.loads(event['body'])\nif not isinstance(body['name'], str):\n    raise ValueError\nc.find_one({'name': body['name']})",
    ],
    [
      'import json, pymongo\nc = pymongo.MongoClient().a.b',
      "body = json.loads(event['body'])\nc.find_one({'name': {'$eq': body['name']}})",
    ],
    [
      'import pymongo\nc = pymongo.MongoClient().a.b',
      "c.find_one({'name': event['queryStringParameters']['name']})",
    ],
    [
      'import json, pymongo\nc = pymongo.MongoClient().a.b',
      "body = json.loads(event['body'])\nc.insert_one({'name': body['name']})",
    ],
    ['import subprocess', "a = ['ls']\na += x.split()\nsubprocess.run(a)"],
    ['import subprocess', "subprocess.run(['ls'] + x.split())"],
    ['import subprocess', "subprocess.run(['ls'] + event['args'])"],
    ['import subprocess', "subprocess.run(['ls', *event['args']])"],
    ['import subprocess', "a = ['ls']\na.extend(event['args'])\nsubprocess.run(a)"],
    ['import subprocess', "a = ['ls', '-l']\na.append(x)\nsubprocess.run(' '.join(a).split())"],
    ['import subprocess', "def line():\n    return 'ls ' + x\nsubprocess.run(line().split())"],
    ['import subprocess, shlex', "subprocess.run(shlex.join(['ls', x]), shell=True)"],
    ['import requests', "requests.get('/'.join(['https://api.example.com', x]))"],
    ['import os, uuid', "open(os.path.join('/tmp', uuid.uuid4().hex + os.path.splitext(x)[1]))"],
    ['import os', "_, name = os.path.split(x)\nopen(os.path.join('/tmp', name))"],
    ['from pathlib import Path', '(Path("a") / Path(x).name).read_text()'],
    ['from pathlib import PurePosixPath', "open('/tmp/' + PurePosixPath(x).stem + '.txt')"],
    ['import urllib.request', 'urllib.request.Request(x)'],
    [
      'import urllib.request',
      "urllib.request.urlopen(urllib.request.Request('https://a.com/', x))",
    ],
    ['import bottle', "bottle.static_file(x, root='/mnt/static')"],
    [
      'import boto3',
      "day, region = event['time'][:10], event['region']\nboto3.client('athena').start_query_execution(QueryString=f\"ALTER TABLE a ADD PARTITION (r='{region}', d='{day}')\")",
    ],
    ['import subprocess, shlex', "subprocess.run(shlex.split(f'ls {x}'))"],
    [
      '',
      "return {'statusCode': 302, 'headers': {'Location': f'https://{event[\"headers\"][\"Host\"]}/login'}}",
    ],
    [
      'import boto3',
      "s3 = boto3.client('s3')\nresponse = s3.get_object(Bucket='b', Key=x)\nreturn {'statusCode': 200, 'body': response['Body'].read()}",
    ],
    ['import boto3, json', "boto3.client('sns').publish(TopicArn='a', Message=json.dumps(event))"],
    [
      'import boto3, json',
      "boto3.resource('dynamodb').Table('a').put_item(Item=json.loads(event['body']))",
    ],
    ['import requests, os', "requests.post(os.environ['SLACK_URL'], json={'text': x})"],
    ['import boto3', "boto3.client('ec2').stop_instances(InstanceIds=[x])"],
    ['import datetime', "datetime.datetime.strptime(x, '%Y-%m-%d')"],
    ['import smtplib', "smtplib.SMTP('a').sendmail('a', x, 'b')"],
    ['import csv, io', 'for row in csv.DictReader(io.StringIO(x)):\n    table.put_item(Item=row)'],
  ])('and nothing in: %s; %s', (...row) => {
    expect(kindsOf(row)).toEqual([]);
  });
});

it('a list for a shell gives it one command, and arguments that do nothing', () => {
  const of = (list: string) =>
    weaknessesIn(handlerOf('import subprocess', x, `subprocess.run(${list}, shell=True)`))[0];

  expect(of("['attrib', x]")?.severity).toBe('medium');
  expect(of("[x, 'a']")?.severity).toBeUndefined();
  expect(of("['sh', '-c', x]")?.severity).toBeUndefined();
});

it('the full loader of YAML is milder: it makes no objects since PyYAML 5.4', () => {
  const of = (loader: string) =>
    weaknessesIn(handlerOf('import yaml', x, `yaml.load(x, Loader=yaml.${loader})`))[0]?.severity;

  expect(of('FullLoader')).toBe('medium');
  expect(of('UnsafeLoader')).toBeUndefined();
});
