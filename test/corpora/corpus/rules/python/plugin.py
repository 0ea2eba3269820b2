import importlib

HANDLERS = {"csv": "readers.csv_reader", "json": "readers.json_reader"}


def handler(event, context):
    known = HANDLERS.get(event["kind"])
    if known:
        return importlib.import_module(known).read(event)  # good
    module = importlib.import_module(event["kind"])  # bad: event-code-execution
    return module.read(event)
