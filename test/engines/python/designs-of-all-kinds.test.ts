import { describe, expect, it } from 'vitest';
import { findCodeRoutes, findOpenDesign } from '../../../functions/engines/python/index.ts';
import { before, designOf } from './design-of-handler.ts';

describe('payments and connections', () => {
  const own = "own = event['requestContext']['connectionId']\n";
  const api = "api = boto3.client('apigatewaymanagementapi', endpoint_url=os.environ['API'])\n";

  it.each<readonly [string, string, string | undefined]>([
    ['of Stripe', "stripe.PaymentIntent.create(amount=body['amount'], currency='eur')", 'payment'],
    [
      'of Stripe, kept',
      `paid = stripe.checkout.Session.create(mode='payment')\ntable.put_item(Item={'id': str(uuid.uuid4()), 'payment': paid.id})\nreturn answer(200, paid.url)`,
      'payment',
    ],
    ['of Razorpay', "shop.order.create({'amount': body['amount']})", 'payment'],
    [
      'of Stripe, without a customer',
      "stripe.PaymentIntent.create(amount=body['amount'], currency='eur', metadata={'order': body['order']})",
      'payment',
    ],
    [
      'of Stripe, looked at',
      "stripe.checkout.Session.create(mode='payment')\nreturn answer(200, stripe.checkout.Session.retrieve(body['id']).status)",
      'payment',
    ],
    [
      'of what another has',
      "return answer(200, stripe.billing_portal.Session.create(customer=body['customer']).url)",
      undefined,
    ],
    [
      'by the card of another',
      "stripe.PaymentIntent.create(amount=1, customer=body['customer'], payment_method=body['card'])",
      undefined,
    ],
    [
      'by a card that is kept',
      "stripe.PaymentIntent.create(amount=1, off_session=True, metadata={'a': body['a']})",
      undefined,
    ],
    [
      'of a charge',
      "stripe.Charge.create(amount=1, currency='eur', customer=body['customer'])",
      undefined,
    ],
    ['of a customer', "stripe.Customer.create(email=body['email'])", undefined],
    [
      'to whom is sent',
      "stripe.PaymentIntent.create(amount=1, transfer_data={'destination': body['to']})",
      undefined,
    ],
    [
      'of an account that is sent',
      "stripe.PaymentIntent.create(amount=1, stripe_account=body['to'])",
      undefined,
    ],
    ['of all that is sent', 'stripe.PaymentIntent.create(**body)', undefined],
    ['of Razorpay, of all that is sent', 'shop.order.create(body)', undefined],
    [
      'beside all who paid',
      'stripe.PaymentIntent.create(amount=1)\nreturn answer(200, stripe.Customer.list())',
      undefined,
    ],
    ['that is paid back', "stripe.Refund.create(payment_intent=body['id'])", undefined],
    ['that is sent on', "stripe.Transfer.create(amount=1, destination=body['to'])", undefined],
    [
      'beside a change',
      "stripe.PaymentIntent.create(amount=1)\ntable.update_item(Key={'id': body['id']}, UpdateExpression='SET paid = :p')",
      undefined,
    ],
    [
      'that is kept',
      `${own}table.put_item(Item={'connectionId': own, 'room': body['room']})`,
      'connection',
    ],
    [
      'that is kept, of two parts',
      `${own}table.put_item(Item={'pk': f'CONN#{own}', 'sk': 'CONNECTION'})`,
      'connection',
    ],
    [
      'that is kept for whom the caller names',
      `${own}dynamodb.Table('connections').put_item(Item={'userId': body['user'], 'connectionId': own})`,
      undefined,
    ],
    ['that is left', `${own}table.delete_item(Key={'connectionId': own})`, 'connection'],
    [
      'that is noted',
      `${own}table.update_item(Key={'connectionId': own}, UpdateExpression='SET room = :r', ExpressionAttributeValues={':r': body['room']})`,
      'connection',
    ],
    [
      'that is answered',
      `${own}${api}api.post_to_connection(ConnectionId=own, Data=b'pong')`,
      'connection',
    ],
    ['of another', `${api}api.post_to_connection(ConnectionId=body['to'], Data=b'x')`, undefined],
    [
      'in a table that is sent',
      `${own}client.delete_item(TableName=body['table'], Key={'connectionId': {'S': own}})`,
      undefined,
    ],
    [
      'of another that is left',
      "table.delete_item(Key={'connectionId': body['connectionId']})",
      undefined,
    ],
    [
      'that is given a role',
      `${own}table.update_item(Key={'connectionId': own}, UpdateExpression='SET #r = :r', ExpressionAttributeNames={'#r': 'role'}, ExpressionAttributeValues={':r': body['role']})`,
      undefined,
    ],
  ])('%s', (_, body, expected) => {
    expect(designOf(body)).toBe(expected);
  });
});

