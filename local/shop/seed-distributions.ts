import { CloudFrontClient, CreateDistributionCommand } from '@aws-sdk/client-cloudfront';
import {
  AddPermissionCommand,
  GetFunctionUrlConfigCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import type { SeedContext } from './seed-context.ts';
import { admittingAcl, limitingAcl } from './seed-web-acls.ts';

/**
 * Creates distributions of CloudFront that sign requests to the URL of a function: one behind a web ACL that
 * limits each address, and one of an office alone.
 */
export async function seedDistributions(
  { client }: SeedContext,
  FunctionName: string,
): Promise<void> {
  const lambda = new LambdaClient(client);
  const { FunctionUrl = '' } = await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }));
  const acls = {
    pages: await limitingAcl(client, `${FunctionName}-pages`),
    office: await admittingAcl(client, `${FunctionName}-office`),
  };

  for (const [name, WebACLId] of Object.entries(acls)) {
    const { Distribution } = await new CloudFrontClient(client).send(
      new CreateDistributionCommand({
        DistributionConfig: {
          CallerReference: `${FunctionName}-${name}`,
          Comment: '',
          Enabled: true,
          WebACLId,
          Origins: {
            Quantity: 1,
            Items: [
              {
                Id: 'function',
                DomainName: new URL(FunctionUrl).hostname,
                OriginAccessControlId: 'E1OAC',
              },
            ],
          },
          DefaultCacheBehavior: { TargetOriginId: 'function', ViewerProtocolPolicy: 'https-only' },
        },
      }),
    );
    for (const Action of ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']) {
      await lambda.send(
        new AddPermissionCommand({
          FunctionName,
          StatementId: `${name}-${Action.slice('lambda:'.length)}`,
          Action,
          Principal: 'cloudfront.amazonaws.com',
          SourceArn: Distribution?.ARN,
          ...(Action === 'lambda:InvokeFunction' && { InvokedViaFunctionUrl: true }),
        }),
      );
    }
  }
}
