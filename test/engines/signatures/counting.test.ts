import { expect, it } from 'vitest';
import { isCounting } from '../../../functions/engines/signatures/index.ts';

it.each([
  ['ADD visits :one', true],
  [' add #c :inc ', true],
  ['SET n = n + :one', true],
  ['SET #n=#n+:one', true],
  ['SET n = if_not_exists(n, :zero) + :one', true],
  ['SET n = if_not_exists ( n , :zero ) + :one', true],
  ['SET n = n + :one, lastClickedAt = :now', true],
  ['SET n = if_not_exists(n, :zero) + :one, updated_at = :now', true],
  ['SET #lastSeen = :now, n = n + :one', true],
  ['SET lastVisit = :now ADD n :one', true],
  ['ADD n :one SET updatedAt = :now', true],
  ['SET n = n + :one, deletedAt = :now', false],
  ['SET n = n + :one, updatedAt = :now, owner = :me', false],
  ['SET updatedAt = :now', false],
  ['SET n = m + :one', false],
  ['SET n = if_not_exists(m, :zero) + :one', false],
  ['SET n = :one', false],
  ['SET n = n + :one, owner = :me', false],
  ['ADD n :one SET owner = :me', false],
  ['ADD n :one, m :two', false],
  ['x ADD n :one', false],
  ['ADD n :one x', false],
  ['x SET n = n + :one', false],
  ['DELETE tags :one', false],
  ['', false],
])('%s: %s', (expression, expected) => {
  expect(isCounting(expression)).toBe(expected);
});
