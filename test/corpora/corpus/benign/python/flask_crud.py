import os

import psycopg2.extras
from flask import Flask, abort, jsonify, request, url_for
from serverless_wsgi import handle_request

app = Flask(__name__)


def db():
    return psycopg2.connect(os.environ["DATABASE_URL"], cursor_factory=psycopg2.extras.RealDictCursor)


@app.route("/books", methods=["GET", "POST"])
def books():
    with db() as connection, connection.cursor() as cursor:
        if request.method == "POST":
            cursor.execute("insert into books (title) values (%s) returning id", (request.json["title"],))
            book = cursor.fetchone()["id"]
            return jsonify(id=book), 201, {"Location": url_for("book", book_id=book)}
        cursor.execute("select * from books order by id limit %s", (request.args.get("limit", 20, type=int),))
        return jsonify(cursor.fetchall())


@app.route("/books/<int:book_id>")
def book(book_id):
    with db() as connection, connection.cursor() as cursor:
        cursor.execute("select * from books where id = %(id)s", {"id": book_id})
        return jsonify(cursor.fetchone() or abort(404))


def handler(event, context):
    return handle_request(app, event, context)
