import base64
import hashlib
import os

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    body = event["body"].encode()
    digest = base64.b64encode(hashlib.md5(body).digest()).decode()
    key = hashlib.sha1(body).hexdigest()
    s3.put_object(Bucket=os.environ["BUCKET"], Key=f"blobs/{key[:2]}/{key}", Body=body, ContentMD5=digest)
    return {"statusCode": 201, "body": key}
