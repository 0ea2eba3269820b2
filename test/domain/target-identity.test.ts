import { expect, it } from 'vitest';
import { identityOf } from '../../functions/domain/target-identity.ts';

const arnOf = (region: string, account: string, name: string) =>
  `arn:aws:lambda:${region}:${account}:function:${name}`;

it('keeps targets of one name apart, however often it is asked', () => {
  const places = [
    ['eu-west-1', '111122223333'],
    ['eu-west-2', '111122223333'],
    ['eu-west-1', '444455556666'],
  ] as const;

  for (const _ of ['first', 'again']) {
    expect(places.map(([region, account]) => identityOf(arnOf(region, account, 'orders')))).toEqual(
      places.map(([region, account]) => ({
        kind: 'function',
        arn: arnOf(region, account, 'orders'),
        name: 'orders',
        region,
        account,
      })),
    );
  }
});

it('knows the first of more than it remembers', () => {
  const names = Array.from({ length: 5_500 }, (_, index) => `function-${index}`);
  const arns = names.map((name) => arnOf('eu-west-1', '111122223333', name));

  expect(arns.map((arn) => identityOf(arn).name)).toEqual(names);
  expect(arns.map((arn) => identityOf(arn).name)).toEqual(names);
});

it('refuses what is not audited each time', () => {
  for (const _ of ['first', 'again']) {
    expect(() => identityOf('arn:aws:s3:::orders')).toThrow(
      'arn:aws:s3:::orders is the ARN of no function, role, layer or account',
    );
  }
});
