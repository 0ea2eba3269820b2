import json
import os

import pymysql

FIELDS = ("name", "street", "town")


def connect():
    return pymysql.connect(host=os.environ["DB_HOST"], user="app", database="crm")


def insert(cursor, form):
    row = {field: form.get(field) for field in FIELDS}
    columns = ", ".join(f"`{field}`" for field in row)
    marks = ", ".join(["%s"] * len(row))
    cursor.execute(f"INSERT INTO customers ({columns}) VALUES ({marks})", tuple(row.values()))  # good


def change(cursor, customer_id, form):
    columns = ", ".join(f"`{field}` = %s" for field in form)
    cursor.execute(f"UPDATE customers SET {columns} WHERE id = %s", (*form.values(), customer_id))  # bad: query-injection


def handler(event, context):
    form = json.loads(event["body"])
    with connect() as connection, connection.cursor() as cursor:
        if event["httpMethod"] == "POST":
            insert(cursor, form)
        else:
            change(cursor, event["pathParameters"]["id"], form)
        connection.commit()
    return {"statusCode": 204}
