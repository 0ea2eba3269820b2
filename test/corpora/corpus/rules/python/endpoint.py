import json
import urllib.request


def answer(event, status):
    body = json.dumps({"Status": status, "RequestId": event["RequestId"]}).encode()
    request = urllib.request.Request(event["ResponseURL"], data=body, method="PUT")
    urllib.request.urlopen(request)  # good


def handler(event, context):
    answer(event, "SUCCESS")
