import os

import psycopg2

connection = psycopg2.connect(os.environ["DATABASE_URL"])
COLUMNS = {"price": "price", "date": "created_at"}


def handler(event, context):
    query = event["queryStringParameters"]
    customer = query["customer"]

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM orders WHERE customer = '{customer}'")  # bad: query-injection
        cursor.execute("SELECT * FROM orders WHERE customer = %s", (customer,))  # good
        cursor.execute("SELECT * FROM orders WHERE customer = '%s'" % customer)  # bad: query-injection
        cursor.execute("SELECT * FROM orders ORDER BY " + COLUMNS.get(query["sort"], "id"))  # good
        cursor.execute("SELECT * FROM orders LIMIT {}".format(int(query["limit"])))  # good
        return cursor.fetchall()
