from flask import Flask, render_template, render_template_string, request
from serverless_wsgi import handle_request

app = Flask(__name__)


@app.route("/letter")
def letter():
    return render_template_string("<p>Dear " + request.args["name"] + "</p>")  # bad: event-code-execution


@app.route("/card")
def card():
    return render_template_string("<p>Dear {{ name }}</p>", name=request.args["name"])  # good


@app.route("/page")
def page():
    return render_template("page.html", name=request.args.get("name"))  # good


def handler(event, context):
    return handle_request(app, event, context)
