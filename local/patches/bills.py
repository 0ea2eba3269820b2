"""AWS Budgets and Cost Explorer."""

from ministack.core import iam_actions, router
from ministack.core.responses import AccountScopedDict, get_account_id, json_response
from ministack.services import budgets

PAGE = 50

COST_EXPLORER = "AWSInsightsIndexService"

# Each of them takes the right to see budgets.
VIEWS = ("DescribeBudgets", "DescribeBudgetNotificationsForAccount")

_subscriptions = AccountScopedDict()
_monitors = AccountScopedDict()


def apply():
    """Cost Explorer speaks as Budgets does, and the emulator has none of it."""
    router.SERVICE_PATTERNS["budgets"]["target_prefixes"].append(COST_EXPLORER)
    budgets._DISPATCH |= {
        "DescribeBudgetNotificationsForAccount": _notifications,
        "CreateAnomalyMonitor": _creating("Monitor", "anomalymonitor", _monitors),
        "CreateAnomalySubscription": _creating(
            "Subscription", "anomalysubscription", _subscriptions
        ),
        "GetAnomalyMonitors": _listing("AnomalyMonitors", _monitors),
        "GetAnomalySubscriptions": _listing("AnomalySubscriptions", _subscriptions),
    }
    iam_actions.extract_iam_action = _action(iam_actions.extract_iam_action)
    iam_actions.extract_resource_arn = _resource(iam_actions.extract_resource_arn)


def _action(extract):
    """What shows budgets is one action, and Cost Explorer has a prefix of its own."""

    def extracted(service, method, path, headers, *rest):
        if service != "budgets":
            return extract(service, method, path, headers, *rest)
        target, _, operation = headers.get("x-amz-target", "").rpartition(".")
        if target.startswith(COST_EXPLORER):
            return f"ce:{operation}"
        return f"budgets:{'ViewBudget' if operation in VIEWS else operation}"

    return extracted


def _resource(extract):
    def extracted(service, method, path, headers, *rest):
        if service != "budgets":
            return extract(service, method, path, headers, *rest)
        target, _, operation = headers.get("x-amz-target", "").rpartition(".")
        if target.startswith(COST_EXPLORER):
            kind = "anomalymonitor" if "Monitor" in operation else "anomalysubscription"
            return f"arn:aws:ce::{get_account_id()}:{kind}/*"
        return f"arn:aws:budgets::{get_account_id()}:budget/*"

    return extracted


def _notifications(data):
    """DescribeBudgetNotificationsForAccount lists the thresholds of all budgets at once, by page."""
    named = [
        {"BudgetName": name, "Notifications": [each["notification"] for each in entries]}
        for name, entries in sorted(budgets._notification_store.items())
    ]
    start = int(data.get("NextToken") or 0)
    end = start + int(data.get("MaxResults") or PAGE)
    answer = {"BudgetNotificationsForAccount": named[start:end]}
    if end < len(named):
        answer["NextToken"] = str(end)
    return json_response(answer)


def _creating(kind, resource, store):
    def create(data):
        named = data[f"Anomaly{kind}"]
        name = named[f"{kind}Name"]
        arn = f"arn:aws:ce::{get_account_id()}:{resource}/{name}"
        store[name] = {**named, f"{kind}Arn": arn}
        return json_response({f"{kind}Arn": arn})

    return create


def _listing(key, store):
    return lambda _: json_response({key: list(store.values())})
