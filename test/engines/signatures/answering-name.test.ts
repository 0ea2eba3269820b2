import { expect, it } from 'vitest';
import { isAnsweringName } from '../../../functions/engines/signatures/index.ts';

it.each([
  [['getProduct'], true],
  [['shop-dev-getUser'], true],
  [['arn:aws:lambda:eu-west-1:123456789012:function:orders-find'], false],
  [['arn:aws:lambda:eu-west-1:123456789012:function:find-product'], true],
  [['SCORE_FUNCTION'], true],
  [['SCORE_FUNCTION_NAME', 'score'], true],
  [['SCORE_FUNCTION_NAME', 'backend'], false],
  [['list-products'], true],
  [['QUERY_LAMBDA_ARN'], true],
  [['price-predictor'], true],
  [['fullActiveRender'], true],
  [['hello'], true],
  [['checkStock'], true],
  [['check-out'], false],
  [['checkIn'], false],
  [['scoreDriver'], false],
  [['resetScore'], false],
  [['clearList'], false],
  [['getOrCreateUser'], false],
  [['findAndCancel'], false],
  [['transferFunds'], false],
  [['backend'], false],
  [['target'], false],
  [['FUNCTION_NAME'], false],
  [[''], false],
  [[], false],
])('%j says that it answers: %s', (names, expected) => {
  expect(isAnsweringName(names)).toBe(expected);
});
