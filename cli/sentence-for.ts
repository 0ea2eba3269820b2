import { reasonOf } from '../functions/domain/reason-of.ts';
import { deployCommand } from '../functions/domain/vigil-command.ts';
import { Failure } from './failure.ts';

/** One sentence for anything that was thrown: what was wrong, and what to do. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Failure) return error.message;

  const known = sentences.find(({ fits }) => fits(error));
  return known ? known.says(error) : reasonOf(error);
}

interface Sentence {
  readonly fits: (error: Error) => boolean;
  readonly says: (error: Error) => string;
}

const expiredNames = [
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenRefreshRequired',
];
const refusedNames = [
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'AuthFailure',
];
const deniedNames = [
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationErrorException',
  'KMSAccessDeniedException',
];
const unreachableCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
];

const sentences: readonly Sentence[] = [
  {
    fits: (error) =>
      expiredNames.includes(error.name) ||
      (error.name === 'CredentialsProviderError' && error.message.includes('expired')),
    says: () => 'the AWS credentials have expired: log in again (aws sso login), then repeat',
  },
  {
    fits: ({ name }) =>
      name === 'CredentialsProviderError' && process.env.AWS_PROFILE !== undefined,
    says: ({ message }) =>
      `the profile ${process.env.AWS_PROFILE} gives no AWS credentials (${message}): check its name with aws configure list-profiles, or log in with aws sso login`,
  },
  {
    fits: ({ name }) => name === 'CredentialsProviderError',
    says: ({ message }) =>
      `no AWS credentials were found (${message}): set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with aws sso login`,
  },
  {
    fits: ({ name }) => refusedNames.includes(name),
    says: ({ name }) =>
      `AWS does not accept the credentials (${name}): check AWS_PROFILE, or the keys in the environment`,
  },
  {
    fits: ({ message }) => message.includes('Region is missing'),
    says: () =>
      'no AWS region is set: give --region, or set AWS_REGION or a region for the profile',
  },
  {
    fits: ({ name }) => deniedNames.includes(name),
    says: ({ message }) => `the credentials lack the permission ${deniedAction(message)}`,
  },
  {
    fits: (error) => 'code' in error && unreachableCodes.includes(String(error.code)),
    says: ({ message }) =>
      `AWS cannot be reached (${message}): check the network, the region and AWS_ENDPOINT_URL`,
  },
  {
    fits: ({ name }) => name === 'ResourceNotFoundException',
    says: ({ message }) =>
      `a part of the stack is not there any more (${message}): deploy it again with ${deployCommand()}`,
  },
];

/** AWS says "… is not authorized to perform: dynamodb:Query on resource: …". */
function deniedAction(message: string): string {
  const [, after = ''] = message.split('not authorized to perform: ');
  const [action = ''] = after.split(' ');

  return action === '' ? `that it takes: ${message}` : action;
}
