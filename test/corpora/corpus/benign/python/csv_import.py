import codecs
import csv
import os

import boto3

s3 = boto3.resource("s3")
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def lambda_handler(event, context):
    bucket = event["Records"][0]["s3"]["bucket"]["name"]
    key = event["Records"][0]["s3"]["object"]["key"]
    body = s3.Object(bucket, key).get()["Body"]
    with table.batch_writer() as writer:
        for row in csv.DictReader(codecs.getreader("utf-8")(body)):
            writer.put_item(Item=row)
    return {"statusCode": 200, "body": "imported"}
