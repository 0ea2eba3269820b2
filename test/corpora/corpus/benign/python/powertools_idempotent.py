import os

from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.parameters import get_parameter, get_secret
from aws_lambda_powertools.utilities.typing import LambdaContext

import requests

layer = DynamoDBPersistenceLayer(table_name=os.environ["IDEMPOTENCY_TABLE"])
config = IdempotencyConfig(event_key_jmespath="body")


@idempotent(config=config, persistence_store=layer)
def handler(event: dict, context: LambdaContext) -> dict:
    base = get_parameter("/payments/api")
    key = get_secret("payments/key")
    answer = requests.post(f"{base}/charges", json={"amount": int(event["amount"])}, headers={"Authorization": f"Bearer {key}"}, timeout=10)
    return {"statusCode": answer.status_code}
