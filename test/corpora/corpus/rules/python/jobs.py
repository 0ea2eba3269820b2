import jsonpickle
import marshal
import dill


class Job:
    def __init__(self, record):
        self.text = record["body"]

    def load(self):
        return jsonpickle.decode(self.text)  # bad: unsafe-deserialization

    def code(self):
        return marshal.loads(self.text.encode("latin-1"))  # bad: unsafe-deserialization


def handler(event, context):
    for record in event["Records"]:
        job = Job(record)
        job.load()
        job.code()
    return dill.dumps({"done": True})  # good
