import { expect, it } from 'vitest';
import { weaknessesIn } from './weaknesses-in.ts';

const look = "user = users.find_one({'email': body['email']})";
const show = "return {'statusCode': 200, 'body': json.dumps(user)}";
const refuse = "if not user:\n    return {'statusCode': 401}";

it.each<[what: string, code: string]>([
  [
    'a password is looked up',
    "users.find_one({'status': body['a'], 'password': body['password']})",
  ],
  ['a token is looked up', "users.find_one({'reset_token': body['token']})"],
  [
    'a code is looked up beside whose it is',
    "users.find_one({'email': 'a', 'code': body['code']})",
  ],
  ['a token is counted', "users.count_documents({'token': body['token']})"],
  ['all of the filter is the caller’s', "users.find(json.loads(event['body']))"],
  ['an expression is the caller’s', "users.find({'status': 'a', '$expr': body['test']})"],
  [
    'a password is looked up in Portuguese',
    "users.find_one({'email': 'a', 'senha': body['senha']})",
  ],
  ['a pipeline is the caller’s', "users.aggregate(body['stages'])"],
  ['what is found is changed', "users.update_one({'status': body['a']}, {'$set': {'a': 1}})"],
  ['what is found is deleted', "users.delete_many({'email': body['email']})"],
  ['what is found is taken', "users.find_one_and_delete({'status': body['a']})"],
  ['whose is found is shown', `${look}\n${show}`],
  ['it is shown at once', "return {'body': json.dumps(users.find_one({'email': body['email']}))}"],
  [
    'a field of it is shown',
    `${look}\n${refuse}\nreturn {'body': json.dumps({'name': user['name']})}`,
  ],
  ['it is shown by a helper', `${look}\nreturn build_response(200, user)`],
  [
    'all of an owner are shown',
    "notes = list(users.find({'user_id': body['user']}).sort('at'))\nreturn {'body': json.dumps(notes)}",
  ],
  [
    'they are put into a list',
    "out = []\nfor note in users.find({'ownerId': body['user']}):\n    out.append(note)\nreturn {'body': json.dumps(out)}",
  ],
  [
    'a list is made of them',
    "found = users.find({'created_by': body['user']})\nreturn {'body': json.dumps([each['text'] for each in found])}",
  ],
])('a look-up by an operator is high where %s', (_, code) => {
  expect(severitiesIn(code)).toEqual(['high']);
});

it.each<[what: string, code: string]>([
  ['a code is that of something', "users.find_one({'code': body['code']})"],
  [
    'who is there is refused',
    `${look}\nif user:\n    return {'statusCode': 409}\nusers.insert_one({'email': 'a'})`,
  ],
  ['who is not there is refused', `${look}\n${refuse}\nact()`],
  ['what is found is not used', look],
  [
    'they are counted',
    "return {'body': json.dumps(users.count_documents({'email': body['email']}))}",
  ],
  [
    'a hash has to match',
    `${look}\n${refuse}\nif not check_password_hash(user['password'], given):\n    return {'statusCode': 401}\n${show}`,
  ],
  [
    'bytes have to match',
    `${look}\nif not bcrypt.checkpw(given, user['hash'].encode()):\n    return {}\n${show}`,
  ],
  [
    'the password is compared as it is',
    `${look}\nif user.get('password') != body['given']:\n    return {}\n${show}`,
  ],
  [
    'what anyone reads is found',
    "one = users.find_one({'category': body['a']})\nreturn {'body': json.dumps(one)}",
  ],
  [
    'a question of it is answered',
    `${look}\nreturn {'body': json.dumps({'known': user is not None})}`,
  ],
  ['it is asked for by its name', `${look}\nreturn {'body': json.dumps('yes' if user else 'no')}`],
  ['it is handed to others', `${look}\nact(user)`],
  [
    'a function hands it on',
    "def find():\n    return users.find_one({'email': body['email']})\nact(find)",
  ],
])('a look-up by an operator is medium where %s', (_, code) => {
  expect(severitiesIn(code)).toEqual(['medium']);
});

it('what a view returns is the answer', () => {
  const view = (decorator: string) =>
    weaknessesIn(`import pymongo
from flask import Flask, request
app = Flask(__name__)
users = pymongo.MongoClient().a.users
@${decorator}
def find():
    body = request.get_json()
    user = users.find_one({'email': body['email']})
    return {'user': user}
def handler(event, context):
    return app(event, context)
`)
      .filter(({ kind }) => kind === 'query-injection')
      .map(({ severity = 'high' }) => severity);

  expect(view("app.route('/find', methods=['POST'])")).toEqual(['high']);
});

function severitiesIn(code: string) {
  const lines = code.split('\n').map((line) => `    ${line}`);
  const text = `import json, pymongo, bcrypt
from werkzeug.security import check_password_hash
users = pymongo.MongoClient().shop.users
def handler(event, context):
    body = json.loads(event['body'])
${lines.join('\n')}
`;

  return weaknessesIn(text)
    .filter(({ kind }) => kind === 'query-injection')
    .map(({ severity = 'high' }) => severity);
}
