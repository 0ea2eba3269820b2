import sqlite3
import subprocess

from aws_lambda_powertools import Logger, Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver

logger = Logger()
tracer = Tracer()
app = APIGatewayRestResolver()
db = sqlite3.connect("/mnt/efs/notes.db")


@app.get("/notes/<note_id>")
@tracer.capture_method
def note(note_id: str):
    return db.execute(f"select * from notes where id = {note_id}").fetchall()  # bad: query-injection


@app.post("/notes")
def add():
    data = app.current_event.json_body
    db.execute("insert into notes (text) values (?)", (data["text"],))  # good
    return {"made": True}, 201


@app.get("/notes")
def search():
    word = app.current_event.get_query_string_value(name="q", default_value="")
    return subprocess.check_output(f"grep -r {word} /mnt/efs/notes", shell=True).decode()  # bad: command-injection


@logger.inject_lambda_context
@tracer.capture_lambda_handler
def handler(event, context):
    return app.resolve(event, context)
