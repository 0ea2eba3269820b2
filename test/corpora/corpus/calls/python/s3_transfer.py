import boto3

s3 = boto3.client("s3")


def handler(event, context):
    s3.download_file("models", "latest.bin", "/tmp/latest.bin")
    with open("/tmp/latest.bin", "rb") as file:
        s3.upload_fileobj(file, "backups", "latest.bin")
    return s3.head_object(Bucket="backups", Key="latest.bin")["ContentLength"]
