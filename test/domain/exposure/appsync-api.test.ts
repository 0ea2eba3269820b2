import { expect, it } from 'vitest';
import {
  type AppsyncApi,
  callersOfAppsync,
  requirementsOf,
  takesKeyAlone,
} from '../../../functions/domain/exposure/appsync-api.ts';
import { appsyncApiOf } from '../../builders/appsync-api-of.ts';

it.each<[Partial<AppsyncApi>, boolean, string, string]>([
  [{}, true, 'anyone who has the API key', 'API_KEY'],
  [{ isPrivate: true }, false, 'a caller in a network with an endpoint for the API', 'API_KEY'],
  [
    { webAcls: [{ arn: 'arn:acl', name: 'office', isClosed: true, rates: [] }] },
    false,
    'a caller from the addresses that its web ACL admits',
    'API_KEY',
  ],
  [
    { webAcls: [{ arn: 'arn:acl', name: 'shop', rates: [] }] },
    true,
    'anyone who has the API key',
    'API_KEY',
  ],
  [{ authentication: 'AWS_IAM' }, false, 'a caller that the API admits', 'AWS_IAM'],
  [
    { authentication: 'AMAZON_COGNITO_USER_POOLS', alsoAccepted: ['API_KEY', 'AWS_IAM'] },
    false,
    'a caller that the API admits',
    'AMAZON_COGNITO_USER_POOLS at least; API_KEY, AWS_IAM for the fields that its schema marks so',
  ],
  [
    { alsoAccepted: ['AWS_IAM'] },
    true,
    'anyone who has the API key',
    'API_KEY at least; AWS_IAM for the fields that its schema marks so',
  ],
  [
    { isEvents: true, alsoAccepted: ['AWS_IAM'] },
    true,
    'anyone who has the API key',
    'API_KEY or AWS_IAM, unless a namespace of its channels asks for another',
  ],
  [
    { isEvents: true, namespaces: ['chat', 'news'] },
    true,
    'anyone who has the API key',
    'API_KEY, in the channels of chat, news',
  ],
])('an API with %o takes a key alone: %s', (some, isKeyed, callers, requires) => {
  const api = appsyncApiOf(some);

  expect(takesKeyAlone(api)).toBe(isKeyed);
  expect(callersOfAppsync(api)).toBe(callers);
  expect(requirementsOf(api)).toBe(requires);
});
