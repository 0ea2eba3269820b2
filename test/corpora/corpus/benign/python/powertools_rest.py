import os

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.metrics import MetricUnit

app = APIGatewayRestResolver()
logger = Logger()
tracer = Tracer()
metrics = Metrics()
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


@app.get("/items/<item_id>")
@tracer.capture_method
def get_item(item_id: str):
    item = table.get_item(Key={"id": item_id}).get("Item")
    if not item:
        raise NotFoundError(f"no item {item_id}")
    metrics.add_metric(name="Read", unit=MetricUnit.Count, value=1)
    return item


@app.post("/items")
def add_item():
    body = app.current_event.json_body
    table.put_item(Item={"id": body["id"], "text": body["text"]})
    return {"id": body["id"]}, 201


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST, log_event=False)
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def lambda_handler(event, context):
    return app.resolve(event, context)
