import os

from flask import Blueprint, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

files = Blueprint("files", __name__)


@files.route("/raw")
def raw():
    return send_file("/mnt/files/" + request.args["name"])  # bad: path-traversal


@files.route("/safe")
def safe():
    return send_from_directory("/mnt/files", request.args["name"])  # good


@files.route("/upload", methods=["POST"])
def upload():
    file = request.files["file"]
    file.save(os.path.join("/mnt/files", secure_filename(file.filename)))  # good
    file.save(os.path.join("/mnt/files", file.filename))  # bad: path-traversal
    return "", 204
