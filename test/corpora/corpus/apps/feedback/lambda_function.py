import json
import os

import boto3
import pymysql

sns = boto3.client("sns")


def connect():
    return pymysql.connect(
        host=os.environ["DB_HOST"],
        user=os.environ["DB_USER"],
        password=os.environ["DB_PASSWORD"],
        database="feedback",
    )


def lambda_handler(event, context):
    message = json.loads(event["Records"][0]["body"])
    author = message.get("author", "unknown")
    text = message["text"]

    db = connect()
    with db.cursor() as cursor:
        statement = f"INSERT INTO feedback (author, text) VALUES ('{author}', '{text}')"
        cursor.execute(statement)  # hole: query-injection
    db.commit()

    sns.publish(TopicArn=os.environ["TOPIC_ARN"], Message=f"feedback by {author}")
    return {"statusCode": 200, "body": json.dumps({"saved": True})}
