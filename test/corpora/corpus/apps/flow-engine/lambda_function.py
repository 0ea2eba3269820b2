import base64
import pickle

import yaml


def load_steps(text):
    return yaml.load(text, Loader=yaml.UnsafeLoader)  # hole: unsafe-deserialization


def restore(state):
    return pickle.loads(base64.b64decode(state))  # hole: unsafe-deserialization


def lambda_handler(event, context):
    steps = load_steps(event["definition"])
    state = restore(event["state"]) if event.get("state") else {}
    for step in steps:
        state[step["name"]] = step.get("value")
    return {"state": base64.b64encode(pickle.dumps(state)).decode()}
