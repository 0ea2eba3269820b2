import { describe, expect, it } from 'vitest';
import {
  functionIn,
  stagesOf,
  withStageVariables,
} from '../../../functions/domain/exposure/api-route.ts';
import { routeOf } from '../../builders/way-of.ts';

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

describe('stagesOf', () => {
  it.each([
    ['a stage', ['https://a1.execute-api.eu-west-1.amazonaws.com/live'], ['live']],
    ['the stage without a name', ['https://a1.execute-api.eu-west-1.amazonaws.com'], ['$default']],
    ['a WebSocket', ['wss://a1.execute-api.eu-west-1.amazonaws.com/live'], ['live']],
    [
      'each once',
      ['live', 'test', 'live'].map(
        (name) => `https://a1.execute-api.cn-north-1.amazonaws.com.cn/${name}`,
      ),
      ['live', 'test'],
    ],
    ['none behind a domain of its own', ['https://shop.example'], []],
  ])('finds %s', (_, addresses, stages) => {
    expect(stagesOf(routeOf({ addresses }))).toEqual(stages);
  });
});
