import { expect, it } from 'vitest';
import { urlCorsWildcard } from '../../../functions/checks/permissions/url-cors-wildcard.ts';
import type { FunctionUrl } from '../../../functions/domain/exposure/function-url.ts';
import { describeCheck } from '../../builders/describe-check.ts';
import { orders } from '../../builders/resource-policy-of.ts';

describeCheck(urlCorsWildcard, {
  passes: [
    { name: 'no url', facts: { functionUrls: [], configuration: orders } },
    { name: 'no settings', facts: factsOf({}) },
    { name: 'no origins', facts: factsOf({ cors: { origins: [], credentials: true } }) },
    {
      name: 'pages of its own',
      facts: factsOf({
        cors: { origins: ['https://shop.example', 'http://localhost:3000'], credentials: true },
      }),
    },
    {
      name: 'a page with a star in its name',
      facts: factsOf({ cors: { origins: ['https://*.shop.example'], credentials: false } }),
    },
  ],
  fails: [
    {
      name: 'every page',
      facts: factsOf({ cors: { origins: ['*'], credentials: false } }),
      subjects: ['function'],
    },
    {
      name: 'one, and every other',
      facts: factsOf({
        cors: { origins: ['https://shop.example', 'https://*'], credentials: false },
      }),
      subjects: ['function'],
    },
    {
      name: 'the url of an alias (case 14)',
      facts: factsOf({ alias: 'live', cors: { origins: ['*'], credentials: false } }),
      subjects: ['live'],
    },
  ],
});

it.each<[string, string, Partial<FunctionUrl>]>([
  ['medium', 'of what anyone can call anyway', {}],
  ['low', 'where a page would have to sign', { authType: 'AWS_IAM' }],
  ['high', 'with cookies', { cors: { origins: ['*'], credentials: true } }],
])('weighs %s %s', (severity, _, url) => {
  const facts = factsOf({ cors: { origins: ['*'], credentials: false }, ...url });

  expect(urlCorsWildcard.evaluate(facts)).toMatchObject({
    details: [{ severity, remediation: expect.stringContaining('update-function-url-config') }],
  });
});

it('is fixed by a command that asks where it is, and of the alias that has it', () => {
  const facts = factsOf({ alias: 'live', cors: { origins: ['*'], credentials: false } });

  expect(urlCorsWildcard.evaluate(facts)).toMatchObject({
    details: [
      {
        remediation: expect.stringContaining(
          `update-function-url-config --function-name ${orders.arn} --qualifier live --region ${orders.region} --cors `,
        ),
      },
    ],
  });
});

function factsOf(url: Partial<FunctionUrl>) {
  const functionUrls = [{ url: 'https://x.on.aws/', authType: 'NONE', ...url }];

  return { functionUrls, configuration: orders };
}
