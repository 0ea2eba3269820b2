const AWS = require('aws-sdk');
const eventbridge = new AWS.EventBridge();
const cloudwatch = new AWS.CloudWatch();

exports.handler = async (event) => {
  await eventbridge.putEvents({ Entries: [{ EventBusName: process.env.BUS_NAME, Source: 'a', DetailType: 'b', Detail: '{}' }] }).promise();
  await cloudwatch.putMetricData({ Namespace: 'shop', MetricData: [] }).promise();
};
