import os

import boto3

s3 = boto3.client("s3")
BUCKET = os.environ["BUCKET"]


def handler(event, context):
    listed = s3.list_objects_v2(Bucket=BUCKET, Prefix="in/")
    for entry in listed.get("Contents", []):
        body = s3.get_object(Bucket=BUCKET, Key=entry["Key"])["Body"].read()
        s3.put_object(Bucket=BUCKET, Key=entry["Key"].replace("in/", "out/"), Body=body.upper())
        s3.delete_object(Bucket=BUCKET, Key=entry["Key"])
