import json
import random
import string
import uuid

import boto3

table = boto3.resource("dynamodb").Table("rides")


def lambda_handler(event, context):
    ride = "".join(random.choice(string.ascii_lowercase) for _ in range(8))
    item = {"RideId": ride, "User": event["requestContext"]["authorizer"]["claims"]["cognito:username"], "Request": str(uuid.uuid4())}
    table.put_item(Item=item)
    return {"statusCode": 201, "body": json.dumps(item)}
