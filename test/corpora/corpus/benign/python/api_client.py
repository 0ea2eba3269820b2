import json
import os

import requests

API = os.environ["API_URL"]
session = requests.Session()
session.headers["Authorization"] = f"Bearer {os.environ['API_TOKEN']}"


def lambda_handler(event, context):
    user = event["pathParameters"]["id"]
    profile = session.get(f"{API}/users/{user}", timeout=5).json()
    posts = requests.get("https://jsonplaceholder.typicode.com/posts", params={"userId": user}, timeout=5).json()
    city = requests.get("https://api.openweathermap.org/data/2.5/weather?q=" + event["queryStringParameters"]["city"], timeout=5)
    return {"statusCode": 200, "body": json.dumps({"profile": profile, "posts": posts, "weather": city.json()})}
