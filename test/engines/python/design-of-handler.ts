import { it } from 'vitest';
import { findOpenDesign } from '../../../functions/engines/python/index.ts';

/** What handlers of these tests stand behind. */
export const before = `import hashlib, json, os, random, secrets, string, time, uuid
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

/** A handler, and what stands before it. */
type Row = readonly [what: string, body: string, beside?: string];

export function each(rows: readonly Row[]) {
  return it.each(rows.map(([what, body, beside]) => [what, body, beside ?? ''] as const));
}

/** Of what stands in a handler; the body of the request is `body`. */
export function designOf(body: string, beside = '') {
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