describe('a counter of an item that a path names', () => {
  const count = (field: string, more = '') =>
    `table.update_item(Key={'id': event['pathParameters']['id']}, UpdateExpression='ADD ${field} :one', ExpressionAttributeValues={':one': 1}${more})`;
  const there = ", ConditionExpression='attribute_exists(id)'";

  it.each([
    ['of scans', count('scanCount', there), 'counter'],
    ['of views', count('views', there), 'counter'],
    ['of scans that makes items', count('scanCount'), undefined],
    ['of votes', count('votes', there), undefined],
    ['of likes', count('likeCount', there), undefined],
    ['of what is sold', count('stockCount', there), undefined],
    ['of credits', count('credits', there), undefined],
    [
      'by what is looked up',
      count('views', there).replace("':one': 1", "':one': table.get_item(Key={'id': 'x'})['n']"),
      undefined,
    ],
    ['by what is sent', count('views', there).replace("':one': 1", "':one': body['n']"), undefined],
  ])('%s', (_, body, expected) => {
    expect(designOf(body)).toBe(expected);
  });
});

function routesIn(source: string) {
  const handler = source.includes('Chalice') ? 'app.app' : 'app.handler';

  return findCodeRoutes({ files: new Map([['app.py', source]]), handler }) ?? [];
}

