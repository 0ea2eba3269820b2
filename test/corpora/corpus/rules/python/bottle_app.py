import os

import awsgi
from bottle import Bottle, request, response, static_file

app = Bottle()


@app.route("/tar/<name>")
def tar(name):
    os.system("tar czf /tmp/out.tgz /mnt/data/" + name)  # bad: command-injection
    return {"ok": True}


@app.get("/static/<name:path>")
def static(name):
    return static_file(name, root="/mnt/static")  # good


@app.post("/note")
def note():
    with open("/mnt/notes/" + request.forms.get("name"), "w") as file:  # bad: path-traversal
        file.write(request.forms.get("text"))
    response.status = 204


def handler(event, context):
    return awsgi.response(app, event, context)
