import { describe, expect, it } from 'vitest';
import { functionIn, withStageVariables } from '../../functions/domain/api-route.ts';

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const uriOf = (name: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${name}/invocations`;

describe('functionIn', () => {
  it.each([
    ['a function', uriOf(arn), { arn }],
    ['an alias', uriOf(`${arn}:live`), { arn, qualifier: 'live' }],
    ['a version', `${arn}:7`, { arn, qualifier: '7' }],
    ['a function alone', arn, { arn }],
    [
      'a stream of answers',
      `arn:aws:apigateway:eu-west-1:lambda:path/2021-11-15/functions/${arn}/response-streaming-invocations`,
      { arn },
    ],
    ['China', arn.replace('aws', 'aws-cn'), { arn: arn.replace('aws', 'aws-cn') }],
  ])('finds %s', (_, uri, found) => {
    expect(functionIn(uri)).toEqual(found);
  });

  it.each([
    ['another service', 'arn:aws:apigateway:eu-west-1:sqs:path/111122223333/orders'],
    ['a page of the web', 'https://example.com/function:orders'],
    ['what a stage is to fill in', uriOf(`${arn}-$\{stageVariables.stage}`)],
    ['an alias that a stage is to fill in', uriOf(`${arn}:$\{stageVariables.stage}`)],
  ])('finds none in %s', (_, uri) => {
    expect(functionIn(uri)).toBeUndefined();
  });
});

it('fills in what a stage says, and nothing else', () => {
  const uri = `${arn}:$\{stageVariables.alias}/$\{stageVariables.toString}/$\{other}`;

  expect(withStageVariables(uri, { alias: 'live' })).toBe(
    `${arn}:live/$\{stageVariables.toString}/$\{other}`,
  );
});
