import json
import logging
import os

import boto3

logger = logging.getLogger(__name__)
logger.setLevel(os.environ.get("LOG_LEVEL", "INFO"))
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    failures = []
    with table.batch_writer() as batch:
        for record in event["Records"]:
            try:
                order = json.loads(record["body"])
                batch.put_item(Item={"id": order["id"], "total": order["total"]})
            except Exception:
                logger.exception("record %s failed", record["messageId"])
                failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
