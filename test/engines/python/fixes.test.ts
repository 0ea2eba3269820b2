import { describe, expect, it } from 'vitest';
import { handlerOf, weaknessesIn } from './weaknesses-in.ts';

/** What is imported, a statement in which `x` is what a caller sent, and the code as it should read. */
type Row = readonly [imports: string, statement: string, fix: string];

const psycopg = 'import psycopg2\nc = psycopg2.connect("a").cursor()';
const sqlite = 'import sqlite3\nc = sqlite3.connect("a").cursor()';
const client = (service: string) => `import boto3\nc = boto3.client('${service}')`;

const rows: Readonly<Record<string, readonly Row[]>> = {
  'a command': [
    ['import os', "os.system('ls ' + x)", "subprocess.run(['ls', x], check=True)"],
    [
      'import os',
      "os.system('html2pdf /tmp/' + x + '.html /tmp/a.pdf')",
      "subprocess.run(['html2pdf', '/tmp/' + x + '.html', '/tmp/a.pdf'], check=True)",
    ],
    [
      'import os',
      'os.system(f\'convert "my file.png" /tmp/{x}\')',
      "subprocess.run(['convert', 'my file.png', '/tmp/' + x], check=True)",
    ],
    ['import os', "code = os.system('ls ' + x)", "subprocess.run(['ls', x]).returncode"],
    [
      'import os',
      "text = os.popen('ls ' + x).read()",
      "subprocess.check_output(['ls', x], text=True)",
    ],
    [
      'import subprocess as sp',
      "text = sp.check_output('ls ' + x, shell=True, stderr=sp.STDOUT).decode()",
      "sp.check_output(['ls', x], stderr=sp.STDOUT)",
    ],
    [
      'import subprocess',
      "text = subprocess.getoutput('ls ' + x)",
      "subprocess.run(['ls', x], capture_output=True, text=True).stdout",
    ],
    ['import subprocess', "subprocess.run(['sh', '-c', 'ls ' + x])", "subprocess.run(['ls', x])"],
    [
      'import asyncio',
      "asyncio.run(asyncio.create_subprocess_shell(f'ls {x}', stdout=-1))",
      "asyncio.create_subprocess_exec('ls', x, stdout=-1)",
    ],
    [
      'import os, shlex',
      "os.system('ls ' + shlex.quote(x) + ' ' + event['y'])",
      "subprocess.run(['ls', x, event['y']], check=True)",
    ],
  ],
  'a query': [
    [
      sqlite,
      'c.execute(f"SELECT * FROM a WHERE b = \'{x}\'")',
      "c.execute('SELECT * FROM a WHERE b = ?', (x,))",
    ],
    [
      psycopg,
      "c.execute('DELETE FROM a WHERE b = %s AND c = 1' % x)",
      "c.execute('DELETE FROM a WHERE b = %s AND c = 1', (x,))",
    ],
    [
      sqlite,
      'c.execute("SELECT * FROM a WHERE b LIKE \'%" + x + "%\'")',
      "c.execute('SELECT * FROM a WHERE b LIKE ?', ('%' + x + '%',))",
    ],
    [
      psycopg,
      'c.execute("SELECT * FROM a WHERE b LIKE \'a%\' AND c = \'" + x + "\'")',
      'c.execute("SELECT * FROM a WHERE b LIKE \'a%%\' AND c = %s", (x,))',
    ],
    [
      psycopg,
      "c.execute(f\"INSERT INTO a (b, c) VALUES ('{x}', {event['y']})\")",
      "c.execute('INSERT INTO a (b, c) VALUES (%s, %s)', (x, event['y'],))",
    ],
    [
      client('dynamodb'),
      'c.execute_statement(Statement=f"SELECT * FROM a WHERE b = \'{x}\'")',
      "c.execute_statement(Statement='SELECT * FROM a WHERE b = ?', Parameters=[{'S': x}])",
    ],
    [
      client('rds-data'),
      'c.execute_statement(resourceArn=A, secretArn=B, sql=f"SELECT * FROM a WHERE b = \'{x}\'")',
      "c.execute_statement(resourceArn=A, secretArn=B, sql='SELECT * FROM a WHERE b = :p1', parameters=[{'name': 'p1', 'value': {'stringValue': x}}])",
    ],
    [
      client('redshift-data'),
      'c.execute_statement(Database=D, Sql="SELECT * FROM a WHERE b = \'" + x + "\'")',
      "c.execute_statement(Database=D, Sql='SELECT * FROM a WHERE b = :p1', Parameters=[{'name': 'p1', 'value': x}])",
    ],
    [
      'from sqlalchemy import text as sql, create_engine\ndb = create_engine("a").connect()',
      "db.execute('SELECT * FROM a WHERE b = ' + x)",
      "db.execute(sql('SELECT * FROM a WHERE b = :p1'), {'p1': x})",
    ],
    [
      'from sqlalchemy import text',
      "text('SELECT * FROM a WHERE b = ' + x)",
      "text('SELECT * FROM a WHERE b = :p1').bindparams(p1=x)",
    ],
  ],
  'a path': [
    ['', "open('/mnt/a/' + x)", "open('/mnt/a/' + os.path.basename(x))"],
    [
      'from pathlib import Path',
      "Path('/mnt', x).read_text()",
      "Path('/mnt', os.path.basename(x)).read_text()",
    ],
    [
      'from pathlib import Path\nROOT = Path("/mnt")',
      '(ROOT / x).read_text()',
      '(ROOT / os.path.basename(x)).read_text()',
    ],
    ['', "p = f'/m/{x}'\nopen(p)", "p = f'/m/{os.path.basename(x)}'"],
    [
      client('s3'),
      "bucket = event['Records'][0]['s3']['bucket']['name']\nc.download_file(bucket, x, '/tmp/' + x)",
      "c.download_file(bucket, x, '/tmp/' + os.path.basename(x))",
    ],
    ['', 'open(x)', 'open(os.path.basename(x))'],
    [
      'import tarfile, io',
      "with tarfile.open(fileobj=io.BytesIO(x)) as a:\n    a.extractall('/tmp')",
      "a.extractall('/tmp', filter='data')",
    ],
  ],
  'a page': [
    [
      '',
      "return {'statusCode': 200, 'headers': {'Content-Type': 'text/html'}, 'body': f'<p>{x}</p>'}",
      "f'<p>{html.escape(x)}</p>'",
    ],
    [
      '',
      "page = '<p>' + x + '</p>'\nreturn {'headers': {'Content-Type': 'text/html'}, 'body': page}",
      "page = '<p>' + html.escape(x) + '</p>'",
    ],
  ],
  'an address': [
    [
      '',
      "return {'statusCode': 302, 'headers': {'Location': x}}",
      "if not x.startswith('/') or x[1:2] in ('/', '\\\\'):\n    x = '/'",
    ],
    [
      '',
      "return {'statusCode': 302, 'headers': {'Location': event['next']}}",
      "if not event['next'].startswith('/') or event['next'][1:2] in ('/', '\\\\'):\n    raise ValueError('not a path of this site')",
    ],
    [
      'import urllib.request as u',
      'r = u.Request(x)\nu.urlopen(r)',
      "if urllib.parse.urlsplit(x).hostname not in ALLOWED_HOSTS:\n    raise ValueError('host not allowed')",
    ],
  ],
  'what is loaded': [
    ['import yaml', 'yaml.load(x)', 'yaml.safe_load(x)'],
    ['import yaml', 'yaml.unsafe_load_all(x)', 'yaml.safe_load_all(x)'],
    ['import pickle', 'pickle.load(x)', 'json.load(x)'],
    ['', 'eval(x)', 'ast.literal_eval(x)'],
    [
      'from lxml import etree',
      'etree.fromstring(x)',
      'etree.fromstring(x, parser=etree.XMLParser(resolve_entities=False, no_network=True))',
    ],
  ],
  'a hash': [
    [
      'import hashlib',
      'password_hash = hashlib.md5(x).hexdigest()',
      'hashlib.scrypt(x, salt=os.urandom(16), n=2**14, r=8, p=1)',
    ],
    ['from Crypto.Cipher import AES', 'AES.new(x, AES.MODE_ECB)', 'AES.new(x, AES.MODE_GCM)'],
  ],
  'a log': [['', 'print(event)', 'print(context.aws_request_id)']],
};

