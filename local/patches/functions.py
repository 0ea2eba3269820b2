"""Lambda."""

import copy
import hashlib
import json
import os
from urllib.parse import unquote

from ministack.core.responses import (
    error_response_json,
    get_account_id,
    get_region,
    json_response,
)
from ministack.services import lambda_svc

# AWS's default for a region; the emulator would ask the machine.
ACCOUNT_CONCURRENCY = 1000

LAST_MODIFIED = "vigil:last-modified"
REPLICAS = "vigil:replicas"

# ListFunctions leaves these to GetFunction.
NOT_LISTED = (
    "State",
    "StateReason",
    "StateReasonCode",
    "LastUpdateStatus",
    "LastUpdateStatusReason",
    "LastUpdateStatusReasonCode",
    "RuntimeVersionConfig",
)


def apply():
    lambda_svc.handle_request = _as_aws_describes(lambda_svc.handle_request)
    lambda_svc._ACCOUNT_CONCURRENCY_CAP = ACCOUNT_CONCURRENCY
    lambda_svc._list_functions = _list_functions
    lambda_svc._list_versions = _qualified_versions(lambda_svc._list_versions)
    lambda_svc._get_policy = _get_policy
    lambda_svc._get_event_invoke_config = _of_latest(lambda_svc._get_event_invoke_config)
    lambda_svc._presigned_code_url = _by_the_endpoint(lambda_svc._presigned_code_url)
    lambda_svc._layer_content_url = _by_the_endpoint(lambda_svc._layer_content_url)


def _as_aws_describes(handle_request):
    """Every answer that describes functions leaves out what AWS leaves out."""

    async def handled(method, path, headers, body, query):
        if method == "GET" and path.endswith("/runtime-management-config"):
            return _runtime_management_config(path.split("/")[-2])
        if method == "GET" and path.endswith("/provisioned-concurrency") and "List" in query:
            return _provisioned_concurrency(path.split("/")[-2])

        status, headers, content = await handle_request(method, path, headers, body, query)
        described = "/functions" in path and not path.endswith("invocations")
        if described and status < 300 and isinstance(content, (bytes, str)) and content:
            content = json.dumps(_described(json.loads(content))).encode()

        return status, headers, content

    return handled


def _runtime_management_config(name):
    """GetRuntimeManagementConfig: runtimes update themselves unless someone says otherwise."""
    if name not in lambda_svc._functions:
        return _not_found(f"Function not found: {lambda_svc._func_arn(name)}")
    arn = lambda_svc._func_arn(name)
    return json_response({"UpdateRuntimeOn": "Auto", "FunctionArn": arn, "RuntimeVersionArn": None})


def _provisioned_concurrency(function_name):
    """ListProvisionedConcurrencyConfigs: of all aliases and versions."""
    name, _ = lambda_svc._resolve_request_scoped_name_and_qualifier(unquote(function_name))
    if name not in lambda_svc._functions:
        return _not_found(f"Function not found: {lambda_svc._func_arn(name)}")
    kept = lambda_svc._functions[name].get("provisioned_concurrency", {})
    return json_response(
        {
            "ProvisionedConcurrencyConfigs": [
                {**each, "FunctionArn": f"{lambda_svc._func_arn(name)}:{qualifier}"}
                for qualifier, each in kept.items()
            ]
        }
    )


def _described(answer):
    if "CodeSha256" in answer and "FunctionArn" in answer:
        return _configuration(answer)
    for key in ("Functions", "Versions"):
        if key in answer:
            answer[key] = [_listed(_configuration(each)) for each in answer[key]]
    if "Configuration" in answer:
        answer["Configuration"] = _configuration(answer["Configuration"])
    return answer


def _listed(configuration):
    return {key: value for key, value in configuration.items() if key not in NOT_LISTED}


def _configuration(configuration):
    """AWS says nothing of a VPC, layers or a key that are not there, nor of an image's runtime.

    The tag `vigil:last-modified` of a sample function stands for its age.
    """
    function = lambda_svc._functions.get(configuration["FunctionName"]) or {}
    absent = [key for key in ("Layers", "KMSKeyArn") if not configuration.get(key)]
    if not (configuration.get("VpcConfig") or {}).get("SubnetIds"):
        absent.append("VpcConfig")
    if configuration.get("PackageType") == "Image":
        absent += ["Runtime", "Handler", "Layers"]
        configuration["CodeSha256"] = hashlib.sha256(
            configuration.get("ImageUri", "").encode()
        ).hexdigest()
        absent.append("ImageUri")

    configuration["LastModified"] = function.get("tags", {}).get(
        LAST_MODIFIED, configuration.get("LastModified")
    )

    return {key: value for key, value in configuration.items() if key not in absent}


