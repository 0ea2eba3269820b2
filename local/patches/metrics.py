"""CloudWatch metrics."""

from ministack.services import cloudwatch

RETENTION_SECONDS = 455 * 24 * 3600

# A metric that tests write. While its last value is not 0, CloudWatch's data of its dimensions is partial.
INCOMPLETE = "vigil:incomplete"

_partial_ids = set()


def apply():
    """AWS keeps hourly data points for 455 days; the emulator drops all after two weeks."""
    cloudwatch.TWO_WEEKS_SECONDS = RETENTION_SECONDS
    cloudwatch._get_metric_data = _noting_partial(cloudwatch._get_metric_data)
    cloudwatch._json_ok = _with_status(cloudwatch._json_ok)


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


def _is_incomplete(metric):
    dimensions = cloudwatch._dims_from_list(metric.get("Dimensions") or [])
    key = (metric.get("Namespace"), INCOMPLETE, cloudwatch._dims_key(dimensions))
    points = cloudwatch._metrics.get(key) or []
    return bool(points) and points[-1]["Value"] > 0


def _with_status(answer):
    def result(of):
        return {**of, "StatusCode": "PartialData"} if of.get("Id") in _partial_ids else of

    def answered(data, *rest):
        if "MetricDataResults" in data:
            data = {**data, "MetricDataResults": [result(of) for of in data["MetricDataResults"]]}
        return answer(data, *rest)

    return answered
