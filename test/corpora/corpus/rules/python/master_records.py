import json
import os
import sqlite3

db = sqlite3.connect("/mnt/records/erp.db")
ALLOWED = {"name", "city", "logo"}


class UnknownField(Exception):
    pass


def table_columns(kind):
    return {row[1] for row in db.execute("SELECT * FROM pragma_table_info(?)", (kind,))}


def check(kind, record):
    unknown = set(record) - table_columns(kind)
    if unknown:
        raise UnknownField(", ".join(sorted(unknown)))


def set_fields(number, fields):
    columns = ", ".join(f'"{field}" = ?' for field in fields)
    db.execute(f"UPDATE customer SET {columns} WHERE id = ?", [*fields.values(), number])  # good


def set_any(number, fields):
    columns = ", ".join(f'"{field}" = ?' for field in fields)
    db.execute(f"UPDATE supplier SET {columns} WHERE id = ?", [*fields.values(), number])  # bad: query-injection


def change_customer(number, record):
    fields = {key: value for key, value in record.items() if key != "id"}
    check("customer", record)
    set_fields(number, fields)


def change_supplier(number, record):
    set_any(number, {key: value for key, value in record.items() if key != "id"})


def print_logo(record):
    if set(record) - ALLOWED:
        raise UnknownField(", ".join(record))
    os.system(f"lp {record['logo']}")  # bad: command-injection


def as_actor(task, *given):
    return task(*given)


def handler(event, context):
    record = json.loads(event["body"])
    number = event["pathParameters"]["id"]
    as_actor(change_customer, number, record)
    as_actor(change_supplier, number, record)
    as_actor(print_logo, record)
    return {"statusCode": 204}
