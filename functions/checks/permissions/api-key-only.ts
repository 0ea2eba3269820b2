import { failIfAny } from '../../domain/check.ts';
import { keyedApis } from '../../domain/exposure/keyed-api.ts';
import { defineCheck } from '../define-check.ts';

export const apiKeyOnly = defineCheck({
  id: 'permissions/api-key-only',
  target: 'function',
  title: 'API key as the only authentication of an API route',
  severity: 'low',
  practice: 'permissions',
  rationale:
    'An API key identifies a client for metering. AWS advises against API keys for ' +
    'authentication or authorization: a key does not expire, lies in the code of each client, ' +
    'and is accepted by every API of its usage plan. Anyone who has one invokes the function with ' +
    'the permissions of its role. It is low where a usage plan of the route has neither a ' +
    'throttle nor a quota, and a stage of it no throttle: a leaked key then costs as much as an ' +
    'open route. It is info otherwise: what a usage plan limits, AWS applies on a best-effort basis. ' +
    'All such routes of an API are one finding. Without a usage plan for its stage, a route ' +
    'rejects every caller, and is no finding. Keys, and how many there are, are not read. A route ' +
    'that starts a state machine is one of each function in its definition; one that writes to what ' +
    'triggers the function is a finding of usage/trigger-behind-api-key.',
  remediation:
    'Give the route an authorizer (IAM, Cognito or a Lambda function), and keep the API key for ' +
    'metering alone.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
  ],
  suppression: { covers: 'its routes, and the usage plans without a throttle or quota' },
  cwe: 'CWE-1390',
  frameworks: { owasp: ['S2:2017'], csa: ['SAS-2'] },
  needs: ['apiRoutes', 'usagePlans'],

  evaluate({ apiRoutes, usagePlans }) {
    return failIfAny(keyedApis(apiRoutes, usagePlans));
  },
});
