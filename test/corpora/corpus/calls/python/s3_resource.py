import boto3

s3 = boto3.resource("s3")


def handler(event, context):
    bucket = s3.Bucket("uploads")
    for summary in bucket.objects.filter(Prefix="new/"):
        text = summary.get()["Body"].read()
        s3.Object("results", summary.key).put(Body=text)
