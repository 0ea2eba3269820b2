import os

import mysql.connector

FILTERS = ("city", "price")


def handler(event, context):
    query = event.get("queryStringParameters") or {}
    db = mysql.connector.connect(host=os.environ["HOST"], user="app", password=os.environ["PASSWORD"])
    cursor = db.cursor(dictionary=True)

    clauses = [f"{name} = '{value}'" for name, value in query.items()]
    cursor.execute("SELECT * FROM houses WHERE " + " AND ".join(clauses))  # bad: query-injection
    rows = cursor.fetchall()

    names = [name for name in FILTERS if name in query]
    marks = " AND ".join(f"{name} = %s" for name in names)
    cursor.execute("SELECT * FROM houses WHERE " + marks, [query[name] for name in names])  # good
    return {"statusCode": 200, "body": str(rows + cursor.fetchall())}
