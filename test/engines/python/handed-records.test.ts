import { describe, expect, it } from 'vitest';
import { findHandedOut } from '../../../functions/engines/python/handed-out/find-handed-out.ts';

const scan = `import json, boto3
table = boto3.resource('dynamodb').Table('patients')
def handler(event, context):
    response = table.scan()
    return {'statusCode': 200, 'body': json.dumps(response['Items'], default=str)}
`;
const writer = `import boto3, os
table = boto3.resource('dynamodb').Table('people')
def handler(event, context):
    table.put_item(Item={'id': '1', 'password_hash': hashed(event['pw'])})
`;
const rows = (sql: string, read = 'fetchall') => `import json, pymysql
def handler(event, context):
    cursor = pymysql.connect(host='db').cursor()
    cursor.execute("${sql}")
    found = cursor.${read}()
    return {'statusCode': 200, 'body': json.dumps({'found': found})}
`;
const fetched = (made: string) =>
  rows('SELECT name, email, phone FROM customers').replace(
    '    return',
    `    found = ${made}\n    return`,
  );
const mongo = (find = 'find()', field = 'phone') => `import json
from pymongo import MongoClient
db = MongoClient()['shop']
def handler(event, context):
    found = list(db['customers'].${find})
    return {'statusCode': 200, 'body': json.dumps(found, default=str)}
def add(event, context):
    db['customers'].insert_one({'email': event['email'], '${field}': event['a']})
`;
const people = scan.replace('patients', 'people');
const table = (name: string) => scan.replace("'patients'", name);

type Files = Readonly<Record<string, string>>;

it('takes no longer of loops over themselves', () => {
  const loop = '    for x in x:\n        for x in x:\n            x.get(1)\n';
  expect(
    handedBy({ 'app.py': scan.replace('    return', `    x = response\n${loop}    return`) }),
  ).toHaveLength(1);
});

