"""What a request needs to be allowed, and on what."""

import re
import threading
from functools import lru_cache
from urllib.parse import parse_qs, unquote

from ministack.core import iam_actions, iam_evaluator, lambda_runtime
from ministack.services import iam, lambda_svc, sts

# Method and what follows the function's name; the emulator asks for something else, or for all.
ON_FUNCTION = {
    ("GET", "concurrency"): "GetFunctionConcurrency",
    ("DELETE", "concurrency"): "DeleteFunctionConcurrency",
    ("GET", "urls"): "ListFunctionUrlConfigs",
    ("PUT", "url"): "UpdateFunctionUrlConfig",
    ("DELETE", "url"): "DeleteFunctionUrlConfig",
    ("GET", "event-invoke-config"): "GetFunctionEventInvokeConfig",
    ("GET", "event-invoke-config/list"): "ListFunctionEventInvokeConfigs",
    ("GET", "provisioned-concurrency"): "ListProvisionedConcurrencyConfigs",
    ("GET", "recursion-config"): "GetFunctionRecursionConfig",
    ("PUT", "recursion-config"): "PutFunctionRecursionConfig",
    ("GET", "runtime-management-config"): "GetRuntimeManagementConfig",
}

# IAM has no actions for batches, each message of which is allowed as it is by itself, nor for
# conversations with a model.
ALLOWED_AS = {
    "bedrock:Converse": "bedrock:InvokeModel",
    "bedrock:ConverseStream": "bedrock:InvokeModelWithResponseStream",
    "sns:PublishBatch": "sns:Publish",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:SendMessageBatch": "sqs:SendMessage",
}

# A model of several regions is asked for by a profile of the account.
SHARED_MODEL = re.compile(r"(global|apac|[a-z]{2}(-gov)?)\.")

# Method and how many parts follow `/layers/NAME/versions`.
ON_LAYER = {
    ("GET", 0): "ListLayerVersions",
    ("POST", 0): "PublishLayerVersion",
    ("GET", 1): "GetLayerVersion",
    ("DELETE", 1): "DeleteLayerVersion",
    ("GET", 2): "GetLayerVersionPolicy",
    ("POST", 2): "AddLayerVersionPermission",
    ("DELETE", 3): "RemoveLayerVersionPermission",
}


def apply():
    iam_actions.extract_iam_action = _action(iam_actions.extract_iam_action)
    iam_actions.extract_resource_arn = _resource(iam_actions.extract_resource_arn)
    lambda_runtime.execution_credentials = _naming_function(lambda_runtime.execution_credentials)
    lambda_svc.execution_credentials = lambda_runtime.execution_credentials
    iam_evaluator.parse_policy_document = _once(iam_evaluator.parse_policy_document)
    sts.register_session = _one_at_a_time(sts.register_session)
    iam_evaluator._principal_keys = _with_source_function(iam_evaluator._principal_keys)
    iam_evaluator._resolve_condition_key = _role_of_session(iam_evaluator._resolve_condition_key)


def _once(parse_policy_document):
    """The policies of a role are parsed for each of its requests, which is a tenth of what a request takes."""
    parsed_text = lru_cache(maxsize=1024)(parse_policy_document)

    def parsed(document):
        return parsed_text(document) if isinstance(document, str) else parse_policy_document(document)

    return parsed


def _naming_function(execution_credentials):
    """What runs in a function is known by it. What Lambda does with its role comes by no request."""

    def named(config):
        credentials = execution_credentials(config)
        session = sts._sessions.get(credentials["AWS_ACCESS_KEY_ID"])
        if session is not None:
            session["SourceFunctionArn"] = config["FunctionArn"]

        return credentials

    return named


def _one_at_a_time(register_session):
    """It looks through all sessions; one that came meanwhile would break off, and end, every run of a function."""
    registering = threading.Lock()

    def registered(access_key, session):
        with registering:
            register_session(access_key, session)

    return registered


def _with_source_function(principal_keys):
    """A policy can hold to the function that a request comes from."""

    def keyed(credential):
        session = sts._sessions.get(credential.access_key_id) or {}
        function = session.get("SourceFunctionArn")
        named = {"lambda:sourcefunctionarn": function} if function else {}

        return {**principal_keys(credential), **named}

    return keyed


def _role_of_session(resolve_condition_key):
    """aws:PrincipalArn of who has assumed a role is the role's ARN, not that of the session."""

    def resolved(key, ctx):
        value = resolve_condition_key(key, ctx)
        if key.lower() != "aws:principalarn" or ":assumed-role/" not in str(value):
            return value

        role = iam._roles.get_scoped(
            ctx.principal_account, None, iam_evaluator._role_name_from_assumed_arn(value)
        )
        return role["Arn"] if role else value

    return resolved


