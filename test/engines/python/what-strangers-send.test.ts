import { describe, expect } from 'vitest';
import { designOf, each } from './design-of-handler.ts';

describe('objects and messages', () => {
  const key = "key = f'{uuid.uuid4()}.png'\n";

  each([
    ['an object', `${key}s3.put_object(Bucket=os.environ['BUCKET'], Key=key, Body=body['image'])`],
    ['a file', `${key}s3.upload_fileobj(body['image'], 'pictures', key)`],
    [
      'a file of a bucket',
      `${key}boto3.resource('s3').Bucket('b').upload_fileobj(body['image'], key)`,
    ],
    [
      'an object of a resource',
      `${key}boto3.resource('s3').Object('b', key).put(Body=body['image'])`,
    ],
    [
      'one that is not there',
      "s3.put_object(Bucket='b', Key=body['name'], Body='x', IfNoneMatch='*')",
    ],
    [
      'a message for the queue',
      "sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=json.dumps({'text': body['text']}))",
    ],
    [
      'one for a topic',
      "sns.publish(TopicArn=os.environ['TOPIC'], Subject='x', Message=body['text'])",
    ],
    [
      'one for whom the code names',
      "ses.send_email(Source='a@x.de', Destination={'ToAddresses': [os.environ['TO']]}, Message={'Body': body['text']}, ReplyToAddresses=[body['email']])",
    ],
    [
      'an event',
      "events.put_events(Entries=[{'Source': 'shop', 'DetailType': 'Ordered', 'Detail': json.dumps({'text': body['text'], 'at': 1})}])",
    ],
    [
      'a mail to those in a list of the environment',
      "to = os.environ['TO'].split(',')\nses.send_email(Source=os.environ['FROM'], Destination={'ToAddresses': to}, Message={'Body': body['text']})",
    ],
    [
      'a text for a topic',
      "sns.publish(TopicArn=os.environ['TOPIC'], Message=f\"{body['name']} ({body['email']})\")",
    ],
    [
      'a record for a stream',
      "boto3.client('firehose').put_record(DeliveryStreamName='d', Record={'Data': json.dumps({'at': 1, 'page': body['page']})})",
    ],
    [
      'a mail by SMTP to whom the code names',
      "with smtplib.SMTP_SSL('smtp.x.de') as server:\n    server.login(os.environ['USER'], os.environ['PASSWORD'])\n    server.sendmail('a@x.de', os.environ['TO'], MIMEText(body['text']).as_string())",
      'import smtplib\nfrom email.mime.text import MIMEText',
    ],
    [
      'several',
      `table.put_item(Item={'id': str(uuid.uuid4())})\nsns.publish(TopicArn=os.environ['TOPIC'], Message='one more')`,
    ],
  ])('are additions: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBe('addition');
  });

  each([
    [
      'an object that all may read',
      `${key}s3.put_object(Bucket='b', Key=key, Body=body['html'], ACL='public-read')`,
    ],
    [
      'an object that sends them on',
      `${key}s3.put_object(Bucket='b', Key=key, Body='x', WebsiteRedirectLocation=body['url'])`,
    ],
    [
      'an object of each day',
      "s3.put_object(Bucket='b', Key=f\"{body['team']}/{datetime.utcnow():%Y-%m-%d}.json\", Body='x')",
    ],
    [
      'a message of what is there',
      "sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=json.dumps({'orderId': body['orderId']}))",
    ],
    [
      'an event of what is there',
      "events.put_events(Entries=[{'Source': 'shop', 'DetailType': 'Ordered', 'Detail': json.dumps({'id': body['id']})}])",
    ],
    [
      'a message of what is to be done',
      "sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=json.dumps({'action': body['action']}))",
    ],
    [
      'a message of a state',
      "sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=json.dumps({'status': body['status']}))",
    ],
    [
      'a message that says what is to be done',
      "sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=json.dumps({'do': 'delete_user', 'name': body['name']}))",
    ],
    [
      'a message of a text',
      "sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=f\"delete {body['name']}\")",
    ],
    [
      'a message to an address',
      "sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=json.dumps({'email': body['email'], 'html': body['html']}))",
    ],
    [
      'a message for a queue of changes',
      "sqs.send_message(QueueUrl=os.environ['REFUND_QUEUE'], MessageBody=json.dumps({'amount': body['amount']}))",
    ],
    [
      'an event of a change',
      "events.put_events(Entries=[{'Source': 'shop', 'DetailType': 'UserDeleted', 'Detail': json.dumps({'name': body['name']})}])",
    ],
    [
      'an event of what is paid',
      "events.put_events(Entries=[{'Source': 'shop', 'DetailType': 'PaymentSucceeded', 'Detail': json.dumps({'name': body['name']})}])",
    ],
    [
      'a message of a function that changes',
      'cancel_order(body)',
      "def cancel_order(body):\n    sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=json.dumps({'name': body['name']}))",
    ],
    [
      'a letter to many',
      "sns.publish(TopicArn=os.environ['SUBSCRIBERS_TOPIC'], Message=body['text'])",
    ],
    [
      'a letter of all that is sent',
      'sns.publish(TopicArn=os.environ[\'TOPIC\'], Message=f"New: {json.dumps(body)}")',
    ],
    [
      'a mail to all who are kept',
      "for each in table.scan()['Items']:\n    ses.send_email(Source='a@x.de', Destination={'ToAddresses': [each['email']]}, Message={'Body': body['text']})",
    ],
    [
      'a mail to whom is added',
      "to = ['a@x.de']\nto.append(body['email'])\nses.send_email(Source='a@x.de', Destination={'ToAddresses': to}, Message={})",
    ],
    [
      'a mail to whom nothing says',
      "ses.send_email(Source='a@x.de', Message={'Body': body['text']})",
    ],
    ['an object whose name is sent', "s3.put_object(Bucket='b', Key=body['name'], Body='x')"],
    [
      'one in a bucket that is sent',
      `${key}s3.put_object(Bucket=body['bucket'], Key=key, Body='x')`,
    ],
    ['a file whose name is sent', "s3.upload_fileobj(body['image'], 'pictures', body['name'])"],
    [
      'a message of all that is sent',
      "sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=event['body'])",
    ],
    [
      'a message of all that is sent, and an id',
      "sns.publish(TopicArn=os.environ['TOPIC'], Message=json.dumps({'id': str(uuid.uuid4()), **body}))",
    ],
    [
      'a message of what is to be called',
      "sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody=json.dumps({'url': body['url']}))",
    ],
    [
      'an event of all that is sent',
      "events.put_events(Entries=[{'Source': 'shop', 'DetailType': 'Ordered', 'Detail': json.dumps(body)}])",
    ],
    ['a queue that is sent', "sqs.send_message(QueueUrl=body['queue'], MessageBody='x')"],
    [
      'a topic that is sent, of an object',
      "settings = Settings()\nsettings.topic = body['topic']\nsns.publish(TopicArn=settings.topic, Message='x')",
      'class Settings:\n    pass',
    ],
    [
      'a bot',
      "bot.send_message(body['chat'], body['text'])",
      'import telebot\nbot = telebot.TeleBot(os.environ["TOKEN"])',
    ],
    ['a topic that is sent', "sns.publish(TopicArn=body['topic'], Message='x')"],
    ['a number that is sent', "sns.publish(PhoneNumber=body['phone'], Message='x')"],
    [
      'an address that is sent',
      "ses.send_email(Source='a@x.de', Destination={'ToAddresses': [body['email']]}, Message={})",
    ],
    [
      'a mail by SMTP to an address that is sent',
      "with smtplib.SMTP_SSL('smtp.x.de') as server:\n    server.sendmail('a@x.de', body['email'], MIMEText(body['text']).as_string())",
      'import smtplib\nfrom email.mime.text import MIMEText',
    ],
    [
      'a mail of which only its head says who gets it',
      "ses.send_raw_email(Source='a@x.de', RawMessage={'Data': body['mail']})",
    ],
    [
      'a record for a stream that is sent',
      "boto3.client('kinesis').put_record(StreamName=body['stream'], Data=b'x', PartitionKey='1')",
    ],
    [
      'a sender that is sent',
      "ses.send_email(Source=body['email'], Destination={'ToAddresses': ['a@x.de']}, Message={})",
    ],
    [
      'an event of a name that is sent',
      "events.put_events(Entries=[{'Source': 'shop', 'DetailType': body['type'], 'Detail': '{}'}])",
    ],
    ['events that are not seen', "events.put_events(Entries=body['entries'])"],
    [
      'a queue of reminders',
      "sqs.send_message(QueueUrl=os.environ['SMS_QUEUE'], MessageBody=json.dumps({'phone': body['phone']}))",
    ],
  ])('are none: %s', (_, body, beside) => {
    expect(designOf(body, beside)).toBeUndefined();
  });
});
