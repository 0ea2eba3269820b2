"""AWS AppSync."""

import json
import re

from ministack.core.responses import AccountRegionScopedDict, json_response
from ministack.services import appsync, appsync_events, waf

CUSTOM_ID = "ms-custom-id"

# Of Event APIs, by id.
_event_sources = AccountRegionScopedDict()

# Of merged APIs, by id, the ids of what they merge.
_sources = AccountRegionScopedDict()


def apply():
    """Merged APIs, of which the emulator knows the type alone, the data sources of Event APIs, and the web ACL before an API."""
    appsync._api_with_tags = _with_web_acl(appsync._api_with_tags)
    appsync._create_graphql_api = _with_own_id(appsync._create_graphql_api)
    appsync.handle_request = _with_event_sources(_with_source_apis(appsync.handle_request))


def _with_web_acl(of_api):
    """AWS WAF keeps what it stands before, and AppSync says so of an API."""

    def whole(api):
        answer = of_api(api)
        acl = waf._associations.get(api.get("arn"))

        return {**answer, "wafWebAclArn": acl} if acl else answer

    return whole


def _with_own_id(create):
    """As of APIs of API Gateway, the emulator takes the id from a tag, so that what is expected can name it."""

    def created(body):
        own = (body.get("tags") or {}).get(CUSTOM_ID)
        if own is None:
            return create(body)
        new_uuid, appsync.new_uuid = appsync.new_uuid, lambda: own
        try:
            return create(body)
        finally:
            appsync.new_uuid = new_uuid

    return created


def _with_source_apis(handle_request):
    """AssociateSourceGraphqlApi and ListSourceApiAssociations."""

    async def handled(method, path, headers, body, query_params):
        named = re.fullmatch(r"/v1/(?:mergedApis|apis)/([^/]+)/sourceApiAssociations", path)
        if named is None:
            return await handle_request(method, path, headers, body, query_params)
        merged = named[1]
        if method == "POST":
            source = json.loads(body)["sourceApiIdentifier"]
            _sources[merged] = [*_sources.get(merged, []), source]
            return json_response({"sourceApiAssociation": {"sourceApiId": source}})
        summaries = [{"mergedApiId": merged, "sourceApiId": each} for each in _sources.get(merged, [])]
        return json_response({"sourceApiAssociationSummaries": summaries})

    return handled


def _with_event_sources(handle_request):
    """CreateDataSource and ListDataSources of an Event API, as of a GraphQL API."""

    async def handled(method, path, headers, body, query_params):
        named = re.fullmatch(r"/v1/apis/([^/]+)/datasources", path)
        if named is None or named[1] not in appsync_events._apis:
            return await handle_request(method, path, headers, body, query_params)
        before = _event_sources.get(named[1], [])
        if method == "POST":
            source = json.loads(body)
            _event_sources[named[1]] = [*before, source]
            return json_response({"dataSource": source})
        return json_response({"dataSources": before})

    return handled
