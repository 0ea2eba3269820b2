import os
from pathlib import Path

import awsgi
from flask import Flask, abort, request

app = Flask(__name__)
ROOT = Path("/opt/pages")
FOLDER = "/opt/files/"
ADDONS = {"clock": "1.2", "weather": "3.0"}


def is_inside(path):
    return path.resolve().is_relative_to(ROOT)


def looks_fine(name):
    return True


@app.get("/page")
def page():
    path = ROOT / request.args["name"]
    try:
        path.resolve().relative_to(ROOT)
    except ValueError:
        abort(404)
    return path.read_text()  # good


@app.get("/folder")
def folder():
    path = (ROOT / request.args["name"]).resolve()
    if not is_inside(path) or not path.is_dir():
        abort(403 if path.exists() else 404)
    return {"names": os.listdir(path)}  # good


@app.get("/file")
def file():
    path = os.path.join(FOLDER, request.args["name"])
    if os.path.abspath(path).startswith(FOLDER):
        with open(path) as found:  # good
            return found.read()
    return abort(404)


@app.get("/addon")
def addon():
    name = request.args["name"]
    version = ADDONS.get(name)
    if not version:
        abort(404)
    with open(os.path.join("/opt/addons", name, "main.js")) as found:  # good
        return found.read()


@app.get("/raw")
def raw():
    name = request.args["name"]
    if not looks_fine(name):
        abort(404)
    with open(os.path.join(FOLDER, name)) as found:  # bad: path-traversal
        return found.read()


@app.get("/checked-too-late")
def checked_too_late():
    path = os.path.normpath(os.path.join(FOLDER, request.args["name"]))
    if path.startswith(FOLDER):
        pass
    with open(path) as found:  # bad: path-traversal
        return found.read()


def handler(event, context):
    return awsgi.response(app, event, context)
