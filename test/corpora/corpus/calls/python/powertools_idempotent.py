import os

import boto3
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, idempotent

store = DynamoDBPersistenceLayer(table_name=os.environ["IDEMPOTENCY"])
ses = boto3.client("ses")


@idempotent(persistence_store=store)
def handler(event, context):
    ses.send_email(Source="shop@example.com", Destination={"ToAddresses": [event["to"]]}, Message={"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hi"}}})
    return {"ok": True}
