import { describe, expect, it } from 'vitest';
import { findDecidedChanges, findSdkCalls } from '../../../functions/engines/python/index.ts';
import { before } from './design-of-handler.ts';

function isDecided(code: string): boolean {
  const taken = `body = json.loads(event['body'])\n${code}`;
  const text = `${before}\nfrom models import Post, session\ndef handler(event, context):\n${taken.replace(/^/gm, '    ')}\n    return answer(201)\n`;
  const source = { files: new Map([['app.py', text]]), handler: 'app.handler' };

  return (findDecidedChanges(source, findSdkCalls(source).calls)?.changes ?? []).length > 0;
}

const update = (expression: string, amount = '1', names = '{}') =>
  `table.update_item(Key={'id': body['id']}, UpdateExpression=${expression}, ExpressionAttributeNames=${names}, ExpressionAttributeValues={':r': ${amount}})`;
const change = (expression: string, values: string, condition = '', names = '{}') =>
  `table.update_item(Key={'id': body['id']}, UpdateExpression='${expression}', ${condition && `ConditionExpression='${condition}', `}ExpressionAttributeNames=${names}, ExpressionAttributeValues=${values})`;
const found = (change: string) =>
  `post = session.query(Post).filter_by(id=body['id']).first()\n${change}\nsession.commit()`;

describe('a vote is no change of what someone keeps', () => {
  it.each([
    [
      'of one of some in DynamoDB',
      update(`'set votes.' + body['choice'] + ' = votes.' + body['choice'] + '+ :r'`),
    ],
    [
      'of one of some, in a text',
      update(`f"SET votes.{body['choice']} = votes.{body['choice']} + :r"`),
    ],
    [
      'of one of some, by names',
      update("'ADD #v.#c :r'", '1', "{'#v': 'votes', '#c': body['choice']}"),
    ],
    ['of what was found', found('post.likes += 1')],
    ['of what was found, in full', found('post.likes = post.likes + 1')],
    [
      'of a query',
      "session.query(Post).filter_by(id=body['id']).update({'likes': Post.likes + 1})",
    ],
    ['of Django', "Post.objects.filter(id=body['id']).update(votes=F('votes') + 1)"],
    [
      'of Firestore',
      "from google.cloud import firestore\ndb = firestore.Client()\ndb.collection('posts').document(body['id']).update({'likes': firestore.Increment(1)})",
    ],
  ])('%s', (_, code) => {
    expect(isDecided(code)).toBe(false);
  });

  it.each([
    [
      'one of what is left',
      change('SET seats = seats - :one', "{':one': 1, ':z': 0}", 'seats > :z'),
    ],
    [
      'one of what is left, by its name and type',
      change('SET #s = #s - :one', "{':one': {'N': '1'}}", '#s >= :one', "{'#s': 'stock'}"),
    ],
    [
      'what is said behind others',
      change('SET comments = list_append(comments, :c)', "{':c': [body['text']]}"),
    ],
    [
      'a rating',
      change('ADD ratingCount :one, ratingSum :stars', "{':one': 1, ':stars': body['stars']}"),
    ],
    [
      'a code made anew',
      `code = str(random.randint(100000, 999999))\n${change('SET otp = :c, expires_at = :e', "{':c': code, ':e': int(time.time()) + 60}")}`,
    ],
  ])('nor is %s', (_, code) => {
    expect(isDecided(code)).toBe(false);
  });

  it.each([
    ['one of what is left, unasked', change('SET seats = seats - :one', "{':one': 1}")],
    [
      'one of what is left of something else',
      change('SET seats = seats - :one', "{':one': 1, ':z': 0}", 'rooms > :z'),
    ],
    ['as many as are sent', change('SET seats = seats - :n', "{':n': body['n']}", 'seats >= :n')],
    ['ten of them', change('SET seats = seats - :n', "{':n': 10}", 'seats >= :n')],
    [
      "one of what is someone's own",
      change('SET credits = credits - :one', "{':one': 1, ':z': 0}", 'credits > :z'),
    ],
    [
      'who belongs to it',
      change('SET members = list_append(members, :c)', "{':c': [body['user']]}"),
    ],
    ['a code that is sent', change('SET otp = :c', "{':c': body['code']}")],
    [
      'a code that is answered',
      `code = str(random.randint(100000, 999999))\n${change('SET otp = :c', "{':c': code}")}\nreturn {'body': json.dumps({'code': code})}`,
    ],
    [
      'a code beside what is sent',
      `code = str(random.randint(100000, 999999))\n${change('SET otp = :c, title = :t', "{':c': code, ':t': body['title']}")}`,
    ],
  ])('but is %s', (_, code) => {
    expect(isDecided(code)).toBe(true);
  });

  it.each<readonly [string, string]>([
    ['of any field', update(`'set ' + body['choice'] + ' = ' + body['choice'] + '+ :r'`)],
    ['of any field, by its name', update("'ADD #c :r'", '1', "{'#c': body['choice']}")],
    ['of what is worth something, in a table', update("'SET credits = credits + :r'")],
    ['of a field whose name is not seen', update("'ADD #c :r'", '1', 'names')],
    [
      'of as many as are sent',
      update(`f"SET votes.{body['choice']} = votes.{body['choice']} + :r"`, "body['many']"),
    ],
    ['of what is worth something', found('post.balance += 1')],
    ['of more', found("post.likes += body['many']")],
    ['beside a title', found("post.likes += 1\npost.title = body['title']")],
    [
      'of a query, beside a title',
      "Post.objects.filter(id=body['id']).update(votes=F('votes') + 1, title=body['title'])",
    ],
    ['of another', found('post.likes = post.price + 1')],
    ['of one less', found('post.likes -= 1')],
    ['of as many as the code says', found('post.likes += 5')],
    ['of what is worth something, too', found('post.likes = post.balance = post.likes + 1')],
    ...[
      "balance=F('balance') + 1",
      "votes=F('votes') - 1",
      "votes=F('votes') + body['many']",
      "votes=Value('votes') + 1",
      "votes=Increment(body['many'])",
      'votes=ArrayUnion(1)',
    ].map((set) => [`by ${set}`, `Post.objects.filter(id=body['id']).update(${set})`] as const),
  ])('but one %s', (_, code) => {
    expect(isDecided(code)).toBe(true);
  });
});
