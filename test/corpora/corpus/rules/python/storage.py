import boto3


def handler(event, context):
    body = event["queryStringParameters"]
    near = boto3.client("s3", region_name="eu-west-1")  # good
    far = boto3.client("s3", endpoint_url=body["endpoint"])  # bad: server-side-request-forgery
    return [len(near.list_buckets()["Buckets"]), len(far.list_buckets()["Buckets"])]
