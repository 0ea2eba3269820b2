import csv
import io
import os
import pickle

import boto3
import pymysql
import yaml

s3 = boto3.client("s3")
s3_resource = boto3.resource("s3")


def handler(event, context):
    record = event["Records"][0]["s3"]
    bucket, key = record["bucket"]["name"], record["object"]["key"]
    body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()

    if key.endswith(".yml"):
        return yaml.load(body, Loader=yaml.UnsafeLoader)  # bad: unsafe-deserialization
    if key.endswith(".yaml"):
        return yaml.safe_load(body)  # good
    if key.endswith(".pkl"):
        return pickle.loads(s3_resource.Object(bucket, key).get()["Body"].read())  # bad: unsafe-deserialization

    connection = pymysql.connect(host=os.environ["HOST"], user="app", password=os.environ["PASSWORD"])
    with connection.cursor() as cursor:
        for row in csv.reader(io.StringIO(body.decode())):
            cursor.execute(f"INSERT INTO people (name) VALUES ('{row[0]}')")  # bad: query-injection
            cursor.execute("INSERT INTO people (name) VALUES (%s)", (row[1],))  # good
    connection.commit()
