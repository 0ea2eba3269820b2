import os

import boto3
from chalice import Chalice

app = Chalice(app_name="media")
rekognition = boto3.client("rekognition")
_TABLE = None


def get_table():
    global _TABLE
    if _TABLE is None:
        _TABLE = boto3.resource("dynamodb").Table(os.environ["MEDIA"])
    return _TABLE


@app.on_s3_event(bucket="media")
def labels(event):
    found = rekognition.detect_labels(Image={"S3Object": {"Bucket": event.bucket, "Name": event.key}})
    get_table().put_item(Item={"key": event.key, "labels": [x["Name"] for x in found["Labels"]]})


@app.route("/media/{key}")
def read(key):
    return get_table().get_item(Key={"key": key})["Item"]
