"""EventBridge: what AWS itself puts on the bus, and who takes what a rule sends."""

import json
import logging
import time

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region, new_uuid, request_scope
from ministack.services import cloudtrail, eventbridge, iam, sqs

_logger = logging.getLogger("local-cloud.events")


def apply():
    eventbridge._invoke_target = _asking_the_queue(_across_accounts(eventbridge._invoke_target))


def publish_call(body):
    """CloudTrail reports a call to the bus of its account and region; PutEvents refuses what is of AWS.

    Delivery is at least once: with `deliveries`, the same event comes so often. Source: "AWS service
    events delivered via AWS CloudTrail" (EventBridge User Guide). Its event history has it too.
    """
    asked = json.loads(body)
    record = asked["record"]
    event = {
        "EventId": new_uuid(),
        "Source": "aws." + record["eventSource"].partition(".")[0],
        "DetailType": "AWS API Call via CloudTrail",
        "Detail": json.dumps(record),
        "EventBusName": "default",
        "Time": int(time.time()),
        "Resources": [],
        "Account": record["recipientAccountId"],
        "Region": record["awsRegion"],
    }
    with request_scope(event["Account"], event["Region"]):
        cloudtrail._get_event_queue().append(
            {
                "EventId": event["EventId"],
                "EventName": record["eventName"],
                "EventSource": record["eventSource"],
                "EventTime": event["Time"],
                "CloudTrailEvent": event["Detail"],
            }
        )
        for _ in range(asked.get("deliveries", 1)):
            eventbridge._dispatch_event(event)

    return {"id": event["EventId"]}


def _across_accounts(invoke_target):
    """An event reaches the bus of another account by the role of the target, where both allow it.

    It stays of the account and region in which it happened. Source: "Sending and receiving events
    between AWS accounts in Amazon EventBridge" (EventBridge User Guide).
    """

    def invoked(target, event, rule, view=None):
        arn = target.get("Arn", "")
        _, _, service, region, account, name = (arn.split(":", 5) + [""] * 6)[:6]
        if service != "events" or not name.startswith("event-bus/") or account == get_account_id():
            invoke_target(target, event, rule, view)
            return

        bus = name.removeprefix("event-bus/")
        with request_scope(account, region):
            policy = eventbridge._event_bus_policies.get(bus)
            if _may_put(target.get("RoleArn", ""), policy, arn):
                eventbridge._dispatch_event({**event, "EventBusName": bus})
            else:
                _logger.warning("%s may not send to %s", target.get("RoleArn"), arn)

    return invoked


def _may_put(role_arn, policy, bus_arn):
    role = role_arn.rpartition("/")[2]
    account = (role_arn.split(":") + [""] * 5)[4]
    found = iam._roles.get_scoped(account, None, role)
    if found is None or "events.amazonaws.com" not in str(found["AssumeRolePolicyDocument"]):
        return False

    context = iam_evaluator.EvalContext(
        principal_arn=role_arn,
        principal_type="AssumedRole",
        principal_account=account,
        action="events:PutEvents",
        resource_arn=bus_arn,
        region=get_region(),
        secure_transport=True,
    )
    own = iam_evaluator.evaluate(context, iam_evaluator._gather_role_policies(role, account))

    return "Allow" == own.decision == iam_evaluator.evaluate_resource_policy(policy, context).decision


def _asking_the_queue(invoke_target):
    """A queue takes what its policy lets EventBridge send for the rule; the target's dead letters take the rest."""

    def invoked(target, event, rule, view=None):
        queue = sqs._queue_by_arn(target.get("Arn", ""))
        if queue is None or _lets_in(queue, target["Arn"], rule):
            invoke_target(target, event, rule, view)
            return

        _logger.warning("%s may not send to %s", rule["Arn"], target["Arn"])
        dead_letters = (target.get("DeadLetterConfig") or {}).get("Arn")
        kept = sqs._queue_by_arn(dead_letters) if dead_letters else None
        if kept is not None and _lets_in(kept, dead_letters, rule):
            invoke_target({"Arn": dead_letters}, event, rule, view)

    return invoked


def _lets_in(queue, arn, rule):
    """Source: "Using resource-based policies for Amazon EventBridge" (EventBridge User Guide)."""
    context = iam_evaluator.EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="sqs:SendMessage",
        resource_arn=arn,
        region=get_region(),
        secure_transport=True,
        service_context={"aws:sourcearn": rule["Arn"], "aws:sourceaccount": rule["Arn"].split(":")[4]},
    )
    policy = queue["attributes"].get("Policy")
    decided = iam_evaluator.evaluate_resource_policy(policy, context, service="events.amazonaws.com")

    return decided.decision == "Allow"
