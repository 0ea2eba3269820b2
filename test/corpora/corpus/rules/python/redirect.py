from urllib.parse import quote

PAGES = {"home": "/", "basket": "/basket"}


def lambda_handler(event, context):
    query = event.get("queryStringParameters") or {}

    if query.get("page") in PAGES:
        return {"statusCode": 302, "headers": {"Location": PAGES[query["page"]]}}  # good
    if query.get("code"):
        return {"statusCode": 302, "headers": {"Location": "https://www.example.com/" + quote(query["code"])}}  # good
    return {"statusCode": 302, "headers": {"Location": query["next"]}}  # bad: open-redirect
