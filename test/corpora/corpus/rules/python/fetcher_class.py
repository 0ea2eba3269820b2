import urllib.request
from dataclasses import dataclass


@dataclass
class Job:
    address: str
    retries: int = 3

    @classmethod
    def from_record(cls, record):
        return cls(address=record["messageAttributes"]["url"]["stringValue"])

    def run(self):
        request = urllib.request.Request(self.address, headers={"User-Agent": "job"})
        with urllib.request.urlopen(request, timeout=5) as answer:  # bad: server-side-request-forgery
            return answer.read()


def ping():
    with urllib.request.urlopen("https://status.example.com/ping") as answer:  # good
        return answer.status


def handler(event, context):
    ping()
    return [len(Job.from_record(record).run()) for record in event["Records"]]
