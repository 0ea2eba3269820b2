import type { SampleFunction } from './sample-function.ts';

/** Wants any token, and verifies none. */
const letsAllIn = `exports.handler = async ({ authorizationToken, methodArn }) => {
  if (!authorizationToken) throw new Error('Unauthorized');

  return {
    principalId: 'customer',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }],
    },
  };
};
`;

/** A function behind an authorizer that lets any caller through, and the authorizer. */
export function authorizedFunction(name: string): readonly SampleFunction[] {
  const authorizer = `${name}-authorizer`;

  return [
    {
      name: authorizer,
      runtime: 'nodejs24.x',
      age: 100,
      files: { 'index.js': letsAllIn },
      faults: ['code/open-authorizer#'],
    },
    {
      name,
      runtime: 'nodejs24.x',
      api: {
        id: name.replaceAll('-', ''),
        kind: 'REST',
        method: 'GET',
        authorization: 'NONE',
        authorizer,
        throttle: 20,
      },
      faults: [`permissions/open-api-route#${name.replaceAll('-', '')}`],
    },
  ];
}
