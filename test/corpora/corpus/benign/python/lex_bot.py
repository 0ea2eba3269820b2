import datetime


def close(event, message):
    intent = event["sessionState"]["intent"]
    intent["state"] = "Fulfilled"
    return {
        "sessionState": {"dialogAction": {"type": "Close"}, "intent": intent},
        "messages": [{"contentType": "PlainText", "content": message}],
    }


def lambda_handler(event, context):
    slots = event["sessionState"]["intent"]["slots"]
    flower = slots["FlowerType"]["value"]["interpretedValue"]
    day = datetime.date.fromisoformat(slots["PickupDate"]["value"]["interpretedValue"])
    return close(event, f"Thanks, your order for {flower} will be ready on {day:%A}.")
