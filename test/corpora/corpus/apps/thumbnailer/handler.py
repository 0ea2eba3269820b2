import os
import urllib.parse

import boto3

s3 = boto3.client("s3")
BUCKET = os.environ["THUMBNAILS"]


def make_thumbnail(source, target):
    code = os.system("ffmpeg -y -i " + source + " -vframes 1 " + target)  # hole: command-injection
    if code != 0:
        raise RuntimeError("ffmpeg failed")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        local = "/tmp/{}".format(key)

        s3.download_file(bucket, key, local)  # hole: path-traversal
        make_thumbnail(local, "/tmp/thumbnail.png")
        s3.upload_file("/tmp/thumbnail.png", BUCKET, f"{key}.png")
    return {"made": len(event["Records"])}
