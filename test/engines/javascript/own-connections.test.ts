import { describe, expect, it } from 'vitest';
import { decidedIn } from './decided-in.ts';

const OWN = `\`CONNECTION#\${idOf(event)}\``;
const ID = 'event.requestContext.connectionId';
const remove = (key: string) => `await db.send(new DeleteCommand({ TableName, Key: ${key} }));`;
const put = (item: string) => `await db.send(new PutCommand({ TableName, Item: ${item} }));`;
const HELPERS =
  "const names = { room: 'pk', own: 'sk' }; function idOf(target) { if (typeof target === 'object') { target = target.requestContext.connectionId; } return target; } const nameOf = (target) => target.body; const stageOf = (target) => target.requestContext.stage; const saidIn = (target) => target.body.connectionId;";

describe('what lies under the connection of who asks', () => {
  it.each([
    ['beside a room', remove(`{ room: body.room, connectionId: ${ID} }`)],
    ['behind a prefix', remove(`{ pk: \`ROOM#\${body.room}\`, sk: \`CONNECTION#\${${ID}}\` }`)],
    [
      'by a name',
      `const { connectionId } = event.requestContext; ${remove('{ pk: body.room, sk: connectionId }')}`,
    ],
    ['by a function', remove(`{ pk: body.room, sk: ${OWN} }`)],
    ['that is added', put(`{ pk: body.room, sk: ${ID}, name: body.name }`)],
    ['by names for the keys', put(`{ [names.room]: body.room, [names.own]: ${OWN} }`)],
  ])('is decided by no one else: %s', (_, code) => {
    expect(decidedIn(code, HELPERS)).toEqual([]);
  });

  it.each([
    ['a connection of the request', remove('{ pk: body.room, sk: body.connectionId }')],
    ['one of two', remove(`{ room: body.room, connectionId: body.id || ${ID} }`)],
    ['one of two on a condition', remove(`{ connectionId: body.all ? body.id : ${ID} }`)],
    ['another function', remove('{ pk: body.room, sk: nameOf(event) }')],
    ['what a function reads beside it', remove('{ pk: body.room, sk: stageOf(event) }')],
    ['what a function reads of a message', remove('{ pk: body.room, sk: saidIn(event) }')],
    ['a key that is not seen', remove('JSON.parse(body.key)')],
    ['another field of what is added', put(`{ id: body.id, connectionId: ${ID} }`)],
  ])('is not %s', (_, code) => {
    expect(decidedIn(code, HELPERS)).toHaveLength(1);
  });
});
