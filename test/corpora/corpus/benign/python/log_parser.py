import base64
import gzip
import json
import os

import boto3

sns = boto3.client("sns")


def handler(event, context):
    data = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
    lines = [entry["message"] for entry in data["logEvents"] if "ERROR" in entry["message"]]
    if lines:
        sns.publish(TopicArn=os.environ["TOPIC"], Subject=f"Errors in {data['logGroup']}"[:100], Message="\n".join(lines)[:200_000])