def _action(extract):
    """AWS authorises each operation by its own name."""

    def extracted(service, method, path, headers, body, query_params, *rest):
        if service == "lambda":
            if _layer_version(path, query_params):
                return "lambda:GetLayerVersion"
            below = _below_function(path)
            if below == "provisioned-concurrency" and "List" not in query_params:
                below = None
            action = _on_layer(method, path) or ON_FUNCTION.get((method, below))
            if action:
                return f"lambda:{action}"

        action = extract(service, method, path, headers, body, query_params, *rest)
        return ALLOWED_AS.get(action, action)

    return extracted


def _resource(extract):
    """What the caller must be allowed to read is the layer, by its ARN, with the version if any."""

    def extracted(service, method, path, headers, body, query_params, *rest):
        if service == "lambda" and _layer_version(path, query_params):
            return _layer_version(path, query_params)

        named = NAMED.get(service)
        asked = named and named(path, headers, body, ":".join(rest))
        if asked:
            return asked

        resource = extract(service, method, path, headers, body, query_params, *rest)
        return _layer_arn(path, resource) if service == "lambda" and _layer(path) else resource

    return extracted


def _shared_model(path, _headers, _body, place):
    parts = [part for part in unquote(path).split("/") if part]
    model = parts[1] if parts[:1] == ["model"] and len(parts) > 1 else ""

    return f"arn:aws:bedrock:{place}:inference-profile/{model}" if SHARED_MODEL.match(model) else None


def _task_to_run(_path, headers, body, place):
    """Tasks are run by their definition, the newest of its family if no other is named, whichever the cluster."""
    if _operation(headers) not in ("RunTask", "StartTask"):
        return None
    definition = iam_actions._safe_json_field(body, "taskDefinition")
    if definition.startswith("arn:"):
        return definition
    if definition and ":" not in definition:
        from ministack.services import ecs

        definition = f"{definition}:{ecs._task_def_latest.get(definition, 1)}"

    return definition and f"arn:aws:ecs:{place}:task-definition/{definition}"


def _below_path(_path, headers, body, place):
    """GetParametersByPath is allowed on the path that it asks about."""
    above = iam_actions._safe_json_field(body, "Path").lstrip("/")

    return _operation(headers) == "GetParametersByPath" and f"arn:aws:ssm:{place}:parameter/{above}"


def _operation(headers):
    return headers.get("x-amz-target", "").rpartition(".")[2]


def _audited(_path, _headers, body, _place):
    """GenerateServiceLastAccessedDetails is allowed on the role that it asks about."""
    text = body.decode() if isinstance(body, (bytes, bytearray)) else str(body or "")
    form = parse_qs(text)
    if form.get("Action") != ["GenerateServiceLastAccessedDetails"]:
        return None

    return form.get("Arn", [None])[0]


# What a request asks for, where the emulator takes something else, by service.
def _of_firewall(_path, headers, body, place):
    """A web ACL is asked for by name, or by what it stands before."""
    operation = _operation(headers)
    if operation == "GetIPSet":
        name, uid = (iam_actions._safe_json_field(body, field) for field in ("Name", "Id"))
        scope = iam_actions._safe_json_field(body, "Scope")
        kind = "global" if scope == "CLOUDFRONT" else "regional"
        return f"arn:aws:wafv2:{place}:{kind}/ipset/{name}/{uid}"

    return operation == "GetWebACLForResource" and iam_actions._safe_json_field(body, "ResourceArn")


def _of_iot(path, _headers, _body, place):
    """An authorizer, or the policy whose targets are listed, by its name."""
    named = re.fullmatch(r"/(authorizer|policy-targets)/([^/]+)", path)
    kinds = {"authorizer": "authorizer", "policy-targets": "policy"}

    return named and f"arn:aws:iot:{place}:{kinds[named[1]]}/{named[2]}"


NAMED = {
    "bedrock-runtime": _shared_model,
    "ecs": _task_to_run,
    "iam": _audited,
    "iot": _of_iot,
    "ssm": _below_path,
    "wafv2": _of_firewall,
}


def _on_layer(method, path):
    layer = _layer(path)

    return layer and ON_LAYER.get((method, len(layer[1])))


def _layer_arn(path, otherwise):
    name, below = _layer(path)
    arn = name if name.startswith("arn:") else otherwise

    return ":".join([arn, *below[:1]])


def _layer(path):
    """The name and what follows `/layers/NAME/versions`."""
    parts = [part for part in unquote(path).split("/") if part]
    is_one = parts[1:2] == ["layers"] and parts[3:4] == ["versions"]

    return (parts[2], parts[4:]) if is_one else None


def _below_function(path):
    parts = [part for part in path.split("/") if part]

    is_below = len(parts) > 3 and parts[1] == "functions"
    return "/".join(parts[3:]) if is_below else None


def _layer_version(path, query_params):
    if not path.endswith("/layers"):
        return None
    value = query_params.get("Arn")

    return value[0] if isinstance(value, list) else value
