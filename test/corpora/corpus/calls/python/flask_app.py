import os

import boto3
from flask import Flask, jsonify, request
from serverless_wsgi import handle_request

app = Flask(__name__)
client = boto3.client("dynamodb")
TABLE = os.environ["USERS_TABLE"]


@app.route("/users/<user_id>")
def get_user(user_id):
    item = client.get_item(TableName=TABLE, Key={"userId": {"S": user_id}}).get("Item")
    return jsonify(item)


@app.route("/users", methods=["POST"])
def create_user():
    client.put_item(TableName=TABLE, Item={"userId": {"S": request.json["userId"]}})
    return jsonify(ok=True)


def handler(event, context):
    return handle_request(app, event, context)
