"""What a request to Lambda needs to be allowed, and on what."""

from ministack.core import iam_actions

# Method and what follows the function's name; the emulator asks for something else, or for all.
ON_FUNCTION = {
    ("GET", "concurrency"): "GetFunctionConcurrency",
    ("DELETE", "concurrency"): "DeleteFunctionConcurrency",
    ("GET", "urls"): "ListFunctionUrlConfigs",
    ("PUT", "url"): "UpdateFunctionUrlConfig",
    ("DELETE", "url"): "DeleteFunctionUrlConfig",
    ("GET", "event-invoke-config"): "GetFunctionEventInvokeConfig",
    ("GET", "runtime-management-config"): "GetRuntimeManagementConfig",
}


def mend():
    iam_actions.extract_iam_action = _action(iam_actions.extract_iam_action)
    iam_actions.extract_resource_arn = _resource(iam_actions.extract_resource_arn)


def _action(extract):
    """AWS authorises each operation by its own name."""

    def extracted(service, method, path, headers, body, query_params, *rest):
        if service == "lambda":
            if _layer_version(path, query_params):
                return "lambda:GetLayerVersion"
            action = ON_FUNCTION.get((method, _below_function(path)))
            if action:
                return f"lambda:{action}"

        return extract(service, method, path, headers, body, query_params, *rest)

    return extracted


def _resource(extract):
    """A layer version that is asked for by its ARN is what the caller must be allowed to read."""

    def extracted(service, method, path, headers, body, query_params, *rest):
        if service == "lambda" and _layer_version(path, query_params):
            return _layer_version(path, query_params)

        return extract(service, method, path, headers, body, query_params, *rest)

    return extracted


def _below_function(path):
    parts = [part for part in path.split("/") if part]

    return parts[3] if len(parts) > 3 and parts[1] == "functions" else None


def _layer_version(path, query_params):
    if not path.endswith("/layers"):
        return None
    value = query_params.get("Arn")

    return value[0] if isinstance(value, list) else value
