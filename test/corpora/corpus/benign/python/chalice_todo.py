import os
from uuid import uuid4

import boto3
from chalice import Chalice, NotFoundError

app = Chalice(app_name="todo")
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


@app.route("/todos", methods=["POST"])
def add():
    body = app.current_request.json_body
    uid = str(uuid4())
    table.put_item(Item={"uid": uid, "description": body["description"]})
    return uid


@app.route("/todos/{uid}")
def get(uid):
    item = table.get_item(Key={"uid": uid}).get("Item")
    if item is None:
        raise NotFoundError(uid)
    return item


@app.schedule("rate(1 hour)")
def tick(event):
    app.log.info("tick at %s", event.to_dict()["time"])
