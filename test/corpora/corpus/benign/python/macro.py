import copy


def walk(node, parameters):
    if isinstance(node, dict):
        return {key: walk(value, parameters) for key, value in node.items()}
    if isinstance(node, list):
        return [walk(value, parameters) for value in node]
    if isinstance(node, str):
        return node.format(**parameters) if "{" in node else node
    return node


def handler(event, context):
    fragment = copy.deepcopy(event["fragment"])
    return {"requestId": event["requestId"], "status": "success", "fragment": walk(fragment, event["templateParameterValues"])}
