import sqlite3
from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response, content_types
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

app = APIGatewayHttpResolver(enable_validation=True)
db = sqlite3.connect("/mnt/efs/tasks.db")


class Task(BaseModel):
    title: str
    points: int


@app.post("/tasks")
def create(task: Task) -> dict:
    db.execute(f"insert into tasks (points) values ({task.points})")  # good
    db.execute("insert into tasks (title) values ('" + task.title + "')")  # bad: query-injection
    return {"ok": True}


@app.get("/tasks")
def listed(order: Annotated[str, Query(pattern="^(title|points)$")] = "title", page: int = 0) -> list:
    return db.execute(f"select * from tasks limit 20 offset {page * 20}").fetchall()  # good


@app.get("/page")
def page():
    name = app.current_event.query_string_parameters.get("name", "")
    return Response(status_code=200, content_type=content_types.TEXT_HTML, body=f"<p>{name}</p>")  # bad: unescaped-html


@app.get("/json")
def as_json():
    return Response(status_code=200, content_type=content_types.APPLICATION_JSON, body='{"ok": true}')  # good


def lambda_handler(event, context):
    return app.resolve(event, context)
