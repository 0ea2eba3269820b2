import type { AppsyncApi } from '../exposure/appsync-api.ts';
import { awsCommand } from './aws-command.ts';
import { remediationText } from './remediation-text.ts';

/**
 * How to authenticate the callers of an API of AWS AppSync that takes an API key. No command changes
 * that: `update-graphql-api` resets each setting that is not given to it.
 */
export function appsyncKeyRemediation({ apiId, region, isEvents }: AppsyncApi): string {
  const named = { 'api-id': apiId, region };

  return remediationText(isEvents ? EVENTS : GRAPHQL, [
    {
      title: 'Its settings now',
      text: awsCommand('appsync', isEvents ? 'get-api' : 'get-graphql-api', named),
      isBackground: true,
    },
    {
      title:
        'Then take the keys away that clients need no more: the id of a key is the key, so keep what is printed to yourself',
      text: [
        awsCommand('appsync', 'list-api-keys', named),
        awsCommand('appsync', 'delete-api-key', { ...named, id: 'ID' }),
      ].join('\n'),
    },
  ]);
}

const GRAPHQL =
  'Make IAM, a user pool, OIDC or a Lambda authorizer the default authorization (CDK: authorizationConfig: { defaultAuthorization } of GraphqlApi), keep API_KEY as an additional one at most, and mark the fields that are public by design with @aws_api_key.';

const EVENTS =
  'Have publishers and subscribers authenticate by IAM, a user pool, OIDC or a Lambda authorizer (CDK: authorizationConfig: { defaultPublishAuthModeTypes, defaultSubscribeAuthModeTypes } of EventApi, and that of the namespace of channels where it has its own).';
