import json
import os
import uuid
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


class Encoder(json.JSONEncoder):
    def default(self, o):
        return int(o) if isinstance(o, Decimal) else super().default(o)


def respond(code, body):
    return {"statusCode": code, "headers": {"Content-Type": "application/json"}, "body": json.dumps(body, cls=Encoder)}


def lambda_handler(event, context):
    owner = event["requestContext"]["authorizer"]["claims"]["sub"]
    method = event["httpMethod"]
    if method == "GET":
        return respond(200, table.query(KeyConditionExpression=Key("owner").eq(owner))["Items"])
    if method == "POST":
        item = {**json.loads(event["body"]), "owner": owner, "id": str(uuid.uuid4())}
        table.put_item(Item=item)
        return respond(201, item)
    if method == "DELETE":
        table.delete_item(Key={"owner": owner, "id": event["pathParameters"]["id"]})
        return respond(204, {})
    return respond(405, {"message": "unsupported"})
