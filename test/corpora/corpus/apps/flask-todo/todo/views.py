from flask import Blueprint, jsonify, make_response, redirect, request

from todo import db

bp = Blueprint("todo", __name__, url_prefix="/todo")


@bp.route("/", methods=["GET"])
def index():
    owner = request.args.get("owner")
    return jsonify(db.rows("select id, text from todo where owner = '" + owner + "'"))


@bp.route("/<int:item>", methods=["GET"])
def one(item):
    return jsonify(db.rows("select id, text from todo where id = ?", item))


@bp.route("/greet")
def greet():
    response = make_response("<h1>Hello " + request.args.get("name", "") + "</h1>")  # hole: unescaped-html
    return response


@bp.route("/leave")
def leave():
    return redirect(request.args["next"])  # hole: open-redirect
