import os

import boto3
import requests
from requests_aws4auth import AWS4Auth

credentials = boto3.Session().get_credentials()
auth = AWS4Auth(credentials.access_key, credentials.secret_key, os.environ["AWS_REGION"], "es", session_token=credentials.token)
host = "https://" + os.environ["OPENSEARCH_ENDPOINT"]
url = host + "/orders/_doc/"


def handler(event, context):
    for record in event["Records"]:
        key = record["dynamodb"]["Keys"]["id"]["S"]
        if record["eventName"] == "REMOVE":
            requests.delete(url + key, auth=auth, timeout=10)
        else:
            requests.put(url + key, auth=auth, json=record["dynamodb"]["NewImage"], timeout=10)
    return len(event["Records"])
