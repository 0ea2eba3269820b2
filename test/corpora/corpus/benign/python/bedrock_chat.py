import json
import os

import boto3

bedrock = boto3.client("bedrock-runtime")


def handler(event, context):
    body = json.loads(event["body"])
    answer = bedrock.converse(
        modelId=os.environ.get("MODEL_ID", "anthropic.claude-3-haiku-20240307-v1:0"),
        messages=[{"role": "user", "content": [{"text": body["question"][:4000]}]}],
        inferenceConfig={"maxTokens": 512},
    )
    return {"statusCode": 200, "body": json.dumps({"answer": answer["output"]["message"]["content"][0]["text"]})}
