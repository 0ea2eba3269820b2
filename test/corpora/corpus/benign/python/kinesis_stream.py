import base64
import json


def lambda_handler(event, context):
    output = []
    for record in event["records"]:
        data = json.loads(base64.b64decode(record["data"]))
        data["amount"] = round(float(data["amount"]), 2)
        output.append({
            "recordId": record["recordId"],
            "result": "Ok",
            "data": base64.b64encode((json.dumps(data) + "\n").encode()).decode(),
        })
    return {"records": output}
