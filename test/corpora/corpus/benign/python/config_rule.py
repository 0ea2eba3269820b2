import json

import boto3

config = boto3.client("config")


def evaluate(item, parameters):
    if item["resourceType"] != "AWS::EC2::Instance":
        return "NOT_APPLICABLE"
    allowed = parameters.get("instanceTypes", "t3.micro").split(",")
    return "COMPLIANT" if item["configuration"]["instanceType"] in allowed else "NON_COMPLIANT"


def lambda_handler(event, context):
    invoking = json.loads(event["invokingEvent"])
    parameters = json.loads(event.get("ruleParameters", "{}"))
    item = invoking["configurationItem"]
    config.put_evaluations(
        Evaluations=[{
            "ComplianceResourceType": item["resourceType"],
            "ComplianceResourceId": item["resourceId"],
            "ComplianceType": evaluate(item, parameters),
            "OrderingTimestamp": item["configurationItemCaptureTime"],
        }],
        ResultToken=event["resultToken"],
    )
