const https = require('https');
const { S3 } = require('@aws-sdk/client-s3');
const s3 = new S3({});

exports.handler = async (event, context) => {
  console.log('REQUEST RECEIVED: ' + JSON.stringify(event));
  try {
    if (event.RequestType === 'Delete') await empty(event.ResourceProperties.BucketName);
    await send(event, context, 'SUCCESS', {});
  } catch (error) {
    console.error(error);
    await send(event, context, 'FAILED', { message: error.message });
  }
};

async function empty(Bucket) {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  if (Contents.length) await s3.deleteObjects({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } });
}

function send(event, context, Status, Data) {
  const body = JSON.stringify({
    Status,
    Reason: `See CloudWatch Logs: ${context.logStreamName}`,
    PhysicalResourceId: context.logStreamName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    Data,
  });
  const { hostname, pathname, search } = new URL(event.ResponseURL);

  return new Promise((resolve, reject) => {
    const request = https.request({ hostname, port: 443, path: pathname + search, method: 'PUT', headers: { 'content-type': '', 'content-length': body.length } }, resolve);
    request.on('error', reject);
    request.write(body);
    request.end();
  });
}
