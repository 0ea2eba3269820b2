import hashlib
import json
import os

import boto3

s3 = boto3.client("s3")
_cache = {}


def handler(event, context):
    key = event["rawPath"].lstrip("/") or "index.json"
    if key not in _cache:
        body = s3.get_object(Bucket=os.environ["BUCKET"], Key=key)["Body"].read()
        _cache[key] = (hashlib.md5(body).hexdigest(), body.decode())
    etag, body = _cache[key]
    if event["headers"].get("if-none-match") == etag:
        return {"statusCode": 304}
    return {"statusCode": 200, "headers": {"ETag": etag, "Content-Type": "application/json"}, "body": body}
