from .store import find_notes as find
from .store import Archive


def handler(event, context):
    word = (event.get("queryStringParameters") or {}).get("q", "")
    return {"found": find(word), "kept": Archive("/mnt/notes").keep(event["headers"]["x-file-name"], word)}
