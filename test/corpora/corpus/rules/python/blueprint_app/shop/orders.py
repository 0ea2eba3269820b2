from flask import Blueprint, jsonify, request

from shop.repository import Orders

orders = Blueprint("orders", __name__)


@orders.route("/", methods=["GET"])
def search():
    return jsonify(Orders().search(request.args.get("customer", "")))


@orders.route("/<int:order_id>", methods=["GET"])
def one(order_id):
    return jsonify(Orders().one(order_id))
