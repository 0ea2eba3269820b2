const { SNS } = require('@aws-sdk/client-sns');
const { SQS } = require('@aws-sdk/client-sqs');

const sns = new SNS({});
const sqs = new SQS({});

module.exports.handler = async () => {
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: process.env.QUEUE_URL, MaxNumberOfMessages: 10 });
  for (const message of Messages) {
    await sns.publish({ TopicArn: process.env.TOPIC, Message: message.Body });
    await sqs.deleteMessage({ QueueUrl: process.env.QUEUE_URL, ReceiptHandle: message.ReceiptHandle });
  }
};
