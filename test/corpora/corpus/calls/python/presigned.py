import os

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    get = s3.generate_presigned_url("get_object", Params={"Bucket": os.environ["BUCKET"], "Key": event["key"]}, ExpiresIn=60)
    put = s3.generate_presigned_post(os.environ["BUCKET"], event["key"])
    return {"get": get, "put": put}
