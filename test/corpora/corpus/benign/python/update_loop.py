import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def lambda_handler(event, context):
    body = json.loads(event["body"])
    expression = "SET "
    names, values = {}, {}
    for n, (key, value) in enumerate(body.items()):
        expression += f"#k{n} = :v{n}, "
        names[f"#k{n}"] = key
        values[f":v{n}"] = value
    table.update_item(
        Key={"id": event["pathParameters"]["id"]},
        UpdateExpression=expression.rstrip(", "),
        ExpressionAttributeNames=names,
        ExpressionAttributeValues=values,
    )
    return {"statusCode": 204}
