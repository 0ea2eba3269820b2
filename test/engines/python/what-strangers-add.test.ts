import { describe, expect, it } from 'vitest';
import { findCodeRoutes, findOpenDesign } from '../../../functions/engines/python/index.ts';

const before = `import hashlib, json, os, random, secrets, string, time, uuid
from datetime import datetime
import boto3, jwt, psycopg2, pymongo, razorpay, requests, stripe
from boto3.dynamodb.conditions import Attr
from sqlalchemy import create_engine, Column
from sqlalchemy.orm import declarative_base, sessionmaker
from pynamodb.models import Model
from urllib.request import urlopen
dynamodb = boto3.resource('dynamodb')
table = dynamodb.Table(os.environ['ORDERS_TABLE'])
users = dynamodb.Table(os.environ['USERS_TABLE'])
client = boto3.client('dynamodb')
s3 = boto3.client('s3')
sqs = boto3.client('sqs')
sns = boto3.client('sns')
ses = boto3.client('ses')
events = boto3.client('events')
mongo = pymongo.MongoClient(os.environ['MONGO_URI']).shop
connection = psycopg2.connect(os.environ['DATABASE_URL'])
session = sessionmaker(bind=create_engine('sqlite://'))()
shop = razorpay.Client(auth=(os.environ['KEY_ID'], os.environ['KEY_SECRET']))
Base = declarative_base()
class Order(Base):
    __tablename__ = 'orders'
class User(Base):
    __tablename__ = 'users'
class Kept(Model):
    pass
def answer(status, body=None):
    return {'statusCode': status, 'headers': {'Access-Control-Allow-Origin': os.environ['ORIGIN']}, 'body': json.dumps(body)}
`;

type Row = readonly [what: string, body: string, beside?: string];

function each(rows: readonly Row[]) {
  return it.each(rows.map(([what, body, beside]) => [what, body, beside ?? ''] as const));
}

function designOf(body: string, beside = '') {
  const taken = `body = json.loads(event['body'])\n${body}`;
  const source = `${before}${beside}\ndef handler(event, context):\n${taken.replace(/^/gm, '    ')}\n    return answer(201)\n`;
  const files = new Map([['app.py', source]]);

  return findOpenDesign({ files, handler: 'app.handler' }, updatesIn(source))?.kind;
}

/** What a counter has to be all of. */
function updatesIn(source: string) {
  const update = 'table.update_item(';

  return source.split('\n').flatMap((each, index) => {
    const column = each.indexOf(update) + 1;
    const place = { path: 'app.py', line: index + 1, column };
    return column > 0
      ? [{ service: 'dynamodb', operation: 'UpdateItem', resources: [], ...place }]
      : [];
  });
}

const put = (item: string, more = '') => `table.put_item(Item={${item}}${more})`;
const name = "'name': body['name']";
const fresh = `'id': str(uuid.uuid4()), ${name}`;

