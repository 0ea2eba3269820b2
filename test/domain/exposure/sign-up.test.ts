import { expect, it } from 'vitest';
import { userPoolIn, userPoolOfIssuer } from '../../../functions/domain/exposure/sign-up.ts';

it.each([
  ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Shop', 'eu-west-1_Shop'],
  ['https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_Shop', 'cn-north-1_Shop'],
  ['https://cognito-idp.eu-west-1.amazonaws.com/', undefined],
  ['https://login.shop.example/eu-west-1_Shop', undefined],
  ['', undefined],
])('%s is the issuer of %s', (issuer, userPool) => {
  expect(userPoolOfIssuer(issuer)).toBe(userPool);
});

it.each([
  ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Shop', 'eu-west-1_Shop'],
  ['arn:aws:cognito-identity:eu-west-1:111122223333:identitypool/x', undefined],
  ['', undefined],
])('%s is the ARN of %s', (arn, userPool) => {
  expect(userPoolIn(arn)).toBe(userPool);
});
