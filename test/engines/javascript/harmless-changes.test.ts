import { describe, expect, it } from 'vitest';
import { decidedIn } from './decided-in.ts';

type Row = readonly [what: string, body: string, beside?: string];

const set = (expression: string, values: string, more = '') =>
  `await db.send(new UpdateCommand({ TableName, Key: { id }, UpdateExpression: '${expression}', ExpressionAttributeValues: ${values}${more} }));`;
const removeBy = (key: string) => `await db.send(new DeleteCommand({ TableName, Key: ${key} }));`;
const some = ", ConditionExpression: 'seats > :zero'";
const one = "{ ':one': 1, ':zero': 0 }";
const setting = `const setIn = (key, name, value) => db.send(new UpdateCommand({ TableName, Key: { id: key }, UpdateExpression: 'SET #n = :v', ExpressionAttributeNames: { '#n': name }, ExpressionAttributeValues: { ':v': value } }));`;
const mollie =
  "const { createMollieClient } = require('@mollie/api-client'); const mollie = createMollieClient({ apiKey: process.env.KEY });";
const chat = `const api = new ApiGatewayManagementApiClient({}); const say = (to) => api.send(new PostToConnectionCommand({ ConnectionId: typeof to === 'object' ? to.requestContext.connectionId : to, Data: 'hello' }));`;
const removed = 'removes dynamodb:DeleteItem key';
const changed = 'changes dynamodb:UpdateItem key';

