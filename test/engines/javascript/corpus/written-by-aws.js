const { exec } = require('child_process');
const { AthenaClient, StartQueryExecutionCommand } = require('@aws-sdk/client-athena');
const { Client } = require('pg');

const athena = new AthenaClient({});
const db = new Client();

exports.schedule = async (event) => {
  const [year, month] = event.time.slice(0, 10).split('-');
  const query = `ALTER TABLE logs ADD PARTITION (year='${year}', month='${month}')`;
  await athena.send(new StartQueryExecutionCommand({ QueryString: query })); // good
  await db.query(`SELECT 1 FROM a WHERE b = '${event.account}-${event.region.toUpperCase()}'`); // good
  const { time, detail } = event;
  await db.query(`SELECT 1 FROM a WHERE b = '${time}'`); // good
  await db.query(`SELECT 1 FROM a WHERE b = '${detail.time}'`); // bad: query-injection
  await db.query(`SELECT 1 FROM a WHERE b = '${detail.bucket.name}'`); // good
};

exports.bridge = async (event) => {
  await db.query(`INSERT INTO a VALUES ('${event.id}', '${event.source}')`); // good
  await db.query(`INSERT INTO a VALUES ('${event.detail.id}')`); // bad: query-injection
};

exports.direct = async (event) => {
  await db.query(`SELECT 1 FROM a WHERE b = '${event.id}'`); // bad: query-injection
};

exports.given = async ({ time }) => {
  await db.query(`SELECT 1 FROM a WHERE b = '${time}'`); // good
};

exports.records = async (event) => {
  for (const record of event.Records) {
    await db.query(`INSERT INTO a VALUES ('${record.eventTime}', '${record.messageId}')`); // good
    const { bucket, object } = record.s3;
    await db.query(`INSERT INTO a VALUES ('${bucket.name}', '${object.eTag}')`); // good
    await db.query(`INSERT INTO a VALUES ('${object.key}')`); // bad: query-injection
    await db.query(`INSERT INTO a VALUES ('${JSON.parse(record.body).eventName}')`); // bad: query-injection
  }
  await Promise.all(event.Records.map((record) => db.query(`DELETE FROM a WHERE b = '${record.eventName}'`))); // good
};

exports.request = async (event) => {
  const body = JSON.parse(event.body);
  await db.query(`SELECT 1 FROM a WHERE b = '${event.httpMethod}'`); // good
  await db.query(`SELECT 1 FROM a WHERE b = '${body.time}'`); // bad: query-injection
};

exports.customResource = async (event) => {
  const properties = event.ResourceProperties;
  await db.query(`CREATE TABLE ${properties.Table}`); // good
  await db.query(`DROP TABLE ${event.PhysicalResourceId}`); // good
  const { OldResourceProperties: old } = event;
  await db.query(`DROP TABLE ${old.Table}`); // good
};

// What calls it took the properties from the template.
exports.behindCustomResource = async (props, event) => {
  if (event.RequestType === 'Delete') return { PhysicalResourceId: event.PhysicalResourceId };
  await db.query(`CREATE USER ${props.username}`); // good
};

exports.behindTakenApart = async (props, { RequestType, StackId }) => {
  await db.query(`GRANT ALL TO ${props.username}`); // good
  return { PhysicalResourceId: `${StackId}/${RequestType}` };
};

exports.withContext = async (props, context) => {
  await db.query(`CREATE USER ${props.username}`); // bad: query-injection
  return context.awsRequestId;
};

exports.objectLambda = async (event) => {
  const { getObjectContext: { inputS3Url, outputRoute } = {}, userRequest: { url } } = event;
  await fetch(inputS3Url); // good
  await fetch(event.getObjectContext?.inputS3Url); // good
  await fetch(event['getObjectContext']['inputS3Url']); // good
  await fetch(event.inputS3Url); // bad: server-side-request-forgery
  await fetch(event.body.getObjectContext.inputS3Url); // bad: server-side-request-forgery
};

exports.objectLambdaCompiled = async (event) => {
  var all, other, third;
  await fetch((all = event.getObjectContext) === null || all === void 0 ? void 0 : all.inputS3Url); // good
  await fetch((other = event.body) == null ? void 0 : other.inputS3Url); // bad: server-side-request-forgery
  third = event.body;
  await fetch((third = third || event.getObjectContext) == null ? void 0 : third.inputS3Url); // bad: server-side-request-forgery
};

exports.objectLambdaOrBody = async (event) => {
  const either = event.body ? JSON.parse(event.body) : event;
  await fetch(either.getObjectContext.inputS3Url); // bad: server-side-request-forgery
};

const transformed = (event) => fetch(event.getObjectContext.inputS3Url); // bad: server-side-request-forgery

exports.objectLambdaByHelper = async (event) => {
  if (event.body) return transformed(JSON.parse(event.body));
  return transformed(event);
};

exports.objectLambdaFilled = async (event) => {
  Object.assign(event, JSON.parse(event.body));
  await fetch(event.getObjectContext.inputS3Url); // bad: server-side-request-forgery
};

exports.alexa = async (event) => {
  const { apiEndpoint } = event.context.System;
  await fetch(`${event.context.System.apiEndpoint}/v1/devices`); // good
  await fetch(`${apiEndpoint}/v1/devices`); // good
  await fetch(event.request.url); // bad: server-side-request-forgery
  await fetch(JSON.parse(event.body).context.System.apiEndpoint); // bad: server-side-request-forgery
};

exports.pipeline = async (event) => {
  const { data } = event['CodePipeline.job'];
  const parameters = JSON.parse(data.actionConfiguration.configuration.UserParameters);
  await db.query(`CREATE TABLE ${parameters.table}`); // good
  await db.query(`CREATE TABLE ${data.other}`); // bad: query-injection
};

exports.pipelineOrBody = async (event) => {
  const given = event.body ? JSON.parse(event.body) : event;
  const job = given['CodePipeline.job'];
  exec(job.data.actionConfiguration.configuration.UserParameters); // bad: command-injection
  const own = event['CodePipeline.job'];
  exec(own.data.actionConfiguration.configuration.UserParameters); // good
};

exports.pipelineByHelper = async (event) => {
  if (event.body) return runJob(JSON.parse(event.body));
  return runJob(event);
};

function runJob(given) {
  exec(given['CodePipeline.job'].data.actionConfiguration.configuration.UserParameters); // bad: command-injection
}

exports.edge = async (event) => {
  const { request } = event.Records[0].cf;
  await fetch(`https://${request.origin.custom.domainName}${request.uri}`); // good
  await fetch(`https://${request.origin.s3.domainName}/index.html`); // good
  await fetch(`https://${request.querystring}/`); // bad: server-side-request-forgery
};

exports.edgeChanged = async (event) => {
  const { request } = event.Records[0].cf;
  Object.assign(request.origin.custom, JSON.parse(request.body.data));
  await fetch(`https://${request.origin.custom.domainName}/`); // bad: server-side-request-forgery
};
