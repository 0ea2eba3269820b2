import os

import boto3

rds = boto3.client("rds-data")
TARGET = {"resourceArn": os.environ["CLUSTER_ARN"], "secretArn": os.environ["SECRET_ARN"]}


def handler(event, context):
    city = event["arguments"]["city"]
    rds.execute_statement(sql="delete from shops where city = '" + city + "'", **TARGET)  # bad: query-injection
    return rds.execute_statement(  # good
        sql="select * from shops where city = :city",
        parameters=[{"name": "city", "value": {"stringValue": city}}],
        **TARGET,
    )
