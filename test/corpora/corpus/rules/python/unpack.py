import io
import os
import tarfile
import zipfile

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = record["s3"]["object"]["key"]

        s3.download_file(bucket, key, "/tmp/" + key)  # bad: path-traversal
        s3.download_file(bucket, key, "/tmp/archive.zip")  # good
        body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()

        with tarfile.open(fileobj=io.BytesIO(body)) as archive:
            archive.extractall("/tmp/safe", filter="data")  # good
            archive.extractall("/tmp/out")  # bad: path-traversal
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for entry in archive.namelist():
                with open(os.path.join("/tmp/out", os.path.basename(entry)), "wb") as out:  # good
                    out.write(archive.read(entry))
