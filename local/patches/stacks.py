"""CloudFormation: what a template may say and the emulator forgets."""

from ministack.core.responses import get_account_id, get_region
from ministack.services import dynamodb, eventbridge, iam, scheduler
from ministack.services.cloudformation import provisioners

HANDLERS = provisioners._RESOURCE_HANDLERS


def apply():
    HANDLERS["AWS::Chatbot::SlackChannelConfiguration"] = {
        "create": _create_slack_channel,
        "update": _keep,
        "delete": _forget,
    }
    HANDLERS["AWS::Events::EventBusPolicy"] = {
        "create": _admit_to_bus,
        "update": lambda _physical_id, _old, new, stack: _admit_to_bus(None, new, stack),
        "delete": _bar_from_bus,
    }
    _after("AWS::IAM::Role", _keep_boundary)
    _after("AWS::DynamoDB::Table", _keep_table_settings)
    _after("AWS::DynamoDB::GlobalTable", _keep_table_settings)
    _after("AWS::Scheduler::Schedule", _keep_time_zone)
    alarm = provisioners._cw_metric_alarm_record
    provisioners._cw_metric_alarm_record = lambda name, props: _metric_math(alarm, name, props)


def _create_slack_channel(_logical_id, props, _stack):
    """Amazon Q Developer in chat applications (AWS Chatbot): the emulator has none of it."""
    name = props["ConfigurationName"]
    arn = f"arn:aws:chatbot::{get_account_id()}:chat-configuration/slack-channel/{name}"
    return arn, {"Arn": arn}


def _keep(physical_id, _old, _new, _stack):
    return physical_id, {"Arn": physical_id}


def _forget(_physical_id, _props):
    return None


def _admit_to_bus(_logical_id, props, _stack):
    """A statement of the policy of a bus: the emulator takes those of PutPermission alone."""
    bus, sid = props["EventBusName"], props["StatementId"]
    policy = eventbridge._event_bus_policies.get(bus) or {"Version": "2012-10-17", "Statement": []}
    others = [each for each in policy["Statement"] if each.get("Sid") != sid]
    policy["Statement"] = [*others, {**props["Statement"], "Sid": sid}]
    eventbridge._event_bus_policies[bus] = policy

    return f"{bus}|{sid}", {}


def _bar_from_bus(physical_id, _props):
    bus, _, sid = physical_id.partition("|")
    eventbridge._remove_permission({"EventBusName": bus, "StatementId": sid})


def _after(resource_type, carry_over):
    """Has `carry_over` finish what the emulator's own handlers made of a resource."""
    handlers = HANDLERS[resource_type]
    create, update = handlers["create"], handlers["update"]

    def created(logical_id, props, stack):
        made = create(logical_id, props, stack)
        carry_over(made[0], props)
        return made

    def updated(physical_id, old, new, stack, *rest, **named):
        made = update(physical_id, old, new, stack, *rest, **named)
        carry_over(made[0], new)
        return made

    handlers["create"], handlers["update"] = created, updated


def _keep_boundary(name, props):
    """A role's permissions boundary limits it."""
    iam._roles[name]["PermissionsBoundary"] = props.get("PermissionsBoundary", "")


def _keep_table_settings(name, props):
    """A table expires its items, and keeps its past and itself, as its template says."""
    expiry = props.get("TimeToLiveSpecification") or {}
    if expiry.get("Enabled"):
        dynamodb._ttl_settings[name] = {
            "TimeToLiveStatus": "ENABLED",
            "AttributeName": expiry["AttributeName"],
        }

    here = _replica_here(props)
    recovery = here.get("PointInTimeRecoverySpecification") or {}
    dynamodb._pitr_settings[name] = bool(recovery.get("PointInTimeRecoveryEnabled"))
    table = dynamodb._tables[name]
    table["DeletionProtectionEnabled"] = bool(here.get("DeletionProtectionEnabled"))


def _keep_time_zone(name, props):
    """A schedule has a time zone. It is returned, and not used: the emulator fires in UTC."""
    schedule = scheduler._schedules[f"{props.get('GroupName', 'default')}/{name}"]
    schedule["ScheduleExpressionTimezone"] = props.get("ScheduleExpressionTimezone", "UTC")


def _replica_here(props):
    """A global table says by region what a table says itself."""
    replicas = props.get("Replicas") or [props]
    return next((each for each in replicas if each.get("Region") == get_region()), replicas[0])


def _metric_math(alarm, name, props):
    """An alarm on metric math deploys. It is never evaluated here, so it stays as it was made."""
    metrics = props.get("Metrics")
    if not metrics:
        return alarm(name, props)

    first = next(each["MetricStat"]["Metric"] for each in metrics if each.get("MetricStat"))
    plain = {key: value for key, value in props.items() if key != "Metrics"}
    return alarm(
        name,
        {
            **plain,
            "MetricName": first["MetricName"],
            "Namespace": f"not evaluated: {first['Namespace']}",
        },
    )
