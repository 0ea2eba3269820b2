import os

import psycopg2

connection = psycopg2.connect(host=os.environ["HOST"], password=os.environ["PASSWORD"], user="app", dbname="shop")


def handler(event, context):
    ids = [int(i) for i in event["ids"]]
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, name FROM items WHERE id IN ({marks})", ids)
        rows = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM items WHERE name = %(name)s", {"name": event.get("name")})
        return {"rows": rows, "count": cursor.fetchone()[0]}
