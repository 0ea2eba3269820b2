import os

import pandas as pd
import psycopg2
from psycopg2.extras import execute_values
from sqlalchemy import MetaData, Table, create_engine, insert, select

engine = create_engine(os.environ["DATABASE_URL"])
orders = Table("orders", MetaData(), autoload_with=engine)


def handler(event, context):
    rows = [(item["id"], item["total"]) for item in event["items"]]
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        execute_values(cursor, "INSERT INTO totals (id, total) VALUES %s ON CONFLICT DO NOTHING", rows)
    with engine.begin() as connection:
        connection.execute(insert(orders), [{"id": a, "total": b} for a, b in rows])
        found = connection.execute(select(orders).where(orders.c.owner == event["owner"])).all()
    frame = pd.read_sql("select * from totals where owner = %(owner)s", engine, params={"owner": event["owner"]})
    frame.to_csv("/tmp/totals.csv", index=False)
    return len(found) + len(frame)