function fixesOf(imports: string, statement: string): readonly (string | undefined)[] {
  return weaknessesIn(handlerOf(imports, "x = event['x']", statement)).map(({ fix }) => fix);
}

describe.each(Object.entries(rows))('%s', (_, all) => {
  it.each(all)('%s; %s is written anew', (imports, statement, fix) => {
    expect(fixesOf(imports, statement)).toContain(fix);
  });
});

describe('what is not known', () => {
  it.each([
    ['a shell that does more than split', 'import os', "os.system('ls ' + x + ' | wc')"],
    ['a program that a caller names', 'import os', "os.system(x + ' -l')"],
    ['a glob', 'import os', "os.system('ls /tmp/*.txt ' + x)"],
    ['a command of another function', 'import os\ndef run(c):\n    os.system(c)', "run('ls ' + x)"],
    ['a name of a table', psycopg, "c.execute('SELECT * FROM ' + x)"],
    ['a column', psycopg, "c.execute(f'SELECT * FROM a ORDER BY {x}')"],
    [
      'a clause',
      psycopg,
      "parts = ['a = ' + x]\nc.execute('SELECT * FROM a WHERE ' + ' AND '.join(parts))",
    ],
    ['a part of a literal', psycopg, 'c.execute(f"SELECT * FROM a WHERE b = \'a-{x}\'")'],
    ['a driver', 'from db import cursor', "cursor.execute('SELECT * FROM a WHERE b = ' + x)"],
    ['what is bound already', psycopg, "c.execute('SELECT * FROM a WHERE b = ' + x, (1,))"],
    [
      'a service without parameters',
      client('logs'),
      "c.start_query(queryString='filter a = ' + x)",
    ],
    [
      'what an own function makes of it',
      'class A:\n    def at(self, n):\n        return "/mnt/" + n\na = A()',
      'open(a.at(x))',
    ],
    ['code', '', 'exec(x)'],
    ['a formula of the code', '', "eval('1 + ' + x)"],
    ['a whole address', 'import boto3', "boto3.client('s3', endpoint_url=x)"],
    [
      'what is kept',
      'last = None\ndef read():\n    return last',
      "global last\nif x:\n    last = event['x']",
    ],
  ])('is left open: %s', (_, imports, statement) => {
    const fixes = fixesOf(imports, statement);

    expect(new Set(fixes)).toEqual(new Set([undefined]));
  });
});
