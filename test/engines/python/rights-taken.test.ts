import { describe, expect, it } from 'vitest';
import { findDecidedChanges, findSdkCalls } from '../../../functions/engines/python/index.ts';

const put = (fields: string) =>
  `users.put_item(Item={'id': str(uuid.uuid4()), 'email': body['email'], ${fields}})`;
const goods = (fields: string) => `goods.put_item(Item={'id': str(uuid.uuid4()), ${fields}})`;
const attributes = (name: string, value: string) =>
  `UserPoolId='p', Username=body['email'], UserAttributes=[{'Name': '${name}', 'Value': ${value}}]`;

describe('who signs up takes a role', () => {
  it.each<readonly [string, string, string]>([
    ['beside a password', put("'password': made, 'role': body['role']"), 'dynamodb:PutItem'],
    [
      'beside what one is hashed to',
      put("'password_hash': made, 'is_admin': body.get('is_admin')"),
      'dynamodb:PutItem',
    ],
    [
      'among some that have power',
      `if body['role'] not in ('user', 'admin'):\n    return None\n${put("'passphrase': made, 'role': body['role']")}`,
      'dynamodb:PutItem',
    ],
    [
      'among a list that has a name',
      `if body['role'] not in MANY:\n    return None\n${put("'password': made, 'role': body['role']")}`,
      'dynamodb:PutItem',
    ],
    [
      'of an enumeration with one that has power',
      put("'password': made, 'role': Anyone(body['role']).value"),
      'dynamodb:PutItem',
    ],
    [
      'or has a usual one',
      `if 'role' not in body:\n    body['role'] = 'user'\n${put("'password': made, 'role': body['role']")}`,
      'dynamodb:PutItem',
    ],
    [
      'as a text of a model',
      put("'password': made, 'role': Free(**body).role"),
      'dynamodb:PutItem',
    ],
    [
      'that is only stripped, whatever is asked of others and set anew',
      `body['role'] = body['role'].strip()\nbody['plan'] = 'free'\nif body['plan'] == 'a' or body['kind'] in KINDS:\n    return None\nprint('as ' + body['role'])\n${put("'password': made, 'role': body['role']")}`,
      'dynamodb:PutItem',
    ],
    [
      'of a model with one that has power',
      `data = Listed(**body)\n${put("'password': made, 'role': data.level")}`,
      'dynamodb:PutItem',
    ],
    [
      'of a model that may have an enumeration with one that has power',
      `data = Listed(**body)\n${put("'password': made, 'role': data.whose")}`,
      'dynamodb:PutItem',
    ],
    ...['LIST', 'TUPLE', 'OPEN'].map(
      (name) =>
        [
          `whatever a schema asks: ${name}`,
          `jsonschema.validate(body, ${name}_SCHEMA)\n${put("'password': made, 'role': body['role']")}`,
          'dynamodb:PutItem',
        ] as const,
    ),
    [
      'of MongoDB',
      "people.insert_one({'email': body['email'], 'password': made, 'role': body['role']})",
      'mongodb.insert_one',
    ],
    [
      'as a group of Cognito',
      "pool.admin_add_user_to_group(UserPoolId='p', Username=body['email'], GroupName=body['group'])",
      'cognito-idp:AdminAddUserToGroup',
    ],
    [
      'as an attribute of Cognito',
      `pool.sign_up(${attributes('custom:role', "body['role']")})`,
      'cognito-idp:SignUp',
    ],
    [
      'of a user who is made',
      `pool.admin_create_user(${attributes('custom:role', "body['role']")})`,
      'cognito-idp:AdminCreateUser',
    ],
  ])('is seen: %s', (_, code, call) => {
    expect(changesOf(code)).toContain(`changes ${call} by rights`);
  });

  const inserted = (columns: string, values: string, given: string) =>
    `cursor.execute("INSERT INTO users (${columns}) VALUES (${values})", (${given}))`;

  it.each([
    [
      inserted('email, password, role', '%s, %s, %s', "body['email'], made, body['role']"),
      ['changes sql.INSERT by rights'],
    ],
    [
      inserted('role, password_hash', '?, ?', "body['role'], made"),
      ['changes sql.INSERT by rights'],
    ],
    [inserted('email, password, role', '%s, %s, %s', "body['email'], made, 'user'"), []],
    [inserted('role, email', '%s, %s', "body['role'], body['email']"), []],
    [inserted('role, password', "%s, concat(%s, '')", "'user', body['password']"), []],
  ])('is seen of SQL by the places of the values: %s', (code, found) => {
    expect(changesOf(code)).toEqual(found);
  });

  it.each([
    ['without a password', put("'role': body['role']")],
    ['of the code', put("'password': made, 'role': 'user'")],
    ['of another name', put("'password': made, 'color': body['color']")],
    ['what is no role', put("'password': made, 'credits': body['credits']")],
    [
      'among some',
      `if body['role'] not in ('user', 'guest'):\n    return None\n${put("'password': made, 'role': body['role']")}`,
    ],
    [
      'among a few that have a name',
      `if body['role'] not in FEW:\n    return None\n${put("'password': made, 'role': body['role']")}`,
    ],
    [
      'that is compared',
      `role = body['role'].lower()\nif role == 'admin':\n    raise ValueError()\n${put("'password': made, 'role': role")}`,
    ],
    ['that is set anew', `body['role'] = 'user'\n${put("'password': made, 'role': body['role']")}`],
    ['of an enumeration', put("'password': made, 'role': Role(body['role']).value")],
    [
      'of an enumeration that has a name',
      `role = Role(body['role'])\n${put("'password': made, 'role': role.name")}`,
    ],
    ['of an enumeration by name', put("'password': made, 'role': Role[body['role']]")],
    [
      'of an enumeration by name, and its value',
      put("'password': made, 'role': Role[body['role']].value"),
    ],
    [
      'of a model with one or none',
      `data = Listed(**body)\n${put("'password': made, 'role': data.kind")}`,
    ],
    ['of a model with few', `data = Listed(**body)\n${put("'password': made, 'role': data.role")}`],
    [
      'of a model with an enumeration',
      `data = Listed(**body)\n${put("'password': made, 'role': data.group.value")}`,
    ],
    [
      'of a schema',
      `jsonschema.validate(body, SCHEMA)\n${put("'password': made, 'role': body['role']")}`,
    ],
    [
      'a group of the code',
      "pool.admin_add_user_to_group(UserPoolId='p', Username=body['email'], GroupName='users')",
    ],
    [
      'a group that is compared',
      "if body['group'] == 'admins':\n    return None\npool.admin_add_user_to_group(UserPoolId='p', Username=body['email'], GroupName=body['group'])",
    ],
    ['an attribute of the code', `pool.sign_up(${attributes('custom:role', "'buyer'")})`],
    [
      'an attribute that is compared',
      `if body['role'] == 'admin':\n    return None\npool.sign_up(${attributes('custom:role', "body['role']")})`,
    ],
    ['attributes that are not seen', 'pool.sign_up(UserPoolId="p", UserAttributes=read(body))'],
    ['another attribute', `pool.sign_up(${attributes('custom:city', "body['city']")})`],
  ])('is not: %s', (_, code) => {
    expect(changesOf(code).join()).not.toContain('rights');
  });

  it.each([
    ['of a user', put("'credits': body['credits']"), true],
    ['beside a password', goods("'password': made, 'credits': body['credits']"), true],
    ['of what is no user', goods("'credits': body['credits']"), false],
  ])('gives credits: %s', (_, code, isSeen) => {
    expect(changesOf(code).includes('changes dynamodb:PutItem by content')).toBe(isSeen);
  });
});

