import json
import os

import pymysql

connection = pymysql.connect(host=os.environ["DB_HOST"], user="app", database="shop")


def save(text, stars):
    sql = "INSERT INTO feedback (text, stars) VALUES ('{}', {})".format(text, stars)
    with connection.cursor() as cursor:
        cursor.execute(sql)  # bad: query-injection
        cursor.execute("INSERT INTO feedback (text, stars) VALUES (%s, %s)", [text, stars])  # good
        cursor.executemany("INSERT INTO words (word) VALUES (%s)", [(w,) for w in text.split()])  # good
    connection.commit()


def lambda_handler(event, context):
    for record in event["Records"]:
        message = json.loads(record["Sns"]["Message"])
        save(message["text"], message["stars"])
