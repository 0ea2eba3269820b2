"""Amazon S3 Block Public Access of an account, which the emulator has of buckets only."""

from ministack import app
from ministack.core.responses import AccountScopedDict
from ministack.services import s3

PATH = "/v20180820/configuration/publicAccessBlock"
ACTIONS = {
    "GET": "s3:GetAccountPublicAccessBlock",
    "PUT": "s3:PutAccountPublicAccessBlock",
    # To delete it takes the same right.
    "DELETE": "s3:PutAccountPublicAccessBlock",
}

_blocks = AccountScopedDict()


def apply():
    app._handle_s3_control_request = _with_blocks(app._handle_s3_control_request)


def _with_blocks(handle):
    """S3 Control answers for the account that the request names, which is the caller's own."""

    async def handled(path, method, body, query_params, request_id, headers=None):
        if path != PATH or method not in ACTIONS:
            return await handle(path, method, body, query_params, request_id, headers)

        headers = headers or {}
        denied = app.AUTH and app._enforce_data_plane(
            "s3", ACTIONS[method], headers, query_params, request_id, resource_arn="*"
        )
        return denied or s3.s3control_account_error(headers) or _answer(method, body)

    return handled


def _answer(method, body):
    if method == "PUT":
        _blocks["block"] = body
        return 201, {}, b""
    if method == "DELETE":
        _blocks.pop("block", None)
        return 204, {}, b""

    block = _blocks.get("block")
    if block is None:
        return s3.s3control_error(
            "NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found",
            404,
        )
    return 200, {"Content-Type": "application/xml"}, block
