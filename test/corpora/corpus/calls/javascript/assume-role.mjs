import { STSClient, AssumeRoleCommand } from '@aws-sdk/client-sts';
import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';

export const handler = async () => {
  const { Credentials: c } = await new STSClient({}).send(new AssumeRoleCommand({ RoleArn: process.env.ROLE, RoleSessionName: 'audit' }));
  const s3 = new S3Client({ credentials: { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, sessionToken: c.SessionToken } });
  return s3.send(new ListBucketsCommand({}));
};
