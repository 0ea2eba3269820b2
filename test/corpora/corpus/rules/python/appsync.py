import sqlite3

from aws_lambda_powertools.event_handler import AppSyncResolver

app = AppSyncResolver()
db = sqlite3.connect("/mnt/efs/books.db")


@app.resolver(type_name="Query", field_name="book")
def book(id: str):
    return db.execute("select * from books where id = ?", [id]).fetchone()  # good


@app.resolver(type_name="Query", field_name="search")
def search(word: str):
    return db.execute("select * from books where title like '%" + word + "%'").fetchall()  # bad: query-injection


def lambda_handler(event, context):
    return app.resolve(event, context)
