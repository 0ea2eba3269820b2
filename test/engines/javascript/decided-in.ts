import { findDecidedChanges, findSdkCalls } from '../../../functions/engines/javascript/index.ts';

/** What stands before the code of each handler here: clients of AWS, and what packages make. */
const before = `const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand, UpdateCommand, GetCommand, DeleteCommand, QueryCommand, BatchWriteCommand, TransactWriteCommand } = require('@aws-sdk/lib-dynamodb');
const { S3Client, PutObjectCommand, GetObjectCommand, DeleteObjectCommand, CopyObjectCommand } = require('@aws-sdk/client-s3');
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs'); const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');
const { SESClient, SendEmailCommand } = require('@aws-sdk/client-ses'); const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda');
const { SecretsManagerClient, GetSecretValueCommand } = require('@aws-sdk/client-secrets-manager');
const { ApiGatewayManagementApiClient, PostToConnectionCommand } = require('@aws-sdk/client-apigatewaymanagementapi');
const { CognitoIdentityProviderClient, AdminDeleteUserCommand, AdminCreateUserCommand, AdminSetUserPasswordCommand } = require('@aws-sdk/client-cognito-identity-provider');
const bcrypt = require('bcryptjs'); const jwt = require('jsonwebtoken'); const { v4 } = require('uuid'); const axios = require('axios'); const nodemailer = require('nodemailer');
const db = DynamoDBDocumentClient.from(new DynamoDBClient({})); const s3 = new S3Client({}); const sqs = new SQSClient({}); const sns = new SNSClient({});
const ses = new SESClient({}); const lambda = new LambdaClient({}); const secrets = new SecretsManagerClient({}); const cognito = new CognitoIdentityProviderClient({});
const mail = nodemailer.createTransport({ host: process.env.HOST });
const TableName = process.env.TABLE; const Bucket = process.env.BUCKET;
`;

/** Of a handler, what a request decides: `removes dynamodb:DeleteItem key`. */
export function decidedIn(
  body: string | undefined = '',
  beside: string | undefined = '',
  more: Readonly<Record<string, string>> = {},
) {
  const code = `${before}${beside}\nexports.handler = async (event) => {\nconst body = JSON.parse(event.body || '{}'); const id = event.pathParameters?.id;\n${body}\nreturn { statusCode: 200 };\n};`;

  return decidedBy({ 'index.js': code, ...more })?.shown;
}

export function decidedBy(files: Readonly<Record<string, string>>, handler = 'index.handler') {
  const source = { files: new Map(Object.entries(files)), handler };
  const found = findDecidedChanges(source, findSdkCalls(source).calls);

  return (
    found && {
      isWhole: found.isWhole ?? false,
      shown: found.changes.map(
        ({ kind, call, by, isBlind, isFixed, route }) =>
          `${route ? `${route.method} ${route.path} ` : ''}${kind} ${call} ${by}${isBlind ? ' blind' : ''}${isFixed ? ' fixed' : ''}`,
      ),
    }
  );
}

/** Of an application of Express. */
export function decidedByRoutes(body: string) {
  const code = `${before}const serverless = require('serverless-http'); const express = require('express');
const app = express();
app.use(express.json());
${body}
module.exports.handler = serverless(app);`;

  return decidedBy({ 'index.js': code })?.shown;
}