describe('routes', () => {
  const sent = 'requests.post(os.environ["HOOK"], json=request.get_json())';
  const flask = (beside: string) => `${before}import awsgi
from flask import Flask, jsonify, request
from flask_cors import CORS
app = Flask(__name__)
CORS(app)
def handler(event, context):
    return awsgi.response(app, event, context)
${beside}
@app.post('/orders')
def add():
    table.put_item(Item={'id': str(uuid.uuid4()), 'name': request.get_json()['name']})
    return jsonify({}), 201
@app.put('/orders/<id>')
def change(id):
    table.put_item(Item={'id': id, 'name': request.get_json()['name']})
    return jsonify({})
`;
  const fastApi = (beside: string) => `${before}from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from mangum import Mangum
from pydantic import BaseModel
app = FastAPI()
class Body(BaseModel):
    name: str
${beside}
@app.post('/orders')
def add(body: Body):
    item = {**body.model_dump(), 'id': str(uuid.uuid4())}
    table.put_item(Item=item)
    return item
@app.put('/orders/{id}')
def change(id: str, body: Body):
    table.put_item(Item={'id': id, **body.model_dump()})
    return {}
handler = Mangum(app)
`;
  const dispatched = (path: string, more = '') => `${before}
def add(event):
    table.put_item(Item={'id': str(uuid.uuid4()), 'name': json.loads(event['body'])['name']})
    return answer(201)
def show(id):
    boto3.client('lambda').invoke(FunctionName='seen', Payload=id)
    return answer(200, table.get_item(Key={'id': id}))
def handler(event, context):
    method = event['requestContext']['http']['method']
    path = event['rawPath']
    if method == 'POST' and path == '/orders':${more}
        return add(event)
    if method == 'GET' and ${path}:
        return show(path.split('/')[-1])
    return answer(404)
`;

  const chalice = (id: string) => `${before}from chalice import Chalice
app = Chalice(app_name='shop')
@app.route('/orders', methods=['POST'])
def add():
    table.put_item(Item={'id': ${id}, 'name': app.current_request.json_body['name']})
    return {}
@app.route('/orders', methods=['GET'])
def show():
    return table.scan()
`;

  it.each([
    ['Flask', flask(''), '/orders addition'],
    ['Chalice', chalice('str(uuid.uuid4())'), '/orders addition'],
    [
      'a handler of its own, which a service calls',
      dispatched("path != '/'").replaceAll('/orders', '/webhook'),
      '/orders undefined',
    ],
    [
      'Flask, which a service calls',
      flask('').replaceAll('/orders', '/webhooks'),
      '/orders undefined',
    ],
    [
      'Flask, which has something done',
      flask('').replaceAll('/orders', '/transfers'),
      '/orders undefined',
    ],
    [
      'a handler of its own, which has something done',
      dispatched("path != '/'").replaceAll('/orders', '/approve'),
      '/orders undefined',
    ],
    [
      'Chalice, whose key is sent',
      chalice("app.current_request.json_body['id']"),
      '/orders undefined',
    ],
    [
      'Flask, whose errors are answered',
      flask('@app.errorhandler(404)\ndef lost(error):\n    return jsonify({}), 404'),
      '/orders addition',
    ],
    [
      'Flask, after whose routes something is sent',
      flask(`@app.after_request\ndef after(answer):\n    ${sent}\n    return answer`),
      '/orders undefined',
    ],
    [
      'FastAPI',
      fastApi("app.add_middleware(CORSMiddleware, allow_origins=['*'])"),
      '/orders addition',
    ],
    [
      'FastAPI, beside whose routes something runs that is not seen',
      fastApi('app.add_middleware(Recorder)'),
      '/orders undefined',
    ],
    ['a handler of its own', dispatched("path != '/'"), '/orders addition'],
    [
      'a handler of its own, by a beginning',
      dispatched("path.startswith('/orders/')"),
      '/orders addition',
    ],
    [
      'a handler of its own that does more',
      dispatched("path != '/'", "\n        requests.post(os.environ['HOOK'], json=event)"),
      '/orders undefined',
    ],
    [
      'a handler that asks for more than a path',
      dispatched("event['headers'].get('x')"),
      '/orders undefined',
    ],
  ])('of %s', (_, source, expected) => {
    const routes = routesIn(source);
    const [add, ...others] = [
      ...routes.filter(({ method }) => method === 'POST'),
      ...routes.filter(({ method }) => method !== 'POST'),
    ];

    expect(`/orders ${add?.design?.kind}`).toBe(expected);
    expect(others.every(({ design }) => design === undefined)).toBe(true);
  });

  it('begin as the path does that a handler asks for', () => {
    const routes = routesIn(dispatched("path.startswith('/orders/')"));

    expect(routes.map(({ path }) => path)).toContain('/orders/{rest+}');
  });
});

it.each([
  ['by its handler', 'hooks/app.handler', ''],
  ['and its handler says that something is done', 'approve/app.handler', ''],
  ['by what it reads', 'app.handler', "event['headers']['x-hub-signature']"],
])('is no addition where a service calls it: %s', (_, handler, read) => {
  const path = handler.replace('.handler', '.py');
  const source = `${before}def handler(event, context):
    ${read || 'pass'}
    table.put_item(Item={'id': str(uuid.uuid4()), 'text': json.loads(event['body'])['text']})
    return answer(201)
`;

  expect(findOpenDesign({ files: new Map([[path, source]]), handler }, [])).toBeUndefined();
});

it.each([
  ['reads', 'Query', 'addition'],
  ['changes', 'DeleteItem', undefined],
])('is an addition beside a call of AWS elsewhere only where that %s', (_, operation, expected) => {
  const source = `${before}def handler(event, context):
    table.put_item(Item={'id': str(uuid.uuid4()), 'text': json.loads(event['body'])['text']})
    return answer(201)
`;
  const elsewhere = {
    service: 'dynamodb',
    operation,
    resources: [],
    path: 'app.py',
    line: 1,
    column: 1,
  };
  const line = source.split('\n').findIndex((each) => each.includes('put_item')) + 1;
  const put = { ...elsewhere, operation: 'PutItem', line, column: 5 };
  const files = new Map([['app.py', source]]);

  expect(findOpenDesign({ files, handler: 'app.handler' }, [put, elsewhere])?.kind).toBe(expected);
});