describe('an item that is new', () => {
  each([
    ['by chance', put(fresh)],
    ['by a part of it', put(`'id': f"{body['name']}-{uuid.uuid4().hex[:8]}", ${name}`)],
    ['by the time', put(`'id': str(int(time.time() * 1000)), ${name}`)],
    ['by a date to the second', put(`'id': datetime.now().strftime('%Y%m%d%H%M%S'), ${name}`)],
    ['by the request of Lambda', put(`'id': context.aws_request_id, ${name}`)],
    ['by the request of API Gateway', put(`'id': event['requestContext']['requestId'], ${name}`)],
    [
      'by a function of the code',
      put(`'code': short(6), ${name}`),
      "def short(length):\n    return ''.join(random.choices(string.ascii_letters, k=length))",
    ],
    [
      'by a hash of the time',
      put(`'id': hashlib.sha256(str(time.time()).encode()).hexdigest(), ${name}`),
    ],
    ['by the second part of its key', put(`'pk': body['user'], 'sk': f'ORDER#{uuid.uuid4()}'`)],
    [
      'by an id after that of another',
      put(`'productId': body['product'], 'orderId': str(uuid.uuid4())`),
    ],
    ['by a condition', put(name, ", ConditionExpression='attribute_not_exists(name)'")],
    ['by a condition of boto3', put(name, ", ConditionExpression=Attr('name').not_exists()")],
    [
      'as the client writes it',
      "client.put_item(TableName='orders', Item={'id': {'S': str(uuid.uuid4())}, 'name': {'S': body['name']}})",
    ],
    ['with all that is sent before its id', put(`**body, 'id': str(uuid.uuid4())`)],
    [
      'whose id is set later, over all that is sent',
      "body['id'] = str(uuid.uuid4())\ntable.put_item(Item=body)",
    ],
    [
      'of an own class',
      "Store(table).add(body['name'])",
      "class Store:\n    def __init__(self, table):\n        self.table = table\n    def add(self, name):\n        item = {'id': str(uuid.uuid4())}\n        item['name'] = name\n        self.table.put_item(Item=item)",
    ],
    [
      'for each that is sent',
      `for each in body['items']:\n    ${put("'id': str(uuid.uuid4()), 'of': each")}`,
    ],
    ['in a batch', `with table.batch_writer() as batch:\n    batch.put_item(Item={${fresh}})`],
    ['of a user, field by field', `users.put_item(Item={${fresh}, 'password': body['password']})`],
    [
      'beside what is read and answered',
      `if body.get('read'):\n    return answer(200, table.scan()['Items'])\n${put(fresh)}`,
    ],
    [
      'that is taken back',
      `key = str(uuid.uuid4())\n${put(`'id': key, ${name}`)}\ntable.delete_item(Key={'id': key})`,
    ],
  ])('is an addition: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBe('addition');
  });

  each([
    ['whose id is sent', put(`'id': body['id'], ${name}`)],
    ['whose id may be sent', put(`'id': body.get('id') or str(uuid.uuid4()), ${name}`)],
    ['whose id may be sent, otherwise', put(`'id': body.get('id', str(uuid.uuid4())), ${name}`)],
    [
      'whose id is set where none is sent',
      "if 'id' not in body:\n    body['id'] = str(uuid.uuid4())\ntable.put_item(Item=body)",
    ],
    ['whose id what is sent may replace', put(`'id': str(uuid.uuid4()), **body`)],
    [
      'whose id what is sent replaces later',
      `item = {${fresh}}\nitem.update(body)\ntable.put_item(Item=item)`,
    ],
    [
      'whose id a function of the code may replace',
      `item = {${fresh}}\nfill(item, body)\ntable.put_item(Item=item)`,
      "def fill(item, body):\n    item['id'] = body['id']",
    ],
    [
      'whose id is of a name',
      put(`'id': str(uuid.uuid5(uuid.NAMESPACE_DNS, body['name'])), ${name}`),
    ],
    [
      'whose id is the hash of a name',
      put(`'id': hashlib.sha256(body['name'].encode()).hexdigest(), ${name}`),
    ],
    ['that there is one of each day', put(`'id': datetime.now().strftime('%Y-%m-%d'), ${name}`)],
    [
      'that there is one of each hour',
      put(`'id': datetime.now().replace(minute=0, second=0).isoformat(), ${name}`),
    ],
    ['that there is one of', put(`'id': 'config', ${name}`)],
    ['of an address', put(`'email': body['email'], 'created': int(time.time())`)],
    ['of an address, with an id beside it', put(`'email': body['email'], 'id': str(uuid.uuid4())`)],
    [
      'with an id of something else',
      put(`'userId': body['userId'], 'sessionId': str(uuid.uuid4())`),
    ],
    ['of all that is sent', 'table.put_item(Item=body)'],
    ['with options that are not seen', 'table.put_item(**body)'],
    [
      'on a condition of something else',
      put(name, ", ConditionExpression='attribute_not_exists(lockedAt)'"),
    ],
    [
      'on one condition or another',
      put(name, ", ConditionExpression='attribute_not_exists(name) OR a = b'"),
    ],
    ['that must be there', put(name, ", ConditionExpression='attribute_exists(name)'")],
    ['in a table that is sent', `client.put_item(TableName=body['table'], Item={${fresh}})`],
    [
      'in a table of a name that is sent',
      `dynamodb.Table(body['table']).put_item(Item={${fresh}})`,
    ],
    ['with a role that is sent', put(`${fresh}, 'role': body['role']`)],
    ['of a user, of all that is sent', "users.put_item(Item={**body, 'id': str(uuid.uuid4())})"],
    ['of roles', `dynamodb.Table('roles').put_item(Item={${fresh}})`],
    ['in the name of another', put(`${fresh}, 'senderId': body['from'], 'text': body['text']`)],
    [
      'that is sent to whom the caller names',
      `dynamodb.Table('reminders').put_item(Item={${fresh}, 'email': body['email']})`,
    ],
    [
      'beside a change',
      `${put(fresh)}\ntable.update_item(Key={'id': body['id']}, UpdateExpression='SET a = :a')`,
    ],
    ['beside a deletion', `${put(fresh)}\ntable.delete_item(Key={'id': body['id']})`],
    [
      'beside a call of a function',
      `${put(fresh)}\nboto3.client('lambda').invoke(FunctionName='x', Payload=json.dumps(body))`,
    ],
    ['beside a call to elsewhere', `${put(fresh)}\nrequests.post(os.environ['HOOK'], json=body)`],
    [
      'beside a call to elsewhere by the standard library',
      `${put(fresh)}\nurlopen(os.environ['HOOK'], data=body)`,
    ],
    [
      'beside a file that is sent for',
      `${put(fresh)}\nreturn answer(200, open(body['path']).read())`,
    ],
    ['and a token', `${put(fresh)}\nreturn answer(200, jwt.encode(body, 'k'))`],
    [
      'and a secret',
      `${put(fresh)}\nreturn answer(200, boto3.client('secretsmanager').get_secret_value(SecretId='s'))`,
    ],
    ['and the environment', `${put(fresh)}\nreturn answer(200, dict(os.environ))`],
    ['and a key of the environment', `${put(fresh)}\nreturn answer(200, os.environ['API_KEY'])`],
    [
      'and an address to upload to',
      `${put(fresh)}\nreturn answer(200, s3.generate_presigned_url('put_object', Params={'Key': body['name']}))`,
    ],
  ])('is none: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBeUndefined();
  });
});

