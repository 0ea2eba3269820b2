import { expect, it } from 'vitest';
import {
  givesPower,
  isCountName,
  isLoginName,
  isPersonalName,
} from '../../../functions/engines/signatures/index.ts';

it.each([
  ['email', true],
  ['e_mail', true],
  ['firstName', true],
  ['family-name', true],
  ['zipCode', true],
  ['dateOfBirth', true],
  ['GSI1PK', true],
  ['sk', true],
  ['role', false],
  ['emailVerified', false],
  ['isEmail', false],
  ['nameOfPlan', false],
  ['planName', false],
  ['ids', false],
  ['', false],
])('%s says who someone is: %s', (name, expected) => {
  expect(isPersonalName(name)).toBe(expected);
});

it.each([
  ['email', true],
  ['user_name', true],
  ['userId', true],
  ['phoneNumber', true],
  ['firstName', false],
  ['id', false],
  ['emailOfBoss', false],
  ['ownerEmail', false],
])('%s is signed in by: %s', (name, expected) => {
  expect(isLoginName(name)).toBe(expected);
});

it.each([
  ['n', true],
  ['total', true],
  ['visits', true],
  ['viewCount', true],
  ['hits', true],
  ['downloads', true],
  ['m', false],
  ['totalPaid', false],
  ['hitsLeft', false],
  ['accountBalance', false],
  ['discount', false],
  ['downloadQuota', false],
  ['viewLimit', false],
])('%s counts what anyone may do: %s', (name, expected) => {
  expect(isCountName(name)).toBe(expected);
});

it.each([
  ['role', true],
  ['isAdmin', true],
  ['userRoles', true],
  ['credit_limit', true],
  ['emailVerified', true],
  ['tenantId', true],
  ['email', false],
  ['city', false],
])('%s gives more than others have: %s', (name, expected) => {
  expect(givesPower(name)).toBe(expected);
});
