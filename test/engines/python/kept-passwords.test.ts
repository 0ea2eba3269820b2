import { describe, expect, it } from 'vitest';
import { handlerOf, weaknessesIn } from './weaknesses-in.ts';

const body = "body = json.loads(event['body'])";

describe('a password that is kept as it was sent', () => {
  it.each([
    ['of a field', "table.put_item(Item={'email': body['email'], 'password': body['password']})"],
    ['of get', "table.put_item(Item={'password': body.get('password')})"],
    ['of a name', "password = body['password']\ntable.put_item(Item={'password': password})"],
    [
      'in an item that has a name',
      "item = {'password': body['password']}\ntable.put_item(Item=item)",
    ],
    [
      'as an attribute',
      "client.put_item(TableName='t', Item={'password': {'S': body['password']}})",
    ],
    ['in a collection', "users.insert_one({'password': body['password']})"],
  ])('is reported: %s', (_, code) => {
    expect(found(code)).toMatchObject([
      {
        kind: 'weak-crypto',
        severity: 'medium',
        sink: expect.stringMatching(/ of a plain password$/),
      },
    ]);
  });

  it.each([
    [
      'what it is hashed to',
      "table.put_item(Item={'password': bcrypt.hashpw(body['password'].encode(), salt)})",
    ],
    [
      'what it is hashed to, in its place',
      "body['password'] = generate_password_hash(body['password'])\ntable.put_item(Item={'password': body['password']})",
    ],
    ['what another call makes of it', "table.put_item(Item={'password': seal(body['password'])})"],
    [
      'in code that hashes, which may do so to any of them',
      "if hash_of(body['password']) == old:\n    table.put_item(Item={'password': body['password']})",
    ],
    [
      'what is called a hash, which a page may have made',
      "table.put_item(Item={'hash': body['password']})",
    ],
    [
      'what was looked up',
      "user = table.get_item(Key={'id': body['id']})['Item']\ntable.put_item(Item={'password': user['password']})",
    ],
    [
      'what an own function made of it, in its place',
      "body['password'] = scramble(body['password'])\ntable.put_item(Item={'password': body['password']})",
    ],
    [
      'the same by get',
      "body['password'] = scramble(body['password'])\ntable.put_item(Item={'password': body.get('password')})",
    ],
    [
      'an item in which it is set again',
      "item = {'password': body['password']}\nitem['password'] = scramble(item['password'])\ntable.put_item(Item=item)",
    ],
    ['another field', "table.put_item(Item={'password_hint': body['password_hint']})"],
    ['what is not kept', "login(Item={'password': body['password']})"],
    [
      'a name that is set again',
      "password = body['password']\npassword = seal(password)\ntable.put_item(Item={'password': password})",
    ],
  ])('is not: %s', (_, code) => {
    expect(found(code)).toEqual([]);
  });
});

function found(code: string) {
  const lines = [body, ...code.split('\n')];

  return weaknessesIn(handlerOf('import boto3, json', ...lines)).filter(
    ({ kind }) => kind === 'weak-crypto',
  );
}