describe('objects and messages', () => {
  const key = "key = f'{uuid.uuid4()}.png'\n";

  each([
    ['an object', `${key}s3.put_object(Bucket=os.environ['BUCKET'], Key=key, Body=body['image'])`],
    ['a file', `${key}s3.upload_fileobj(body['image'], 'pictures', key)`],
    [
      'a file of a bucket',
      `${key}boto3.resource('s3').Bucket('b').upload_fileobj(body['image'], key)`,
    ],
    [
      'an object of a resource',
      `${key}boto3.resource('s3').Object('b', key).put(Body=body['image'])`,
    ],
    [
      'one that is not there',
      "s3.put_object(Bucket='b', Key=body['name'], Body='x', IfNoneMatch='*')",
    ],
    [
      'a message for the queue',
      "sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=json.dumps(body))",
    ],
    [
      'one for a topic',
      "sns.publish(TopicArn=os.environ['TOPIC'], Subject='x', Message=body['text'])",
    ],
    [
      'one for whom the code names',
      "ses.send_email(Source='a@x.de', Destination={'ToAddresses': [os.environ['TO']]}, Message={'Body': body['text']}, ReplyToAddresses=[body['email']])",
    ],
    [
      'an event',
      "events.put_events(Entries=[{'Source': 'shop', 'DetailType': 'Ordered', 'Detail': json.dumps(body)}])",
    ],
    ['several', `${put(fresh)}\nsns.publish(TopicArn=os.environ['TOPIC'], Message='one more')`],
  ])('are additions: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBe('addition');
  });

  each([
    ['an object whose name is sent', "s3.put_object(Bucket='b', Key=body['name'], Body='x')"],
    [
      'one in a bucket that is sent',
      `${key}s3.put_object(Bucket=body['bucket'], Key=key, Body='x')`,
    ],
    ['a file whose name is sent', "s3.upload_fileobj(body['image'], 'pictures', body['name'])"],
    ['a queue that is sent', "sqs.send_message(QueueUrl=body['queue'], MessageBody='x')"],
    [
      'a bot',
      "bot.send_message(body['chat'], body['text'])",
      'import telebot\nbot = telebot.TeleBot(os.environ["TOKEN"])',
    ],
    ['a topic that is sent', "sns.publish(TopicArn=body['topic'], Message='x')"],
    ['a number that is sent', "sns.publish(PhoneNumber=body['phone'], Message='x')"],
    [
      'an address that is sent',
      "ses.send_email(Source='a@x.de', Destination={'ToAddresses': [body['email']]}, Message={})",
    ],
    [
      'a sender that is sent',
      "ses.send_email(Source=body['email'], Destination={'ToAddresses': ['a@x.de']}, Message={})",
    ],
    [
      'an event of a name that is sent',
      "events.put_events(Entries=[{'Source': 'shop', 'DetailType': body['type'], 'Detail': '{}'}])",
    ],
    ['events that are not seen', "events.put_events(Entries=body['entries'])"],
    [
      'a queue of reminders',
      "sqs.send_message(QueueUrl=os.environ['SMS_QUEUE'], MessageBody=json.dumps({'phone': body['phone']}))",
    ],
  ])('are none: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBeUndefined();
  });
});

