import os
from pathlib import Path

import awsgi
from flask import Flask, Response, request

app = Flask(__name__)
NOTES = Path("/opt/notes")


@app.get("/notes/<name>")
def read_note(name):
    return Response((NOTES / f"{name}.md").read_text(), mimetype="text/markdown")  # good


@app.get("/covers/<string:album>")
def read_cover(album):
    with open(os.path.join("/opt/covers", "%s.jpg" % album), "rb") as cover:  # good
        return Response(cover.read(), mimetype="image/jpeg")


@app.get("/files/<path:name>")
def read_file(name):
    with open(os.path.join("/opt/files", name), "rb") as found:  # bad: path-traversal
        return Response(found.read(), mimetype="application/octet-stream")


@app.get("/drafts")
def read_draft():
    name = request.args["name"]
    return Response((NOTES / f"{name}.md").read_text(), mimetype="text/markdown")  # bad: path-traversal


def handler(event, context):
    return awsgi.response(app, event, context)
