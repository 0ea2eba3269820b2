import io
import os
from urllib.parse import unquote_plus

import boto3
from PIL import Image

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        image = Image.open(io.BytesIO(s3.get_object(Bucket=bucket, Key=key)["Body"].read()))
        image.thumbnail((128, 128))
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        s3.put_object(Bucket=os.environ["TARGET"], Key=f"thumbnails/{key}", Body=buffer.getvalue())
