import os

import boto3


class Repository:
    def __init__(self, client=None, table=None):
        self.client = client or boto3.client("dynamodb")
        self.table = table or os.environ["ORDERS"]

    def all(self):
        for page in self.client.get_paginator("scan").paginate(TableName=self.table):
            yield from page["Items"]

    def drop(self, key):
        self.client.delete_item(TableName=self.table, Key=key)


def handler(event, context):
    repository = Repository()
    for item in repository.all():
        repository.drop({"id": item["id"]})
