/** A function as it is deployed, and what it asks of AWS. */
export interface SdkHandler {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** @default app.handler */
  readonly handler?: string;
  /** `dynamodb GetItem TableName={TABLE}|orders`: `{…}` is a variable, `?` is not known. */
  readonly calls: readonly string[];
  /** `dynamodb: reason`. */
  readonly unresolved?: readonly string[];
}

const madeUp = 'the name of the client or its method is made up as it runs';
const otherRole = 'sts:AssumeRole: what follows is called as another role';
const handedOn = 'a client is given to code that is not read';

export const sdkHandlers: readonly SdkHandler[] = [
  app(
    'a client of the module',
    `
import boto3, os
s3 = boto3.client('s3')
def handler(event, context):
    body = s3.get_object(Bucket=os.environ['BUCKET'], Key=event['key'])['Body'].read()
    return body.decode('utf-8').split(',')
`,
    ['s3 GetObject Bucket={BUCKET}'],
  ),
  app(
    'a client by its keyword, and one of a session',
    `
import boto3
session = boto3.Session(region_name='eu-west-1')
sqs = session.client(service_name='sqs')
sns = boto3.client(service_name='sns', region_name='eu-west-1')
def handler(event, context):
    sqs.send_message(QueueUrl='https://sqs/q', MessageBody='x')
    sns.publish(TopicArn='arn:aws:sns:eu-west-1:1:t', Message='x')
`,
    ['sqs SendMessage QueueUrl=https://sqs/q', 'sns Publish TopicArn=arn:aws:sns:eu-west-1:1:t'],
  ),
  app(
    'a table',
    `
import os
import boto3
from boto3.dynamodb.conditions import Key
dynamodb = boto3.resource('dynamodb')
table = dynamodb.Table(os.environ.get('TABLE', 'orders'))
def handler(event, context):
    found = table.query(KeyConditionExpression=Key('id').eq(event['id']))
    with table.batch_writer() as batch:
        for item in found['Items']:
            batch.put_item(Item=item)
    return table.get_item(Key={'id': event['id']}).get('Item')
`,
    [
      'dynamodb Query TableName={TABLE:orders}',
      'dynamodb BatchWriteItem TableName={TABLE:orders}',
      'dynamodb GetItem TableName={TABLE:orders}',
    ],
  ),
  app(
    'transactions and batches of a client',
    `
import boto3, os
client = boto3.client('dynamodb')
TABLE = os.getenv('TABLE')
def handler(event, context):
    client.transact_write_items(TransactItems=[
        {'Put': {'TableName': TABLE, 'Item': {}}},
        {'Delete': {'TableName': 'old', 'Key': {}}},
    ])
    client.batch_get_item(RequestItems={TABLE: {'Keys': []}})
`,
    [
      'dynamodb TransactWriteItems Put.TableName={TABLE} Delete.TableName=old',
      'dynamodb BatchGetItem TableName={TABLE}',
    ],
  ),
  app(
    'buckets and objects',
    `
import boto3
s3 = boto3.resource('s3')
bucket = s3.Bucket('in')
def handler(event, context):
    for item in bucket.objects.filter(Prefix='x'):
        s3.Object('out', item.key).put(Body=b'')
    s3.meta.client.copy_object(Bucket='copy', CopySource='in/x', Key='x')
    s3.Bucket('in').upload_file('/tmp/x', 'x')
`,
    [
      's3 ListObjects Bucket=in',
      's3 PutObject Bucket=out',
      's3 CopyObject Bucket=copy CopySource=in/x',
      's3 PutObject Bucket=in',
    ],
  ),
  app(
    'files that are moved, links that are signed, pages and waiters',
    `
import boto3
s3 = boto3.client('s3')
def handler(event, context):
    s3.upload_file('/tmp/x', 'up', 'x')
    s3.download_file('down', 'x', '/tmp/x')
    s3.generate_presigned_url('get_object', Params={'Bucket': 'signed', 'Key': 'x'}, ExpiresIn=60)
    paginator = s3.get_paginator('list_objects_v2')
    for page in paginator.paginate(Bucket='paged'):
        print(page)
    s3.get_waiter('object_exists').wait(Bucket='awaited', Key='x')
`,
    [
      's3 PutObject Bucket=up',
      's3 AbortMultipartUpload Bucket=up',
      's3 GetObject Bucket=down',
      's3 GetObject Bucket=signed',
      's3 ListObjectsV2 Bucket=paged',
      's3 HeadObject Bucket=awaited',
    ],
  ),
  {
    name: 'a repository in another file, by its methods',
    files: {
      'app.py': `
from lib.orders import OrderRepository
from lib import config
orders = OrderRepository(config.TABLE)
def handler(event, context):
    return orders.get(event['id'])
`,
      'lib/__init__.py': '',
      'lib/config.py': `
import os
TABLE = os.environ['ORDERS_TABLE']
`,
      'lib/orders.py': `
import boto3
class OrderRepository:
    def __init__(self, table_name):
        self.table = boto3.resource('dynamodb').Table(table_name)
    def get(self, id):
        return self.table.get_item(Key={'id': id})
    def put(self, item):
        self.table.put_item(Item=item)
`,
    },
    calls: ['dynamodb GetItem TableName={ORDERS_TABLE}'],
  },
  {
    name: 'one of several handlers of a file',
    files: {
      'orders.py': `
import boto3
ddb = boto3.client('dynamodb')
def get(event, context):
    return ddb.get_item(TableName='orders', Key={})
def put(event, context):
    return ddb.put_item(TableName='orders', Item={})
`,
    },
    handler: 'orders.get',
    calls: ['dynamodb GetItem TableName=orders'],
  },
  app(
    'a route of a framework',
    `
import boto3
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
app = APIGatewayRestResolver()
events = boto3.client('events')
@app.post('/orders')
def add():
    events.put_events(Entries=[{'EventBusName': 'orders', 'Source': 'x', 'DetailType': 'y', 'Detail': '{}'}])
def unused():
    events.delete_rule(Name='x')
def handler(event, context):
    return app.resolve(event, context)
`,
    ['events PutEvents EventBusName=orders'],
  ),
  app(
    'what stands for a name: texts, defaults and a function that reads the environment',
    `
import boto3, os
secrets = boto3.client('secretsmanager')
STAGE = os.environ.get('STAGE')
def required(name):
    value = os.environ[name]
    return value
def read(secret_id):
    return secrets.get_secret_value(SecretId=secret_id)['SecretString']
def handler(event, context, other=None):
    read(f'orders/{STAGE}/db')
    read('orders-{}'.format(event['tenant']))
    read(required('OTHER_SECRET'))
`,
    ['secretsmanager GetSecretValue SecretId=orders-?|orders/{STAGE}/db|{OTHER_SECRET}'],
  ),
  app(
    'a client that is made when it is needed, and arguments that are spread',
    `
import boto3, os
_client = None
def client():
    global _client
    if _client is None:
        _client = boto3.client('stepfunctions')
    return _client
def handler(event, context):
    arguments = {'stateMachineArn': os.environ['MACHINE'], 'input': '{}'}
    client().start_execution(**arguments)
`,
    ['stepfunctions StartExecution stateMachineArn={MACHINE}'],
  ),
  app(
    'queues and messages',
    `
import boto3
sqs = boto3.resource('sqs')
queue = sqs.get_queue_by_name(QueueName='jobs')
def handler(event, context):
    for message in queue.receive_messages(MaxNumberOfMessages=10):
        message.delete()
    queue.send_message(MessageBody='x')
`,
    [
      'sqs GetQueueUrl QueueName=jobs',
      'sqs ReceiveMessage QueueName=jobs',
      'sqs SendMessage QueueName=jobs',
      'sqs DeleteMessage',
    ],
  ),
  app(
    "Powertools' parameters and idempotency",
    `
import os
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.parameters import get_secret
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, idempotent
layer = DynamoDBPersistenceLayer(table_name=os.environ['IDEMPOTENCY_TABLE'])
@idempotent(persistence_store=layer)
def handler(event, context):
    parameters.get_parameter('/app/flag')
    get_secret('db')
`,
    [
      'ssm GetParameter Name=/app/flag',
      'secretsmanager GetSecretValue SecretId=db',
      'dynamodb GetItem TableName={IDEMPOTENCY_TABLE}',
      'dynamodb PutItem TableName={IDEMPOTENCY_TABLE}',
      'dynamodb UpdateItem TableName={IDEMPOTENCY_TABLE}',
      'dynamodb DeleteItem TableName={IDEMPOTENCY_TABLE}',
    ],
  ),
  app(
    'acronyms, and services of other names',
    `
import boto3
rds = boto3.client('rds')
logs = boto3.client('logs')
def handler(event, context):
    rds.describe_db_instances(DBInstanceIdentifier='x')
    logs.create_log_group(logGroupName='/app')
`,
    ['rds DescribeDBInstances', 'logs CreateLogGroup logGroupName=/app'],
  ),
  app(
    'a default that takes the place of None, and one of a table of names',
    `
import boto3, os
TABLES = {'orders': os.environ['ORDERS'], 'users': 'users'}
ddb = boto3.resource('dynamodb')
class Repository:
    def __init__(self, table=None):
        self.name = table or os.environ['MAIN']
        self.table = ddb.Table(self.name)
    def add(self, item):
        self.table.put_item(Item=item)
repository = Repository()
def handler(event, context):
    repository.add({})
    ddb.Table(TABLES[event['kind']]).scan()
`,
    ['dynamodb PutItem TableName={MAIN}', 'dynamodb Scan TableName=users|{ORDERS}'],
  ),
  app(
    'a client of a service that callers name',
    `
import boto3, functools
@functools.lru_cache
def client(name):
    return boto3.client(name)
def handler(event, context):
    client('stepfunctions').start_execution(stateMachineArn='x')
    client(name='sqs').send_message(QueueUrl='q', MessageBody='x')
`,
    ['stepfunctions StartExecution stateMachineArn=x', 'sqs SendMessage QueueUrl=q'],
  ),
  app(
    'a client of a service that one caller makes up',
    `
import boto3
def client(name):
    return boto3.client(name)
def handler(event, context):
    client('stepfunctions').start_execution(stateMachineArn='x')
    client(event['service']).list_things()
`,
    ['stepfunctions StartExecution stateMachineArn=x'],
    [`stepfunctions: ${madeUp}`, `: ${madeUp}`],
  ),
  app(
    'clients that are kept',
    `
import boto3
_clients = {}
def client(name):
    if name not in _clients:
        _clients[name] = boto3.client(name)
    return _clients[name]
def handler(event, context):
    client('sqs').purge_queue(QueueUrl='q')
`,
    ['sqs PurgeQueue QueueUrl=q'],
  ),
  app(
    'a factory of clients',
    `
import boto3
class Aws:
    def __init__(self, region):
        self.session = boto3.Session(region_name=region)
    def client(self, name):
        return self.session.client(name)
    @property
    def s3(self):
        return self.session.client('s3')
aws = Aws('eu-west-1')
def handler(event, context):
    aws.client('sqs').purge_queue(QueueUrl='q')
    aws.s3.delete_object(Bucket='b', Key='k')
`,
    ['sqs PurgeQueue QueueUrl=q', 's3 DeleteObject Bucket=b'],
  ),
  app(
    'clients that wait for their answers',
    `
import aioboto3
session = aioboto3.Session()
async def handler(event, context):
    async with session.client('kinesis') as kinesis, session.resource('dynamodb') as dynamodb:
        await kinesis.put_record(StreamName='x', Data=b'')
        table = await dynamodb.Table('t')
        await table.put_item(Item={})
`,
    ['kinesis PutRecord StreamName=x', 'dynamodb PutItem TableName=t'],
  ),
  app(
    'clients of a package like boto',
    `
import quickboto
def handler(event, context):
    quickboto.client('kinesis').put_record(StreamName='x', Data=b'')
`,
    [],
    ['kinesis: clients of quickboto are not followed'],
  ),
  app(
    'machines, by collections and one by one',
    `
import boto3
ec2 = boto3.resource('ec2')
def handler(event, context):
    for instance in ec2.instances.filter(Filters=[]):
        instance.stop()
        for volume in instance.volumes.all():
            volume.create_snapshot()
    ec2.instances.filter(Filters=[]).terminate()
    vpc = ec2.create_vpc(CidrBlock='10.0.0.0/16')
    vpc.create_subnet(CidrBlock='10.0.0.0/24')
    ec2.Instance('i').wait_until_stopped()
`,
    [
      'ec2 DescribeInstances',
      'ec2 StopInstances',
      'ec2 DescribeVolumes',
      'ec2 CreateSnapshot',
      'ec2 TerminateInstances',
      'ec2 CreateVpc',
      'ec2 CreateSubnet',
    ],
  ),
  app(
    'roles, alarms and stacks',
    `
import boto3
iam, cloudwatch = boto3.resource('iam'), boto3.resource('cloudwatch')
def handler(event, context):
    for user in iam.users.all():
        for key in user.access_keys.all():
            key.deactivate()
    cloudwatch.Alarm('a').set_state(StateValue='OK', StateReason='x')
    boto3.resource('cloudformation').Stack('s').delete()
`,
    [
      'iam ListUsers',
      'iam ListAccessKeys',
      'iam UpdateAccessKey',
      'cloudwatch SetAlarmState',
      'cloudformation DeleteStack',
    ],
  ),
  app(
    'objects of a bucket, each by itself',
    `
import boto3
bucket = boto3.resource('s3').Bucket('b')
def handler(event, context):
    for item in bucket.objects.all():
        item.get()
        item.Object().copy_from(CopySource='b/k')
    for version in bucket.object_versions.filter(Prefix='x'):
        version.delete()
    getattr(boto3.client('s3'), 'list_buckets')()
`,
    [
      's3 ListObjects Bucket=b',
      's3 GetObject',
      's3 CopyObject CopySource=b/k',
      's3 ListObjectVersions Bucket=b',
      's3 DeleteObject',
      's3 ListBuckets',
    ],
  ),
  app(
    'clients of a class that inherits them',
    `
import boto3, os
class Base:
    service = 'sns'
    def __init__(self):
        self.client = boto3.client(self.service)
        self.pages = boto3.client('sns').get_paginator('list_topics')
class Topics(Base):
    def run(self):
        for page in self.pages.paginate():
            self.client.publish(TopicArn=os.environ['TOPIC'], Message='x')
def handler(event, context):
    Topics().run()
`,
    ['sns ListTopics', 'sns Publish TopicArn={TOPIC}'],
  ),
  app(
    'another role',
    `
import boto3, os
def handler(event, context):
    boto3.client('sts').assume_role(RoleArn=os.environ['ROLE_ARN'], RoleSessionName='x')
`,
    ['sts AssumeRole RoleArn={ROLE_ARN}'],
    [`: ${otherRole}`],
  ),
  app(
    'a client whose service is made up',
    `
import boto3
def handler(event, context):
    return boto3.client(event['service']).list_buckets()
`,
    [],
    [`: ${madeUp}`],
  ),
  app(
    'a client that is given to a package',
    `
import boto3
from toolbox import Uploader
s3 = boto3.client('s3')
def handler(event, context):
    Uploader(client=s3).run()
`,
    [],
    [`s3: ${handedOn}`],
  ),
  app(
    'a mapper, and a request that is signed by hand',
    `
from pynamodb.models import Model
from requests_aws4auth import AWS4Auth
class Order(Model):
    pass
def handler(event, context):
    return Order.get('x')
`,
    [],
    [
      'dynamodb: pynamodb chooses by itself what it calls',
      ': requests_aws4auth signs requests that are made by hand',
    ],
  ),
  app(
    'the command line of AWS, and another program',
    `
import subprocess
def handler(event, context):
    subprocess.run(['ffmpeg', '-i', 'x'])
    subprocess.check_output('aws s3 ls', shell=True)
`,
    [],
    [': the program aws is run, which may call AWS'],
  ),
  app(
    'a text message, of which no number is kept',
    `
import boto3
def handler(event, context):
    boto3.client('sns').publish(PhoneNumber='+15550100', Message='x')
`,
    ['sns Publish PhoneNumber=…'],
  ),
  ...[
    [
      'its own folder and one up',
      "os.path.join(os.path.dirname(os.path.realpath(__file__)), '../')",
    ],
    ['a path', 'str(Path(__file__).resolve().parents[1])'],
    ['a name', 'BASE'],
    ['where the code lies', "os.environ['LAMBDA_TASK_ROOT'] + '/api'"],
    ['a text', "f'{os.path.dirname(os.path.abspath(__file__))}/..'"],
  ].map(([name, path]) => ({
    name: `sys.path: ${name}`,
    handler: 'api/create/app.handler',
    files: {
      'api/create/app.py': `
import os, sys
from pathlib import Path
BASE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.append(${path})
import lib
from lib.notes import put
def handler(event, context):
    put(event)
`,
      'api/lib/__init__.py': '',
      'api/lib/notes.py': `
import boto3
def put(item):
    boto3.client('dynamodb').put_item(TableName='notes', Item=item)
`,
    },
    calls: ['dynamodb PutItem TableName=notes'],
  })),
  {
    name: 'sys.path: a folder by a constant, and one of a file that is imported',
    handler: 'app.handler',
    files: {
      'app.py': `
import setup
from late import put
def handler(event, context):
    put(event)
`,
      'setup.py': `
import sys
sys.path.insert(0, './src/vendor')
`,
      'src/vendor/late.py': `
import boto3
def put(item):
    boto3.client('sqs').send_message(QueueUrl='q', MessageBody='x')
`,
    },
    calls: ['sqs SendMessage QueueUrl=q'],
  },
  {
    name: 'sys.path: a folder before that of the code',
    handler: 'app.handler',
    files: {
      'app.py': `
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib'))
from store import put
def handler(event, context):
    put(event)
`,
      'store.py': `
def put(item):
    return item
`,
      'lib/store.py': `
import boto3
def put(item):
    boto3.client('sqs').send_message(QueueUrl='q', MessageBody='x')
`,
    },
    calls: ['sqs SendMessage QueueUrl=q'],
  },
  app(
    'methods of a class that a package calls by their names',
    `
import boto3
from flask import Flask
from flask_restful import Api, Resource
table = boto3.resource('dynamodb').Table('orders')
app = Flask(__name__)
api = Api(app)
class Base(Resource):
    pass
class Orders(Base):
    def get(self, id):
        return table.get_item(Key={'id': id})
class Unused(Resource):
    def delete(self, id):
        table.delete_item(Key={'id': id})
api.add_resource(Orders, '/orders/<id>')
def handler(event, context):
    return serve(app, event)
`,
    ['dynamodb GetItem TableName=orders'],
  ),
  app(
    'methods of a class that is given to a framework by a decorator',
    `
import boto3
from flask_restx import Namespace
ns = Namespace('orders')
@ns.route('/orders')
class Orders(ns.base):
    def post(self):
        boto3.client('sqs').send_message(QueueUrl='q', MessageBody='x')
def handler(event, context):
    return serve(ns, event)
`,
    ['sqs SendMessage QueueUrl=q'],
  ),
  app(
    'a method of an error, which nothing calls',
    `
import boto3
from enum import Enum
class Refused(Exception):
    def report(self):
        boto3.client('sns').publish(TopicArn='t', Message='x')
class Kind(Enum):
    A = 1
    def report(self):
        boto3.client('sns').publish(TopicArn='t', Message='x')
def handler(event, context):
    print(Kind.A)
    raise Refused()
`,
    [],
  ),
  app(
    'nothing at all',
    `
def handler(event, context):
    return {'statusCode': 200, 'body': event['body']}
`,
    [],
  ),
];

function app(
  name: string,
  code: string,
  calls: readonly string[],
  unresolved: readonly string[] = [],
): SdkHandler {
  return { name, files: { 'app.py': code }, calls, unresolved };
}