describe('what is kept of people is handed to anyone', () => {
  it.each<[string, string, Files]>([
    ['by what a table is called', 'records', { 'app.py': scan }],
    [
      'by its variable',
      'records',
      { 'app.py': `import os\n${table("os.environ['PAYROLL_TABLE']")}` },
    ],
    [
      'by a client',
      'records',
      {
        'app.py': scan
          .replace("resource('dynamodb').Table('patients')", "client('dynamodb')")
          .replace('scan()', "scan(TableName='BankAccounts')"),
      },
    ],
    [
      'by pages',
      'records',
      {
        'app.py': scan
          .replace("response['Items'], default=str", 'found')
          .replace(
            '    return',
            "    found = response.get('Items', [])\n    found.extend(response['Items'])\n    return",
          ),
      },
    ],
    [
      'by a helper',
      'records',
      {
        'app.py': scan
          .replace(
            "{'statusCode': 200, 'body': json.dumps(response['Items'], default=str)}",
            "reply(200, {'all': response['Items']})",
          )
          .replace(
            'def handler',
            "def reply(status, data):\n    return {'statusCode': status, 'body': json.dumps(data)}\ndef handler",
          ),
      },
    ],
    [
      'by a helper that calls the status of its answer code',
      'records',
      {
        'app.py': scan
          .replace(
            "{'statusCode': 200, 'body': json.dumps(response['Items'], default=str)}",
            "reply(code=200, data=response['Items'])",
          )
          .replace(
            'def handler',
            "def reply(code, data):\n    return {'statusCode': code, 'body': json.dumps(data)}\ndef handler",
          ),
      },
    ],
    [
      'as lines of a text',
      'records',
      {
        'app.py': table("'tickets'").replace(
          "json.dumps(response['Items'], default=str)",
          "'id,email\\n' + '\\n'.join(f\"{each['id']},{each['email']}\" for each in response['Items'])",
        ),
        'add.py': writer.replace('people', 'tickets').replace('password_hash', 'email'),
      },
    ],
    [
      'by what the code puts into it',
      'records',
      { 'app.py': people, 'add.py': writer.replace('password_hash', 'ssn') },
    ],
    [
      'by the pay of employees',
      'records',
      {
        'app.py': table("'employees'"),
        'add.py': writer.replace('people', 'employees').replace('password_hash', 'salary'),
      },
    ],
    [
      'by how who booked is reached',
      'records',
      {
        'app.py': table("'bookings'"),
        'add.py': writer.replace('people', 'bookings').replace('password_hash', 'email'),
      },
    ],
    [
      'by what another function of the file puts, beside another table',
      'records',
      {
        'app.py': `${table("'customers'")}logs = boto3.resource('dynamodb').Table('logs')\ndef add(event, context):\n    table.put_item(Item={'email': event['e'], 'phone': event['p']})\n`,
      },
    ],
    [
      'by options that ask for some where the request does',
      'records',
      {
        'app.py': scan.replace(
          '    response = table.scan()',
          "    options = {}\n    if event['day']:\n        options['FilterExpression'] = by_day(event)\n    response = table.scan(**options)",
        ),
      },
    ],
    [
      'by how those of a table are reached',
      'records',
      { 'app.py': rows('SELECT email, phone FROM clientes') },
    ],
    [
      'by what is made of each row',
      'records',
      {
        'app.py': fetched(
          "[{'name': each[0], 'email': str(each[1]), 'phone': each.get('phone')} for each in found]",
        ),
      },
    ],
    ['as tables', 'records', { 'app.py': fetched('[dict(each) for each in found]') }],
    [
      'by a loop that adds each',
      'records',
      {
        'app.py': rows('SELECT name, email, phone FROM customers').replace(
          '    return',
          '    all = []\n    for each in found:\n        all.append(each)\n    found = all\n    return',
        ),
      },
    ],
    ['by what is put into a collection', 'records', { 'app.py': mongo() }],
    ['but for its id', 'records', { 'app.py': mongo("find({}, {'_id': 0})") }],
    ['by passwords in a collection', 'credentials', { 'app.py': mongo('find()', 'password') }],
    ['by all columns', 'records', { 'app.py': rows('SELECT * FROM patients') }],
    [
      'by a column',
      'records',
      {
        'app.py': rows('select name, c.iban from shop.clients c order by name').replace(
          ' c order',
          ' order',
        ),
      },
    ],
    [
      'by a route of Flask',
      'records',
      {
        'app.py': `from flask import Flask, jsonify\nimport boto3\napp = Flask('a')\ntable = boto3.resource('dynamodb').Table('patients')\n@app.route('/p')\ndef all():\n    return jsonify(table.scan()['Items']), 200\n`,
      },
    ],
    ['with passwords, of DynamoDB', 'credentials', { 'app.py': people, 'add.py': writer }],
    [
      'with passwords, one of DynamoDB',
      'credentials',
      {
        'app.py': people
          .replace('scan()', "get_item(Key={'id': event['id']})")
          .replace("'Items'", "'Item'"),
        'add.py': writer,
      },
    ],
    [
      'with passwords, of SQL that names them',
      'credentials',
      { 'app.py': rows('SELECT name, password FROM users') },
    ],
    [
      'with passwords, of SQL',
      'credentials',
      {
        'app.py': rows('SELECT * FROM users'),
        'add.py': "sql = 'INSERT INTO users (name, password) VALUES (%s, %s)'\n",
      },
    ],
  ])('%s', (_, kind, files) => {
    expect(handedBy(files)).toMatchObject([{ kind }]);
  });

  it('under the address that a collection is asked for', () => {
    expect(handedBy({ 'app.py': mongo("find({'email': event['email']})") })).toMatchObject([
      { kind: 'records', named: 'part' },
    ]);
  });

  it.each<[string, string]>([
    ['by a text', "'cliente_email = :email'"],
    ['by a condition', "Attr('cliente_email').eq(event['email'])"],
  ])('under the address that is asked for %s, which says that it has one', (_, filter) => {
    const code = table("'main'").replace('scan()', `scan(FilterExpression=${filter})`);

    expect(handedBy({ 'app.py': code })).toMatchObject([{ kind: 'records', named: 'part' }]);
  });

  it('whatever a field is converted to', () => {
    const converted =
      "    for each in found:\n        each['phone'] = str(each['phone'])\n    return";

    expect(handedBy({ 'app.py': mongo().replace('    return', converted) })).toHaveLength(1);
  });

  it.each<[string, Files]>([
    [
      'fields of each that say less',
      { 'app.py': fetched("[{'name': each[0], 'email': each[1]} for each in found]") },
    ],
    [
      'fields that are hidden',
      { 'app.py': fetched("[{'email': hide(each[1]), 'phone': hide(each[2])} for each in found]") },
    ],
    ['some of them', { 'app.py': fetched("[dict(each) for each in found if each['public']]") }],
    [
      'some, by a loop',
      {
        'app.py': rows('SELECT name, email, phone FROM customers').replace(
          '    return',
          "    all = []\n    for each in found:\n        if each['public']:\n            all.append(each)\n    found = all\n    return",
        ),
      },
    ],
    ['a collection of others', { 'app.py': mongo('find()', 'name') }],
    ['a part of a collection', { 'app.py': mongo("find({'id': event['id']})") }],
    ['a field of a collection', { 'app.py': mongo("find({}, {'name': 1})") }],
    ['the ids of a collection', { 'app.py': mongo("find({}, {'_id': 1})") }],
    [
      'users by their names',
      {
        'app.py': table("'users'"),
        'add.py': writer.replace('people', 'users').replace('password_hash', 'email'),
      },
    ],
    [
      'under another field',
      {
        'app.py': table("'orders'").replace(
          'scan()',
          "scan(FilterExpression=Attr('code').eq(event['c']))",
        ),
      },
    ],
    [
      'by options that always ask for some',
      {
        'app.py': scan.replace(
          '    response = table.scan()',
          "    options = {}\n    options['FilterExpression'] = of(event)\n    response = table.scan(**options)",
        ),
      },
    ],
    [
      'by options for a part of the fields',
      {
        'app.py': scan.replace(
          '    response = table.scan()',
          "    options = {}\n    if event['day']:\n        options['ProjectionExpression'] = 'id'\n    response = table.scan(**options)",
        ),
      },
    ],
    [
      'by options that come of elsewhere',
      { 'app.py': scan.replace('scan()', 'scan(**options_of(event))') },
    ],
    ['a table of all', { 'app.py': table("'products'") }],
    ['what only says how such are kept', { 'app.py': table("'patient-status-types'") }],
    ['what is about them', { 'app.py': table("'payroll-calendar'") }],
    [
      'where a field is taken out',
      {
        'app.py': scan.replace(
          '    return',
          "    for each in response['Items']:\n        each.pop('name', None)\n    return",
        ),
      },
    ],
    [
      'where a field is deleted',
      {
        'app.py': scan.replace(
          '    return',
          "    for each in response['Items']:\n        del each['name']\n    return",
        ),
      },
    ],
    ...[
      "for each in response['Items']:\n        each['phone'] = mask(each['phone'])",
      "for each in response['Items']:\n        each['email'] = None",
      "response['Items'] = [shown(each) for each in response['Items']]",
    ].map((before): [string, Files] => [
      'what is set anew',
      { 'app.py': scan.replace('    return', `    ${before}\n    return`) },
    ]),
    [
      'the pay of jobs',
      {
        'app.py': table("'jobs'"),
        'add.py': writer.replace('people', 'jobs').replace('password_hash', 'salary'),
      },
    ],
    [
      'a part of the fields',
      { 'app.py': scan.replace('scan()', "scan(ProjectionExpression='id')") },
    ],
    [
      'what is counted',
      { 'app.py': scan.replace("response['Items'], default=str", "response['Count']") },
    ],
    [
      'what is made another',
      {
        'app.py': scan.replace(
          "response['Items'], default=str",
          "[each['id'] for each in response['Items']]",
        ),
      },
    ],
    [
      'one that is asked for',
      {
        'app.py': scan
          .replace('scan()', "get_item(Key={'id': event['id']})")
          .replace("'Items'", "'Item'"),
      },
    ],
    [
      'a line of what is no contact',
      {
        'app.py': table("'tickets'").replace(
          "json.dumps(response['Items'], default=str)",
          "'\\n'.join(f\"{each['id']}\" for each in response['Items'])",
        ),
        'add.py': writer.replace('people', 'tickets').replace('password_hash', 'email'),
      },
    ],
    [
      'where a code is asked',
      {
        'app.py': scan.replace(
          '    response',
          "    code = event['code']\n    if not known(code): return {'statusCode': code}\n    response",
        ),
      },
    ],
    ['rows with a condition', { 'app.py': rows('SELECT * FROM patients WHERE id = 1') }],
    ['one row', { 'app.py': rows('SELECT * FROM patients', 'fetchone') }],
    ['a number of rows', { 'app.py': rows('SELECT count(*) FROM patients') }],
    [
      'where a password is taken out',
      {
        'app.py': people.replace(
          '    return',
          "    for each in response['Items']:\n        del each['password_hash']\n    return",
        ),
        'add.py': writer,
      },
    ],
    [
      'where a password is no field of what is put',
      {
        'app.py': people,
        'add.py': writer.replace(
          "'password_hash': hashed(event['pw'])",
          "'name': named(event, password, 1)",
        ),
      },
    ],
    [
      'where two tables may be meant',
      {
        'app.py': people,
        'add.py': `${writer}other = boto3.resource('dynamodb').Table('others')\n`,
      },
    ],
    [
      'where something asks',
      {
        'app.py': scan.replace(
          '    response',
          "    if event['headers']['x-api-key'] != KEY: return {'statusCode': 401}\n    response",
        ),
      },
    ],
    [
      'where a claim is asked',
      { 'app.py': scan.replace('    response', '    claims = verify_token(event)\n    response') },
    ],
  ])('is not %s', (_, files) => {
    expect(handedBy(files)).toEqual([]);
  });
});

function handedBy(files: Files) {
  return findHandedOut({ files: new Map(Object.entries(files)), handler: 'app.handler' });
}