def _list_functions(query):
    """ListFunctions: with FunctionVersion=ALL, $LATEST and every published version by its own ARN.

    With MasterRegion, only what CloudFront has replicated here from that region.
    """
    every_version = _first(query, "FunctionVersion") == "ALL"
    master = _first(query, "MasterRegion")
    if master and not every_version:
        return error_response_json(
            "InvalidParameterValueException", "MasterRegion takes FunctionVersion ALL", 400
        )

    entries = _replicas(master) if master else []
    for name in [] if master else sorted(lambda_svc._functions.keys()):
        function = lambda_svc._functions[name]
        entries += _versions(function) if every_version else [function["config"]]

    start = int(_first(query, "Marker") or 0)
    end = start + int(_first(query, "MaxItems") or 50)
    answer = {"Functions": entries[start:end]}
    if end < len(entries):
        answer["NextMarker"] = str(end)

    return json_response(answer)


def _versions(function):
    latest = function["config"]
    published = [function["versions"][key] for key in sorted(function["versions"], key=int)]
    return [_qualified(latest, "$LATEST")] + [
        _qualified(each["config"], each["config"]["Version"]) for each in published
    ]


def _replicas(master):
    """The tag `vigil:replicas` of a sample function names the regions to which CloudFront replicates it."""
    entries = []
    for (account, region, name), function in sorted(lambda_svc._functions._data.items()):
        places = function.get("tags", {}).get(REPLICAS, "").split()
        if account != get_account_id() or region != master or get_region() not in places:
            continue
        entries.append(
            {
                **function["config"],
                "FunctionName": f"{master}.{name}",
                "FunctionArn": f"{lambda_svc._func_arn(f'{master}.{name}')}:1",
                "MasterArn": f"arn:aws:lambda:{master}:{account}:function:{name}:1",
                "Version": "1",
            }
        )
    return entries


def _qualified(configuration, version):
    arn = f"{lambda_svc._func_arn(configuration['FunctionName'])}:{version}"
    return {**configuration, "FunctionArn": arn, "Version": version}


def _qualified_versions(list_versions):
    """ListVersionsByFunction: $LATEST too is named by its qualified ARN."""

    def listed(name, query):
        status, headers, content = list_versions(name, query)
        if status >= 300:
            return status, headers, content
        answer = json.loads(content)
        answer["Versions"] = [_qualified(each, each["Version"]) for each in answer["Versions"]]
        return json_response(answer)

    return listed


def _get_policy(name, query=None, path_qualifier=None):
    """GetPolicy: the statements of the function, or of one version or alias, and 404 when none."""
    qualifier = lambda_svc._qualifier_from_path_or_query(path_qualifier, query)
    if name not in lambda_svc._functions:
        return _not_found(f"Function not found: {lambda_svc._func_arn(name)}")
    unknown = lambda_svc._validate_function_qualifier_exists(name, qualifier)
    if unknown:
        return unknown

    function = lambda_svc._functions[name]
    arn = lambda_svc._policy_resource_arn(name, qualifier)
    policy = copy.deepcopy(function["policy"])
    policy["Statement"] = [each for each in policy["Statement"] if each["Resource"] == arn]
    if not policy["Statement"]:
        return _not_found("The resource you requested does not exist.")

    return json_response(
        {"Policy": json.dumps(policy), "RevisionId": function["config"]["RevisionId"]}
    )


def _of_latest(get_event_invoke_config):
    """GetFunctionEventInvokeConfig: the unqualified function is $LATEST, as CloudFormation says."""

    def got(name, qualifier=None):
        answer = get_event_invoke_config(name, qualifier)
        missing = answer[0] == 404 and not qualifier
        return get_event_invoke_config(name, "$LATEST") if missing else answer

    return got


def _by_the_endpoint(url_of):
    """Code is downloaded from S3 on AWS; here by the endpoint that functions know, which records."""

    def url(*arguments):
        _, _, rest = url_of(*arguments).partition("/_ministack/")
        return f"{os.environ['AWS_ENDPOINT_URL']}/_ministack/{rest}"

    return url


def _not_found(message):
    return error_response_json("ResourceNotFoundException", message, 404)


def _first(query, key):
    value = (query or {}).get(key)
    return value[0] if isinstance(value, list) else value
