import {
  A,
  crud,
  key,
  logs,
  type PolicyTemplate,
  queue,
  table,
  topic,
  url,
} from './policy-templates.ts';

const python = { runtime: 'python3.14' } as const;

/** Functions in Python as teams write them, with the policies that they gave them. */
export const policyTemplatesInPython: readonly PolicyTemplate[] = [
  {
    ...python,
    name: 'keeps orders in a table',
    code: `
import json
import os

import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    order = json.loads(event["body"])
    table.put_item(Item=order)
    answer = table.query(IndexName="byCustomer", KeyConditionExpression=Key("customer").eq(order["customer"]))
    return {"statusCode": 200, "body": json.dumps(answer["Items"], default=str)}
`,
    event: { body: '{"id":"a","customer":"b"}' },
    env: { TABLE: 'orders' },
    granted: [crud('orders'), logs],
    runs: [
      `dynamodb:PutItem ${table('orders')}`,
      `dynamodb:Query ${table('orders')}/index/byCustomer`,
    ],
    gone: ['dynamodb:DeleteItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
  },
  {
    ...python,
    name: 'makes thumbnails from one bucket into another',
    code: `
import os
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        name = unquote_plus(record["s3"]["object"]["key"])
        s3.download_file("photos", name, "/tmp/photo")
        s3.upload_file("/tmp/photo", os.environ["TARGET"], name)
`,
    event: { Records: [{ s3: { object: { key: 'a.jpg' } } }] },
    env: { TARGET: 'thumbs' },
    granted: [
      {
        Action: ['s3:GetObject*', 's3:PutObject*', 's3:*Multipart*', 's3:DeleteObject*'],
        Resource: '*',
      },
      logs,
    ],
    runs: ['s3:GetObject arn:aws:s3:::photos/a.jpg', 's3:PutObject arn:aws:s3:::thumbs/a.jpg'],
    gone: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  },
  {
    ...python,
    name: 'reads a secret and a parameter',
    code: `
import json
import os

import boto3

secrets = boto3.client("secretsmanager")
ssm = boto3.client("ssm")


def password():
    return json.loads(secrets.get_secret_value(SecretId=os.environ["SECRET"])["SecretString"])["password"]


def handler(event, context):
    stage = os.environ["STAGE"]
    host = ssm.get_parameter(Name=f"/shop/{stage}/host", WithDecryption=True)["Parameter"]["Value"]
    return bool(password()) and len(host)
`,
    env: { SECRET: 'shop/db', STAGE: 'prod' },
    granted: [
      { Action: 'secretsmanager:*', Resource: '*' },
      { Action: 'ssm:Get*', Resource: `arn:aws:ssm:${A}:parameter/shop/*` },
      { Action: ['kms:Decrypt', 'kms:Encrypt'], Resource: key },
      logs,
    ],
    runs: [
      `secretsmanager:GetSecretValue arn:aws:secretsmanager:${A}:secret:shop/db-AbCdEf`,
      `ssm:GetParameter arn:aws:ssm:${A}:parameter/shop/prod/host`,
      `kms:Decrypt ${key}`,
    ],
    gone: ['secretsmanager:PutSecretValue', 'ssm:GetParametersByPath'],
  },
  {
    ...python,
    name: 'works off a queue into another',
    code: `
import os

import boto3

sqs = boto3.client("sqs")
sns = boto3.client("sns")


class Forwarder:
    def __init__(self, queue_url):
        self.queue_url = queue_url

    def forward(self, records):
        entries = [{"Id": str(at), "MessageBody": record["body"]} for at, record in enumerate(records)]
        return sqs.send_message_batch(QueueUrl=self.queue_url, Entries=entries)


def handler(event, context):
    answer = Forwarder(os.environ["OUT_URL"]).forward(event["Records"])
    if answer.get("Failed"):
        sns.publish(TopicArn=os.environ["ALARMS"], Message="not all were sent")
`,
    event: { Records: [{ body: 'a' }] },
    env: { OUT_URL: url('out'), ALARMS: topic('alarms') },
    granted: [{ Action: ['sqs:*', 'sns:*'], Resource: '*' }, logs],
    platform: { sources: [{ arn: queue('in'), secrets: [] }] },
    runs: [
      `sqs:SendMessage ${queue('out')}`,
      `sns:Publish ${topic('alarms')}`,
      `sqs:ReceiveMessage ${queue('in')}`,
      `sqs:DeleteMessage ${queue('in')}`,
    ],
    gone: ['sqs:PurgeQueue', 'sns:CreateTopic'],
  },
  {
    ...python,
    name: 'starts a state machine, and passes no role',
    code: `
import json
import os
import uuid

import boto3


def handler(event, context):
    machine = boto3.client("stepfunctions")
    started = machine.start_execution(
        stateMachineArn=os.environ["MACHINE"], name=str(uuid.uuid4()), input=json.dumps(event)
    )
    return machine.describe_execution(executionArn=started["executionArn"])["status"]
`,
    env: { MACHINE: `arn:aws:states:${A}:stateMachine:flow` },
    granted: [
      {
        Action: ['states:StartExecution', 'states:DescribeExecution', 'states:StopExecution'],
        Resource: [`arn:aws:states:${A}:stateMachine:flow`, `arn:aws:states:${A}:execution:flow:*`],
      },
      { Action: 'iam:PassRole', Resource: '*' },
      logs,
    ],
    runs: [
      `states:StartExecution arn:aws:states:${A}:stateMachine:flow`,
      `states:DescribeExecution arn:aws:states:${A}:execution:flow:1`,
    ],
    gone: ['states:StopExecution', 'iam:PassRole'],
  },
  {
    ...python,
    name: 'asks Athena, which reads tables and buckets in its name',
    code: `
import os
import time

import boto3

athena = boto3.client("athena")


def handler(event, context):
    query = athena.start_query_execution(
        QueryString="select count(*) from orders",
        QueryExecutionContext={"Database": "shop"},
        ResultConfiguration={"OutputLocation": f"s3://{os.environ['RESULTS']}/"},
        WorkGroup="primary",
    )["QueryExecutionId"]
    while athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]["State"] == "RUNNING":
        time.sleep(1)
    return athena.get_query_results(QueryExecutionId=query)["ResultSet"]
`,
    env: { RESULTS: 'results' },
    granted: [
      { Action: 'athena:*', Resource: '*' },
      { Action: ['s3:*', 'glue:*'], Resource: '*' },
      logs,
    ],
    runs: [
      `athena:StartQueryExecution arn:aws:athena:${A}:workgroup/primary`,
      `athena:GetQueryResults arn:aws:athena:${A}:workgroup/primary`,
      `glue:GetTable arn:aws:glue:${A}:table/shop/orders`,
      's3:GetObject arn:aws:s3:::lake/orders/1.parquet',
      's3:PutObject arn:aws:s3:::results/1.csv',
    ],
    gone: [
      'athena:DeleteWorkGroup',
      's3:DeleteObject',
      's3:PutBucketPolicy',
      'glue:DeleteDatabase',
    ],
  },
  {
    ...python,
    name: 'is idempotent by Powertools, and reads its parameters',
    code: `
import os

import boto3
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, idempotent

persistence = DynamoDBPersistenceLayer(table_name=os.environ["IDEMPOTENCY_TABLE"])
events = boto3.client("events")


@idempotent(persistence_store=persistence)
def handler(event, context):
    key = parameters.get_secret("shop/payments")
    events.put_events(Entries=[{"EventBusName": os.environ["BUS"], "Source": "shop", "DetailType": "paid", "Detail": "{}"}])
    return {"statusCode": 200, "body": str(len(key))}
`,
    event: { order: 'a' },
    env: { IDEMPOTENCY_TABLE: 'idempotency', BUS: 'shop' },
    granted: [
      crud('idempotency'),
      { Action: 'secretsmanager:GetSecretValue', Resource: '*' },
      { Action: 'events:*', Resource: '*' },
      logs,
    ],
    runs: [
      `dynamodb:PutItem ${table('idempotency')}`,
      `dynamodb:GetItem ${table('idempotency')}`,
      `dynamodb:UpdateItem ${table('idempotency')}`,
      `dynamodb:DeleteItem ${table('idempotency')}`,
      `secretsmanager:GetSecretValue arn:aws:secretsmanager:${A}:secret:shop/payments-AbCdEf`,
      `events:PutEvents arn:aws:events:${A}:event-bus/shop`,
    ],
    gone: ['dynamodb:Scan', 'events:PutRule'],
  },
  {
    ...python,
    name: 'makes a schedule that runs as a role',
    code: `
import os

import boto3

scheduler = boto3.client("scheduler")


def handler(event, context):
    scheduler.create_schedule(
        Name=f"remind-{event['id']}",
        GroupName="reminders",
        ScheduleExpression=f"at({event['at']})",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": os.environ["REMINDER"], "RoleArn": os.environ["SCHEDULER_ROLE"]},
    )
`,
    event: { id: 'a', at: '2026-12-24T18:00:00' },
    env: {
      REMINDER: `arn:aws:lambda:${A}:function:remind`,
      SCHEDULER_ROLE: 'arn:aws:iam::111122223333:role/reminder',
    },
    granted: [
      { Action: 'scheduler:*', Resource: '*' },
      { Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/*' },
      logs,
    ],
    runs: [
      `scheduler:CreateSchedule arn:aws:scheduler:${A}:schedule/reminders/remind-a`,
      'iam:PassRole arn:aws:iam::111122223333:role/reminder',
    ],
    gone: ['scheduler:DeleteSchedule'],
  },
  {
    ...python,
    name: 'writes in batches what a stream brings',
    code: `
import base64
import json

import boto3

dynamodb = boto3.resource("dynamodb")


def records_of(event):
    for record in event["Records"]:
        yield json.loads(base64.b64decode(record["kinesis"]["data"]))


def handler(event, context):
    with dynamodb.Table("readings").batch_writer() as batch:
        for record in records_of(event):
            batch.put_item(Item=record)
`,
    event: { Records: [{ kinesis: { data: 'eyJpZCI6ImEifQ==' } }] },
    granted: [
      { Action: 'dynamodb:*', Resource: table('*') },
      { Action: 'kinesis:*', Resource: `arn:aws:kinesis:${A}:stream/readings` },
      logs,
    ],
    platform: { sources: [{ arn: `arn:aws:kinesis:${A}:stream/readings`, secrets: [] }] },
    runs: [
      `dynamodb:BatchWriteItem ${table('readings')}`,
      `kinesis:GetRecords arn:aws:kinesis:${A}:stream/readings`,
      `kinesis:GetShardIterator arn:aws:kinesis:${A}:stream/readings`,
    ],
    gone: ['dynamodb:DeleteTable', 'kinesis:PutRecord'],
  },
];
