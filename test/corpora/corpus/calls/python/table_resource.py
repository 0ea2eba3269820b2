import os

import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    items = table.query(KeyConditionExpression=Key("owner").eq(event["owner"]))["Items"]
    with table.batch_writer() as batch:
        for item in items:
            batch.put_item(Item={**item, "seen": True})
    table.update_item(Key={"owner": event["owner"], "id": "count"}, UpdateExpression="set n = :n", ExpressionAttributeValues={":n": len(items)})
