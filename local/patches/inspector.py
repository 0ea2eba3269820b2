"""Amazon Inspector."""

from ministack.core.responses import json_response
from ministack.services import inspector2, lambda_svc

EXCLUSION = ("InspectorExclusion", "LambdaStandardScanning")
PAGE = 100


def apply():
    inspector2._path_handlers["/coverage/list"] = _list_coverage


def _list_coverage(data, account_id):
    """ListCoverage lists every function once it is turned on, and why it leaves one out."""
    functions = sorted(lambda_svc._functions.items())
    covered = [_covered(account_id, function) for _, function in functions]
    start = int(data.get("nextToken") or 0)
    end = start + int(data.get("maxResults") or PAGE)
    answer = {"coveredResources": covered[start:end]}
    if end < len(covered):
        answer["nextToken"] = str(end)
    return json_response(answer)


def _covered(account_id, function):
    key, value = EXCLUSION
    excluded = function.get("tags", {}).get(key) == value
    status = ("INACTIVE", "EXCLUDED_BY_TAG") if excluded else ("ACTIVE", "SUCCESSFUL")
    return {
        "accountId": account_id,
        "resourceType": "AWS_LAMBDA_FUNCTION",
        "resourceId": f"{function['config']['FunctionArn']}:$LATEST",
        "scanType": "PACKAGE",
        "scanStatus": dict(zip(("statusCode", "reason"), status)),
    }
