import { describe, expect, it } from 'vitest';
import { wrappedHandler } from '../../../functions/adapters/aws/wrapped-handler.ts';

describe('the handler that a wrapper calls', () => {
  it.each([
    ['/opt/nodejs/node_modules/datadog-lambda-js/handler.handler', 'DD_LAMBDA_HANDLER'],
    ['datadog_lambda.handler.handler', 'DD_LAMBDA_HANDLER'],
    ['newrelic-lambda-wrapper.handler', 'NEW_RELIC_LAMBDA_HANDLER'],
    [
      '/opt/nodejs/node_modules/newrelic-esm-lambda-wrapper/index.handler',
      'NEW_RELIC_LAMBDA_HANDLER',
    ],
    ['newrelic_lambda_wrapper.handler', 'NEW_RELIC_LAMBDA_HANDLER'],
    ['lumigo-auto-instrument.handler', 'LUMIGO_ORIGINAL_HANDLER'],
    ['/opt/python/lumigo_tracer._handler', 'LUMIGO_ORIGINAL_HANDLER'],
    ['sentry_sdk.integrations.init_serverless_sdk.sentry_lambda_handler', 'SENTRY_INITIAL_HANDLER'],
    ['epsagon.handler.wrapper', 'EPSAGON_HANDLER'],
    ['thundra.handler.wrapper', 'thundra_agent_lambda_handler'],
    ['instana-aws-lambda-auto-wrap.handler', 'LAMBDA_HANDLER'],
  ])('of %s is what %s says', (handler, variable) => {
    expect(wrappedHandler(handler, { [variable]: 'src/app.handler', OTHER: 'x' })).toBe(
      'src/app.handler',
    );
  });

  it.each([
    ['without a variable', 'newrelic-lambda-wrapper.handler', {}],
    ['of another service', 'newrelic-lambda-wrapper.handler', { DD_LAMBDA_HANDLER: 'a.b' }],
    ['of an own handler', 'index.handler', { DD_LAMBDA_HANDLER: 'a.b' }],
    ['of an image', undefined, { DD_LAMBDA_HANDLER: 'a.b' }],
    ['that is itself', 'datadog.handler', { DD_LAMBDA_HANDLER: 'datadog.handler' }],
    ['that is no name', 'datadog.handler', { DD_LAMBDA_HANDLER: 'key=a b.c' }],
    ['without an export', 'datadog.handler', { DD_LAMBDA_HANDLER: 'index' }],
  ])('is none %s', (_, handler, variables) => {
    expect(wrappedHandler(handler, variables)).toBeUndefined();
  });
});
