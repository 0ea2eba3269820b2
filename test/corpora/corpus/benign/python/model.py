import json
import os
import pickle

import boto3
import joblib

with open(os.path.join(os.path.dirname(__file__), "vectorizer.pkl"), "rb") as file:
    vectorizer = pickle.load(file)
s3 = boto3.client("s3")
model = None


def load_model():
    global model
    if model is None:
        s3.download_file(os.environ["MODEL_BUCKET"], "model.joblib", "/tmp/model.joblib")
        model = joblib.load("/tmp/model.joblib")
    return model


def lambda_handler(event, context):
    text = json.loads(event["body"])["text"]
    prediction = load_model().predict(vectorizer.transform([text]))
    return {"statusCode": 200, "body": json.dumps({"label": int(prediction[0])})}
