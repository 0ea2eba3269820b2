import json
import os
import uuid

import boto3
from botocore.config import Config

s3 = boto3.client("s3", config=Config(signature_version="s3v4"))


def lambda_handler(event, context):
    key = f"uploads/{uuid.uuid4().hex}"
    post = s3.generate_presigned_post(Bucket=os.environ["BUCKET"], Key=key, ExpiresIn=300)
    link = s3.generate_presigned_url("get_object", Params={"Bucket": os.environ["BUCKET"], "Key": key}, ExpiresIn=60)
    return {"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "*"}, "body": json.dumps({"post": post, "link": link})}
