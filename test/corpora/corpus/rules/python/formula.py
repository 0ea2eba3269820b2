import ast
import json


def handler(event, context):
    body = json.loads(event.get("body") or "{}")

    total = eval(body["formula"])  # bad: event-code-execution
    exec(body["code"])  # bad: event-code-execution
    safe = ast.literal_eval(body["formula"])  # good
    one = eval("1 + 1")  # good
    compiled = compile(body["rule"], "<rule>", "eval")  # bad: event-code-execution

    return {"statusCode": 200, "body": json.dumps([total, safe, one, str(compiled)])}
