import { describe, expect, it } from 'vitest';
import { designIn } from './designs-in.ts';

type Row = readonly [what: string, body: string, beside?: string];

const item = (fields: string, more = '') =>
  `const body = JSON.parse(event.body);\nawait db.send(new PutCommand({ TableName, Item: { ${fields} }${more} }));`;

describe('what a buyer pays', () => {
  const stripe = "const stripe = require('stripe')(process.env.KEY);";

  it.each<Row>([
    [
      'a charge',
      'const { source, amount } = JSON.parse(event.body); await stripe.charges.create({ source, amount });',
      stripe,
    ],
    [
      'a session, beside the order that is added',
      `await stripe.checkout.sessions.create({});\n${item('orderId: v4()')}`,
      stripe,
    ],
    [
      'by a client of the code, in a function of it',
      'const pay = async () => client().paymentIntents.create({}); await pay();',
      "const { default: Stripe } = require('stripe'); const client = () => new Stripe(process.env.KEY);",
    ],
    [
      'by PayPal',
      'const request = new paypal.orders.OrdersCreateRequest(); request.requestBody({}); await client.execute(request);',
      "const paypal = require('@paypal/checkout-server-sdk'); const client = new paypal.core.PayPalHttpClient(new paypal.core.LiveEnvironment(process.env.ID, process.env.KEY));",
    ],
  ])('is seen: %s', (_, body, beside) => {
    expect(designIn(body, beside)).toBe('payment');
  });

  it.each<Row>([
    ['all that callers ask for', 'await stripe.charges.create(JSON.parse(event.body));', stripe],
    [
      'what another has saved',
      'const { customer } = JSON.parse(event.body); await stripe.charges.create({ customer, amount: 1 });',
      stripe,
    ],
    [
      'to whom callers say',
      'await stripe.charges.create({ amount: 1 }, { stripeAccount: JSON.parse(event.body).account });',
      stripe,
    ],
    ['what others manage', 'await stripe.billingPortal.sessions.create({});', stripe],
    ['who else pays', 'await stripe.charges.create({}); return stripe.customers.list();', stripe],
    ['what is paid back', 'await stripe.refunds.create({});', stripe],
    [
      'what is paid out',
      'await stripe.charges.create({}); await stripe.payouts.create({});',
      stripe,
    ],
    ['what is looked up alone', 'await stripe.products.list({});', stripe],
    [
      'what is paid by PayPal to whom callers name',
      'await client.execute(new paypal.orders.OrdersCreateRequest()); await client.execute(new paypal.payouts.PayoutsPostRequest());',
      "const paypal = require('@paypal/checkout-server-sdk'); const client = new paypal.core.PayPalHttpClient();",
    ],
  ])('is not: %s', (_, body, beside) => {
    expect(designIn(body, beside)).toBeUndefined();
  });
});

describe("the record of the caller's own connection", () => {
  const id = 'const { connectionId } = event.requestContext;\n';
  const api =
    "const { ApiGatewayManagementApiClient, PostToConnectionCommand } = require('@aws-sdk/client-apigatewaymanagementapi'); const { DeleteCommand } = require('@aws-sdk/lib-dynamodb');";
  const post = (to: string) =>
    `await new ApiGatewayManagementApiClient({}).send(new PostToConnectionCommand({ ConnectionId: ${to}, Data: event.body }));`;

  it.each<Row>([
    [
      'put',
      `${id}await db.send(new PutCommand({ TableName, Item: { connectionId, at: Date.now() } }));`,
    ],
    [
      'removed',
      `${id}await db.send(new DeleteCommand({ TableName, Key: { connectionId } }));`,
      api,
    ],
    ['answered', post('event.requestContext.connectionId'), api],
    [
      'put as it was read, with more',
      `${id}const all = await read(connectionId); await write({ ...all, text: event.body }, process.env.TABLE);`,
      'const read = async (id) => (await db.send(new GetCommand({ TableName, Key: { id } }))).Item; const write = (Item, TableName) => db.send(new PutCommand({ TableName, Item }));',
    ],
  ])('is seen: %s', (_, body, beside) => {
    expect(designIn(body, beside)).toBe('connection');
  });

  it.each<Row>([
    [
      'of another',
      'await db.send(new PutCommand({ TableName, Item: { connectionId: JSON.parse(event.body).id } }));',
    ],
    [
      'behind the key of a user',
      `${id}await db.send(new PutCommand({ TableName, Item: { userId: JSON.parse(event.body).id, connectionId } }));`,
    ],
    [
      'with a role of the caller',
      `${id}await db.send(new PutCommand({ TableName, Item: { connectionId, role: JSON.parse(event.body).role } }));`,
    ],
    [
      'that is given a role',
      `${id}await db.send(new UpdateCommand({ TableName, Key: { connectionId }, UpdateExpression: 'SET isAdmin = :a', ExpressionAttributeValues: { ':a': event.body } }));`,
    ],
    ['to another', post('JSON.parse(event.body).to'), api],
    [
      'in a table that callers name',
      `${id}await db.send(new DeleteCommand({ TableName: JSON.parse(event.body).table, Key: { connectionId } }));`,
      api,
    ],
    [
      'with all that callers send',
      `${id}await db.send(new PutCommand({ TableName, Item: { ...JSON.parse(event.body), connectionId } }));`,
    ],
    [
      'beside the key that callers name',
      `${id}await db.send(new PutCommand({ TableName, Item: { id: JSON.parse(event.body).id, sentBy: connectionId } }));`,
    ],
    [
      'put as the one of all was read',
      "const all = await read('main'); await db.send(new PutCommand({ TableName, Item: { ...all, text: event.body } }));",
      'const read = async (id) => (await db.send(new GetCommand({ TableName, Key: { id } }))).Item;',
    ],
    [
      'beside another item',
      `${id}await db.send(new PutCommand({ TableName, Item: { connectionId } }));\n${item('id: v4()')}`,
    ],
    [
      'to all',
      `const { Items } = await db.send(new GetCommand({ TableName }));\nfor (const { id } of Items) ${post('id')}`,
      api,
    ],
    [
      'of a room that callers name',
      `${id}await db.send(new DeleteCommand({ TableName, Key: { room: JSON.parse(event.body).room, connectionId } }));`,
      api,
    ],
    [
      'put as another was read',
      `${id}const all = await read(JSON.parse(event.body).id); await db.send(new PutCommand({ TableName, Item: { ...all, text: connectionId } }));`,
      'const read = async (id) => (await db.send(new GetCommand({ TableName, Key: { id } }))).Item;',
    ],
  ])('is not: %s', (_, body, beside) => {
    expect(designIn(body, beside)).toBeUndefined();
  });
});
