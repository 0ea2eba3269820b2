import json
import os
import time

import boto3

table = boto3.resource("dynamodb").Table(os.environ["DYNAMODB_TABLE"])


def update(event, context):
    data = json.loads(event["body"])
    if "text" not in data or "checked" not in data:
        raise Exception("Couldn't update the todo item.")
    result = table.update_item(
        Key={"id": event["pathParameters"]["id"]},
        ExpressionAttributeNames={"#todo_text": "text"},
        ExpressionAttributeValues={":text": data["text"], ":checked": data["checked"], ":at": int(time.time() * 1000)},
        UpdateExpression="SET #todo_text = :text, checked = :checked, updatedAt = :at",
        ReturnValues="ALL_NEW",
    )
    return {"statusCode": 200, "body": json.dumps(result["Attributes"], default=str)}


handler = update
