"""Layers."""

from ministack.core.responses import error_response_json, get_account_id
from ministack.services import lambda_svc


def apply():
    for action in ("ListLayerVersions", "GetLayerVersionPolicy"):
        name = ANSWERS[action]
        setattr(lambda_svc, name, _by_name_or_arn(getattr(lambda_svc, name), action))


ANSWERS = {
    "ListLayerVersions": "_list_layer_versions",
    "GetLayerVersionPolicy": "_get_layer_version_policy",
}


def _by_name_or_arn(answer, action):
    """A layer goes by its name or by its ARN.

    The policy of a layer can share nothing but GetLayerVersion with another account.
    """

    def answered(layer, *rest):
        if not layer.startswith("arn:"):
            return answer(layer, *rest)

        account, _, name = layer.split(":")[4:7]
        return answer(name, *rest) if account == get_account_id() else _denied(layer, action)

    return answered


def _denied(layer, action):
    message = f"not authorized to perform: lambda:{action} on resource: {layer} because no "
    message += f"resource-based policy allows the lambda:{action} action"

    return error_response_json("AccessDeniedException", message, 403)
