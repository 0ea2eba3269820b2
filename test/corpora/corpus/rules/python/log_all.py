import json
import logging

logger = logging.getLogger()
logger.setLevel(logging.INFO)


def handler(event, context):
    logger.info("event: %s", json.dumps(event))  # bad: logs-whole-event
    logger.info("records: %d", len(event["Records"]))  # good
    print("done", event["Records"][0]["messageId"])  # good