describe('rows and documents', () => {
  const sql = (text: string) =>
    `cursor = connection.cursor()\ncursor.execute("${text}", (body['name'],))\nconnection.commit()`;

  each([
    ['of SQL', sql('INSERT INTO orders (name) VALUES (%s) RETURNING id')],
    [
      'of SQL, if there is none',
      sql('INSERT INTO orders (name) VALUES (%s) ON CONFLICT DO NOTHING'),
    ],
    [
      'of SQL that is made ready',
      `cursor = connection.cursor()\ncursor.execute('CREATE TABLE IF NOT EXISTS orders (name text)')\n${sql('INSERT INTO orders VALUES (%s)')}`,
    ],
    ['of MongoDB', 'mongo.orders.insert_one(body)'],
    ['of MongoDB, several', "mongo['orders'].insert_many([{'name': body['name']}])"],
    ['of SQLAlchemy', "order = Order(name=body['name'])\nsession.add(order)\nsession.commit()"],
    ['of PynamoDB', "Kept(str(uuid.uuid4()), name=body['name']).save()"],
  ])('are additions: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBe('addition');
  });

  each([
    ['that are changed', sql('UPDATE orders SET a = 1 WHERE name = %s')],
    [
      'that are replaced',
      sql('INSERT INTO orders (name) VALUES (%s) ON CONFLICT (name) DO UPDATE SET a = 1'),
    ],
    [
      'that are replaced, in MySQL',
      sql('INSERT INTO orders (name) VALUES (%s) ON DUPLICATE KEY UPDATE a = 1'),
    ],
    ['that another query finds', sql('INSERT INTO orders (name) VALUES (%s) SELECT * FROM users')],
    ['before another', sql('INSERT INTO orders (name) VALUES (%s); DELETE FROM orders')],
    [
      'of a text that is sent',
      "cursor = connection.cursor()\ncursor.execute(f\"INSERT INTO orders (name) VALUES ('{body['name']}')\")",
    ],
    ['of roles', sql('INSERT INTO roles (name) VALUES (%s)')],
    ['with a role', sql('INSERT INTO users (name, is_admin) VALUES (%s, %s)')],
    ['of users, of all that is sent', 'mongo.users.insert_one(body)'],
    [
      'that are found or made',
      "mongo.orders.update_one({'id': body['id']}, {'$set': body}, upsert=True)",
    ],
    ['of users, of all that is sent, in SQLAlchemy', 'session.add(User(**body))'],
    [
      'that were found',
      "order = session.query(Order).get(body['id'])\norder.name = body['name']\nsession.add(order)\nsession.commit()",
    ],
    ['that are merged', "session.merge(Order(name=body['name']))"],
    ['of PynamoDB, whose key is sent', "Kept(body['id'], name=body['name']).save()"],
  ])('are none: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBeUndefined();
  });
});

describe('payments and connections', () => {
  const own = "own = event['requestContext']['connectionId']\n";
  const api = "api = boto3.client('apigatewaymanagementapi', endpoint_url=os.environ['API'])\n";

  it.each<readonly [string, string, string | undefined]>([
    ['of Stripe', "stripe.PaymentIntent.create(amount=body['amount'], currency='eur')", 'payment'],
    [
      'of Stripe, kept',
      `paid = stripe.checkout.Session.create(mode='payment')\n${put(`${fresh}, 'payment': paid.id`)}\nreturn answer(200, paid.url)`,
      'payment',
    ],
    ['of Razorpay', "shop.order.create({'amount': body['amount']})", 'payment'],
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
    ['by what is sent', count('views', there).replace("':one': 1", "':one': body['n']"), undefined],
  ])('%s', (_, body, expected) => {
    expect(designOf(body)).toBe(expected);
  });
});

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

  it.each([
    ['Flask', flask(''), '/orders addition'],
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
    const files = new Map([['app.py', source]]);
    const routes = findCodeRoutes({ files, handler: 'app.handler' }) ?? [];
    const [add, ...others] = [
      ...routes.filter(({ method }) => method === 'POST'),
      ...routes.filter(({ method }) => method !== 'POST'),
    ];

    expect(`/orders ${add?.design?.kind}`).toBe(expected);
    expect(others.every(({ design }) => design === undefined)).toBe(true);
  });
});
