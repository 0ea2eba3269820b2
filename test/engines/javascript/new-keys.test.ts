import { describe, expect, it } from 'vitest';
import { decidedIn } from './decided-in.ts';

const put = (item: string) =>
  `await db.send(new PutCommand({ TableName: process.env.TABLE, Item: ${item} }));`;
const getting = (key: string) =>
  `const found = await db.send(new GetCommand({ TableName: process.env.TABLE, Key: ${key} }));\n`;
/** A helper that puts what it is given beside a key of two parts. */
const saving = `const save = (tenant, contact) => db.send(new PutCommand({ TableName, Item: { pk: tenant, sk: \`CONTACT#\${contact.id}\`, ...contact } }));`;
const blind = ['replaces dynamodb:PutItem key blind'];

describe('an item with a new id beside what the request names', () => {
  it.each<[string, string]>([
    ['one more of what the request names', put('{ eventId: id, ticketId: v4(), name: body.name }')],
    [
      'a time that is put together with an id, as keys are',
      `${put(`{ course: body.course, at: \`\${new Date().toISOString()}#\${body.name}\` }`)}`,
    ],
    [
      'an id beside a second part of a key that is constant',
      put("{ employee_id: v4(), sk: 'PROFILE', name: body.name }"),
    ],
    [
      'an id that is set in an item behind what is sent',
      `const item = {}; item.name = body.name; item.ticketId = v4(); ${put('item')}`,
    ],
    ['an id over all that is sent', put('{ ...body, eventId: v4() }')],
    ['a range key under fields that it is none of', put('{ sk: v4(), ...{ text: body.text } }')],
    [
      'a name for such fields',
      `const note = { text: body.text };\n${put('{ pk: id, sk: v4(), ...note }')}`,
    ],
    [
      'the range key, where the code looks up by both',
      getting('{ eventId: id, ticketId: body.ticketId }') +
        put('{ eventId: id, ticketId: v4(), name: body.name }'),
    ],
    [
      'the key by which the code looks up, behind the id of another thing',
      getting('{ orderId: body.orderId }') + put('{ userId: body.userId, orderId: v4() }'),
    ],
  ])('is new: %s', (_, body) => {
    expect(decidedIn(body)).toEqual([]);
  });

  it.each<[string, string]>([
    [
      'an id beside the key that the code looks up by',
      getting('{ eventId: id }') + put('{ eventId: body.eventId, ticketId: v4() }'),
    ],
    ['an id beside a pair of keys', put("{ pk: body.email, sk: 'PROFILE', userId: v4() }")],
    [
      'an id of the request itself',
      put('{ userId: body.userId, requestId: v4(), text: body.text }'),
    ],
    [
      'a time in a sentence',
      put(`{ course: body.course, note: \`\${new Date().toISOString()} by \${body.name}\` }`),
    ],
    ['an id under all that is sent', put('{ eventId: v4(), ...body }')],
    ['an id under what may have one', put('{ id: v4(), ...{ id: body.id } }')],
  ])('may be the same: %s', (_, body) => {
    expect(decidedIn(body)).toEqual(blind);
  });

  it('is new where a helper puts the fields of an item of the code over its key', () => {
    const item = '{ id: v4(), name: body.name }';

    expect(decidedIn(`await save(id, ${item});`, saving)).toEqual([]);
    expect(decidedIn('await save(id, { id: body.id });', saving)).toEqual(blind);
    expect(decidedIn(`await save(id, { sk: body.sk, ...${item} });`, saving)).toEqual(blind);
  });
});
