"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.handler = void 0;
const logger_1 = require("@aws-lambda-powertools/logger");
const metrics_1 = require("@aws-lambda-powertools/metrics");
const tracer_1 = require("@aws-lambda-powertools/tracer");
const client_dynamodb_1 = require("@aws-sdk/client-dynamodb");
const logger = new logger_1.Logger({ serviceName: "payments" });
const metrics = new metrics_1.Metrics({ namespace: "shop" });
const tracer = new tracer_1.Tracer();
const client = tracer.captureAWSv3Client(new client_dynamodb_1.DynamoDBClient({}));
const handler = async (event, context) => {
    logger.addContext(context);
    const id = event.pathParameters?.id;
    if (!id) {
        return { statusCode: 400, body: JSON.stringify({ message: "missing id" }) };
    }
    metrics.addMetric("read", metrics_1.MetricUnit.Count, 1);
    const { Item } = await client.send(new client_dynamodb_1.GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: id } } }));
    logger.info("payment read", { id });
    metrics.publishStoredMetrics();
    return { statusCode: Item ? 200 : 404, body: JSON.stringify(Item ?? {}) };
};
exports.handler = handler;