function changesOf(code: string): readonly string[] {
  // What is asked elsewhere says something of all of the code.
  const schema = code.includes('SCHEMA')
    ? `SCHEMA = {'properties': {'role': {'enum': FEW}}}
LIST_SCHEMA = {'properties': {'role': {'enum': MANY}}}
TUPLE_SCHEMA = {'properties': {'role': {'enum': ('buyer', 'admin')}}}
OPEN_SCHEMA = {'properties': {'role': {'type': 'string'}}}`
    : '';
  const text = `import json, os, uuid, boto3
import jsonschema
from enum import Enum
from typing import Literal, Optional
from pydantic import BaseModel
from pymongo import MongoClient
FEW = ['buyer', 'seller']
MANY = ['buyer', 'admin']
${schema}
class Role(Enum):
    BUYER = 'buyer'
class Anyone(Enum):
    BUYER = 'buyer'
    ADMIN = 'admin'
class Listed(BaseModel):
    role: Optional[Literal['buyer', 'seller']]
    group: Role
    kind: Literal['buyer'] | None
    level: Literal['buyer', 'admin']
    whose: Optional[Anyone]
class Free(BaseModel):
    role: str
users = boto3.resource('dynamodb').Table(os.environ['USERS_TABLE'])
goods = boto3.resource('dynamodb').Table(os.environ['GOODS_TABLE'])
people = MongoClient()['shop']['people']
pool = boto3.client('cognito-idp')
def handler(event, context):
    body = json.loads(event['body'])
    made = hashed(body['password'])
${code.replace(/^/gm, '    ')}
    return {'statusCode': 201}
`;
  const source = { files: new Map([['app.py', text]]), handler: 'app.handler' };
  const found = findDecidedChanges(source, findSdkCalls(source).calls);

  return (found?.changes ?? []).map(({ kind, call, by }) => `${kind} ${call} by ${by}`);
}
