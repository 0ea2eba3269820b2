"""CloudWatch metrics."""

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import cloudwatch

# A metric that tests write. While its last value is not 0, CloudWatch's data of its dimensions is partial.
INCOMPLETE = "vigil:incomplete"

_partial_ids = set()


def apply():
    # AWS keeps hourly data points for 455 days. The emulator drops all after two weeks, and looks for those at each request.
    cloudwatch._evict_old_metrics = lambda: None
    cloudwatch._get_metric_data = _noting_partial(_of_what_is_asked(cloudwatch._get_metric_data))
    cloudwatch._json_ok = _with_status(cloudwatch._json_ok)


def _of_what_is_asked(get_metric_data):
    """
    For each query the emulator goes through all metrics of all accounts: 500 queries among 80,000 metrics keep it from all
    other requests for seconds. What has no dimensions is asked of all of them.
    """

    def answered(params, cbor_data, is_cbor, is_json=False):
        queries = (cbor_data or {}).get("MetricDataQueries", [])
        metrics = [query.get("MetricStat", {}).get("Metric", {}) for query in queries]
        if not metrics or not all(metric.get("Dimensions") for metric in metrics):
            return get_metric_data(params, cbor_data, is_cbor, is_json)

        every, asked = cloudwatch._metrics, AccountRegionScopedDict()
        for key in {_key_of(metric) for metric in metrics}:
            asked[key] = every.get(key) or []
        cloudwatch._metrics = asked
        try:
            return get_metric_data(params, cbor_data, is_cbor, is_json)
        finally:
            cloudwatch._metrics = every

    return answered


def _noting_partial(get_metric_data):
    """GetMetricData may return a part of a metric's data, which the emulator never does."""

    def answered(params, cbor_data, is_cbor, is_json=False):
        _partial_ids.clear()
        for query in (cbor_data or {}).get("MetricDataQueries", []):
            metric = query.get("MetricStat", {}).get("Metric", {})
            if _is_incomplete(metric):
                _partial_ids.add(query.get("Id"))
        return get_metric_data(params, cbor_data, is_cbor, is_json)

    return answered


def _key_of(metric, name=None):
    dimensions = cloudwatch._dims_from_list(metric.get("Dimensions") or [])

    return (metric.get("Namespace", ""), name or metric.get("MetricName", ""), cloudwatch._dims_key(dimensions))


def _is_incomplete(metric):
    points = cloudwatch._metrics.get(_key_of(metric, INCOMPLETE)) or []
    return bool(points) and points[-1]["Value"] > 0


def _with_status(answer):
    def result(of):
        return {**of, "StatusCode": "PartialData"} if of.get("Id") in _partial_ids else of

    def answered(data, *rest):
        if "MetricDataResults" in data:
            data = {**data, "MetricDataResults": [result(of) for of in data["MetricDataResults"]]}
        return answer(data, *rest)

    return answered
