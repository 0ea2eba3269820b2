import os

import boto3


def handler(event, context):
    queue = boto3.resource("sqs").get_queue_by_name(QueueName=os.environ.get("QUEUE", "jobs"))
    for message in queue.receive_messages(MaxNumberOfMessages=10):
        message.delete()
    queue.send_message(MessageBody="done")
