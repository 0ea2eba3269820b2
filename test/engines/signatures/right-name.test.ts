import { expect, it } from 'vitest';
import {
  isKeptForPeople,
  isKeptForRights,
} from '../../../functions/engines/signatures/right-name.ts';

it.each([
  ['user_roles', true],
  ['walletsTable', true],
  ['users', false],
])('whether %s says who may do what is %s', (name, is) => {
  expect(isKeptForRights(name)).toBe(is);
});

it.each([
  ['users', true],
  ['customer-profiles', true],
  ['wallets', false],
])('whether %s keeps people is %s', (name, is) => {
  expect(isKeptForPeople(name)).toBe(is);
});
