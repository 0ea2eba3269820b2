import os

import boto3

athena = boto3.client("athena")


def handler(event, context):
    day = event["time"][:10]
    region = event["region"]
    athena.start_query_execution(
        QueryString=f"ALTER TABLE trail ADD IF NOT EXISTS PARTITION (region='{region}', day='{day}')",
        WorkGroup=os.environ["WORK_GROUP"],
    )
