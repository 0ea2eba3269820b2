const { parse } = require('csv-parse');
const { S3 } = require('@aws-sdk/client-s3');
const { DynamoDB } = require('@aws-sdk/client-dynamodb');
const { marshall } = require('@aws-sdk/util-dynamodb');
const s3 = new S3({});
const db = new DynamoDB({});

module.exports.handler = async (event) => {
  for (const record of event.Records) {
    const { Body } = await s3.getObject({ Bucket: record.s3.bucket.name, Key: record.s3.object.key });
    const requests = [];
    for await (const row of Body.pipe(parse({ columns: true }))) requests.push({ PutRequest: { Item: marshall(row) } });
    while (requests.length) await db.batchWriteItem({ RequestItems: { [process.env.TABLE]: requests.splice(0, 25) } });
  }
};
