customer = None
cache = {}


def handler(event, context):
    global customer
    if event.get("customer"):
        customer = event["customer"]  # bad: state-between-invocations
    if event["id"] not in cache:
        cache[event["id"]] = {"id": event["id"]}  # good
    return {"customer": customer, "item": cache[event["id"]]}
