import os

import boto3

dynamodb = boto3.resource("dynamodb")
TABLES = {"order": os.environ["ORDERS"], "user": os.environ["USERS"]}


def save(kind, item):
    dynamodb.Table(TABLES[kind]).put_item(Item=item)


def handler(event, context):
    save("order", event["detail"]["order"])
    save("user", event["detail"]["user"])
