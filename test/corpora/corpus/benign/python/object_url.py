import urllib.request

import boto3

rekognition = boto3.client("rekognition")


def handler(event, context):
    record = event["Records"][0]
    bucket = record["s3"]["bucket"]["name"]
    region = record["awsRegion"]
    with urllib.request.urlopen(f"https://{bucket}.s3.{region}.amazonaws.com/health.txt") as answer:
        print(answer.status)
    labels = rekognition.detect_labels(Image={"S3Object": {"Bucket": bucket, "Name": record["s3"]["object"]["key"]}})
    return [label["Name"] for label in labels["Labels"]]
