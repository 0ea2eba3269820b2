import json
import logging
import urllib3

import boto3

http = urllib3.PoolManager()
log = logging.getLogger()


def send(event, context, status, data):
    body = json.dumps({
        "Status": status,
        "Reason": f"See {context.log_stream_name}",
        "PhysicalResourceId": context.log_stream_name,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "Data": data,
    })
    try:
        http.request("PUT", event["ResponseURL"], headers={"content-type": "", "content-length": str(len(body))}, body=body)
    except Exception as e:
        print("send failed", e)


def lambda_handler(event, context):
    log.info(event)
    try:
        if event["RequestType"] == "Delete":
            bucket = boto3.resource("s3").Bucket(event["ResourceProperties"]["BucketName"])
            bucket.objects.all().delete()
        send(event, context, "SUCCESS", {})
    except Exception as e:
        log.exception("failed")
        send(event, context, "FAILED", {"Message": str(e)})
