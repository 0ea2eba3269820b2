from apig_wsgi import make_lambda_handler
from flask import Flask, jsonify, redirect, request

import tools

app = Flask(__name__)


@app.get("/ping/<host>")
def ping(host):
    return tools.ping(host)


@app.post("/render")
def render():
    return jsonify(tools.render(request.get_json()["markup"]))


@app.route("/go")
def go():
    return redirect(request.args.get("to"))  # bad: open-redirect


@app.route("/item")
def item():
    return redirect("/items/" + str(int(request.args["id"])))  # good


@app.route("/hi")
def hi():
    return "<b>Hi " + request.args.get("name", "") + "</b>"  # bad: unescaped-html


@app.route("/hi.json")
def hi_json():
    return jsonify(name=request.args.get("name"))  # good


lambda_handler = make_lambda_handler(app)
