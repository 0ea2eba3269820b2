import os

import boto3


def lambda_handler(event, context):
    ec2 = boto3.resource("ec2", region_name=os.environ.get("REGION"))
    instances = ec2.instances.filter(Filters=[{"Name": "tag:Schedule", "Values": [event.get("schedule", "office")]}])
    for instance in instances:
        if event["action"] == "stop":
            instance.stop()
        elif event["action"] == "start":
            instance.start()
    return [i.id for i in instances]
