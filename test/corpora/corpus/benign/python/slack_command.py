import hashlib
import hmac
import json
import os
import time
from urllib.parse import parse_qs

import boto3

sqs = boto3.client("sqs")


def is_valid(event):
    timestamp = event["headers"].get("X-Slack-Request-Timestamp", "0")
    if abs(time.time() - int(timestamp)) > 300:
        return False
    base = f"v0:{timestamp}:{event['body']}".encode()
    mine = "v0=" + hmac.new(os.environ["SIGNING_SECRET"].encode(), base, hashlib.sha256).hexdigest()
    return hmac.compare_digest(mine, event["headers"].get("X-Slack-Signature", ""))


def handler(event, context):
    if not is_valid(event):
        return {"statusCode": 401, "body": "invalid"}
    form = parse_qs(event["body"])
    sqs.send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody=json.dumps({"text": form["text"][0], "to": form["response_url"][0]}))
    return {"statusCode": 200, "body": json.dumps({"text": "On it"})}
