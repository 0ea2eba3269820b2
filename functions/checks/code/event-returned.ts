import { weaknessCheck } from './weakness-check.ts';

export const eventReturned = weaknessCheck({
  id: 'code/event-returned',
  title: 'The whole event is returned to the caller',
  severity: 'low',
  rationale:
    'An event holds more than its sender put in: the claims of an authorizer, internal addresses, ' +
    'account and API ids, headers that proxies added.',
  remediation: 'Return the fields that callers need, by name.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html',
    'https://cwe.mitre.org/data/definitions/201.html',
  ],
  cwe: 'CWE-201',
  does: 'returns all of the event to the caller',
  accepted: 'the event is returned there',
  isTogether: true,
});