describe('what a request has changed and takes from no one', () => {
  it.each<Row>([
    ['one of what is there', set('SET seats = seats - :one', one, some)],
    ['a code that is made anew', set('SET resetCode = :code', "{ ':code': v4() }")],
    [
      'one of what is there, by another name',
      set(
        'SET #s = #s - :one',
        one,
        ", ConditionExpression: '#s > :zero', ExpressionAttributeNames: { '#s': 'seats' }",
      ),
    ],
    [
      'such a code that is looked at beside the answer',
      `const code = v4(); ${set('SET resetCode = :code', "{ ':code': code }")} console.log(code.length); return { statusCode: 200, body: 'sent' };`,
    ],
    [
      'such a code, and until when it is good',
      set(
        'SET otp = :o, otpExpires = :t',
        "{ ':o': String(Math.random()), ':t': Date.now() + 900 }",
      ),
    ],
    ['such a code by a function of the code', "await setIn(id, 'resetCode', v4());", setting],
    [
      'what a provider of payments says',
      `const paid = await mollie.payments.get(body.id); ${removeBy('{ id: paid.metadata.spot }')}`,
      mollie,
    ],
    [
      'the session of a cookie',
      `const { sid } = cookie.parse((event.cookies || []).join('; ')); ${removeBy('{ sid }')}`,
      "const cookie = require('cookie');",
    ],
    ['an answer to the connection of the event that is handed over', 'await say(event);', chat],
    ['a rating', set('ADD ratingCount :one, stars :s', "{ ':one': 1, ':s': body.stars }")],
    [
      'a comment behind others',
      set('SET comments = list_append(comments, :c)', "{ ':c': [body.text] }"),
    ],
    [
      'the first comment',
      set(
        'SET #c = list_append(if_not_exists(#c, :none), :c)',
        "{ ':c': [body.text], ':none': [] }",
        ", ExpressionAttributeNames: { '#c': 'reviews' }",
      ),
    ],
    [
      'what only the connection that asks may change',
      `const { Item } = await db.send(new GetCommand({ TableName, Key: { id: body.game } })); if (Item.host !== event.requestContext.connectionId) { return { statusCode: 403 }; } ${removeBy('{ id: body.game }')}`,
    ],
  ])('is no change: %s', (_, body, beside) => {
    expect(decidedIn(body, beside)).toEqual([]);
  });

  it.each<readonly [what: string, body: string, change: string, beside?: string]>([
    ['one of what may be gone', set('SET seats = seats - :one', one), changed],
    [
      'as many as a request says',
      set('SET seats = seats - :one', "{ ':one': body.count, ':zero': 0 }", some),
      changed,
    ],
    [
      "one of someone's own",
      set('SET credits = credits - :one', one, ", ConditionExpression: 'credits > :zero'"),
      changed,
    ],
    [
      'one of their own by another name',
      set(
        'SET #b = #b - :one',
        one,
        ", ConditionExpression: '#b > :zero', ExpressionAttributeNames: { '#b': 'balance' }",
      ),
      changed,
    ],
    ['many at once', set('SET seats = seats - :one', "{ ':one': 50, ':zero': 0 }", some), changed],
    ['one of another', set('SET seats = others - :one', one, some), changed],
    [
      'one beside something else',
      set('SET seats = seats - :one, price = :zero', one, some),
      changed,
    ],
    ['a code of the request', set('SET resetCode = :code', "{ ':code': body.code }"), changed],
    ['what someone calls an API with', set('SET apiToken = :t', "{ ':t': v4() }"), changed],
    [
      'a code that who asks is given',
      `const code = v4(); ${set('SET resetCode = :code', "{ ':code': code }")} return { statusCode: 200, body: JSON.stringify({ code }) };`,
      changed,
    ],
    [
      'such a code in an answer of Express',
      `const code = v4(); ${set('SET resetCode = :code', "{ ':code': code }")} response.json({ code });`,
      changed,
    ],
    ['stars alone', set('ADD stars :s', "{ ':s': body.stars }"), changed],
    ['a code that is constant', set('SET resetCode = :code', "{ ':code': 'none' }"), changed],
    [
      'something else with a new code',
      set('SET otp = :o, verified = :v', "{ ':o': v4(), ':v': true }"),
      changed,
    ],
    ['when it is gone', set('SET deletedAt = :t', "{ ':t': Date.now() }"), changed],
    ['something else by such a function', "await setIn(id, 'owner', v4());", changed, setting],
    [
      'what a request says of a payment',
      `const paid = await mollie.payments.get(body.id); ${removeBy('{ id: body.spot }')}`,
      removed,
      mollie,
    ],
    ['a session of the request', removeBy('{ sid: body.sid }'), removed],
    ['a user of a cookie', removeBy('{ user: event.cookies[0] }'), removed],
    [
      'a session of a cookie or the request',
      removeBy('{ sid: event.cookies[0] || body.sid }'),
      removed,
    ],
    [
      'an answer to a connection of the request',
      'await say(body.to);',
      'sends apigatewaymanagementapi:PostToConnection recipient',
      chat,
    ],
    ['points that a request says', set('ADD points :s', "{ ':s': body.stars }"), changed],
    ['votes that a request says', set('ADD votes :s', "{ ':s': body.stars }"), changed],
    [
      'points beside a rating',
      set('ADD ratingCount :one, points :s', "{ ':one': 1, ':s': body.stars }"),
      changed,
    ],
    [
      'a member behind others',
      set('SET members = list_append(members, :c)', "{ ':c': [body.user] }"),
      changed,
    ],
    [
      'comments that take the place of others',
      set('SET comments = list_append(:none, :c)', "{ ':c': [body.text], ':none': [] }"),
      changed,
    ],
    [
      'a comment beside something else',
      set(
        'SET comments = list_append(comments, :c), owner = :o',
        "{ ':c': [body.text], ':o': body.owner }",
      ),
      changed,
    ],
    [
      'what a connection of the request may change',
      `const { Item } = await db.send(new GetCommand({ TableName, Key: { id: body.game } })); if (Item.host !== body.host) { return { statusCode: 403 }; } ${removeBy('{ id: body.game }')}`,
      removed,
    ],
    [
      'what is refused by a token that is only decoded',
      `const claims = jwt.decode(event.headers.Authorization); if (!claims) { return { statusCode: 401 }; } ${removeBy('{ id }')}`,
      removed,
    ],
    [
      'a key of such a token',
      `const claims = jwt.decode(event.headers.Authorization); ${removeBy('{ id: claims.sub }')}`,
      removed,
    ],
    [
      'comments of another field',
      set('SET comments = list_append(others, :c)', "{ ':c': [body.text] }"),
      changed,
    ],
    [
      'a session of a cookie where there is an id',
      removeBy('{ sid: id ? event.cookies[0] : body.sid }'),
      removed,
    ],
  ])('is a change: %s', (_, body, change, beside) => {
    expect(decidedIn(body, beside)).toEqual([change]);
  });
});
