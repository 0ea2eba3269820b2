import json
import os

from bson import ObjectId
from pymongo import MongoClient

users = MongoClient(os.environ["MONGO_URL"]).shop.users


def handler(event, context):
    body = json.loads(event["body"])

    login = users.find_one({"name": body["name"], "password": body["password"]})  # bad: query-injection
    cast = users.find_one({"name": str(body["name"])})  # good
    by_id = users.find_one({"_id": ObjectId(body["id"])})  # good
    everything = list(users.find(body["filter"]))  # bad: query-injection

    return {"statusCode": 200, "body": json.dumps([bool(login), bool(cast), bool(by_id), len(everything)])}
