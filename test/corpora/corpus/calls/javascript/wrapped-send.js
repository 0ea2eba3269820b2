const { SQSClient, SendMessageBatchCommand, SendMessageCommand } = require('@aws-sdk/client-sqs');

let client;
const lazily = () => (client = client || new SQSClient({}));
const send = (command) => lazily().send(command);

exports.handler = async (event) => {
  if (event.items.length === 1) return send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: event.items[0] }));
  return send(new SendMessageBatchCommand({ QueueUrl: process.env.QUEUE, Entries: event.items.map((MessageBody, n) => ({ Id: `${n}`, MessageBody })) }));
};
