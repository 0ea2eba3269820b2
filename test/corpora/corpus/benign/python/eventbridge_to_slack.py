import json
import os
import urllib.request


def lambda_handler(event, context):
    detail = event["detail"]
    text = f"*{event['detail-type']}* in {event['region']}: {detail.get('state', 'unknown')}"
    request = urllib.request.Request(
        os.environ["SLACK_WEBHOOK_URL"],
        data=json.dumps({"text": text}).encode("utf-8"),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.status
