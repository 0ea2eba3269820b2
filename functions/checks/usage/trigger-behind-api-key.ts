import { failIfAny } from '../../domain/check.ts';
import { keyedApis } from '../../domain/exposure/keyed-api.ts';
import { defineCheck } from '../define-check.ts';

export const triggerBehindApiKey = defineCheck({
  id: 'usage/trigger-behind-api-key',
  target: 'function',
  title: 'API key as the only authentication of a route that triggers the function',
  severity: 'low',
  practice: 'permissions',
  rationale:
    'An API writes what it is sent to a queue, a stream, a table, a bucket, a topic or an event bus ' +
    'by an integration of its own, and that triggers the function. A route that asks for an API key ' +
    'and nothing else lets anyone who has a key run the function on an event of theirs, with the ' +
    'permissions of its role. AWS advises against API keys for authentication: a key does not ' +
    'expire, and lies in the code of each client. As for a route that runs the function itself ' +
    '(permissions/api-key-only), it is low where a usage plan of the route has neither a throttle ' +
    'nor a quota, and a stage of it no throttle; info otherwise. What a rule takes from the ' +
    'default event bus is not followed, nor a name that the request fills in: that is said to be ' +
    'unknown.',
  remediation:
    'Give the route an authorizer (IAM, Cognito or a Lambda function), and keep the API key for ' +
    'metering alone.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-aws-proxy.html',
  ],
  suppression: {
    covers: 'its routes, what each writes to, and the usage plans without a throttle or quota',
  },
  cwe: 'CWE-1390',
  frameworks: { owasp: ['S2:2017'], csa: ['SAS-2'] },
  needs: ['keyedTriggers'],

  evaluate({ keyedTriggers: { routes, plans } }) {
    return failIfAny(keyedApis(routes, plans));
  },
});
