import type { Resource } from '../functions/domain/grants.ts';

/** What does not belong to the product, and is known by no name. */
export interface SiblingResource {
  /** With PARTITION, REGION and ACCOUNT to be filled in. */
  readonly arns: readonly string[];
  /** Why these take a wildcard. */
  readonly because: string;
}

export const siblingResources: Readonly<Partial<Record<Resource, SiblingResource>>> = {
  everything: { arns: ['*'], because: 'IAM offers no resource type for these actions.' },
  'any function': {
    arns: ['arn:PARTITION:lambda:REGION:ACCOUNT:function:*'],
    because: 'The product audits every sibling, whatever its name.',
  },
  'any layer': {
    arns: ['arn:PARTITION:lambda:REGION:*:layer:*:*'],
    because: 'A function may run a layer of any account, and its packages run with it.',
  },
  'any API': {
    arns: [
      '/restapis',
      '/restapis/*/resources',
      '/restapis/*/stages',
      '/apis',
      '/apis/*/routes',
      '/apis/*/integrations',
      '/apis/*/stages',
      '/domainnames',
      '/domainnames/*/apimappings',
    ].map((path) => `arn:PARTITION:apigateway:REGION::${path}`),
    because: 'Any API may lead to a sibling. Only what says so is read: no keys, no models.',
  },
};
