import { weaknessCheck } from './weakness-check.ts';

export const stateBetweenInvocations = weaknessCheck({
  id: 'code/state-between-invocations',
  title: 'Event data is kept between invocations',
  severity: 'low',
  rationale:
    'An execution environment serves one caller after another: what a global variable or /tmp keeps ' +
    'of one event, the next one sees. Data of one user appears in the response to another.',
  remediation:
    'Keep event data in variables of the handler, and hand it on as arguments. A cache is keyed by ' +
    'what it holds; a file in /tmp has a name of its own and is deleted at the end.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html',
    'https://cwe.mitre.org/data/definitions/488.html',
  ],
  cwe: 'CWE-488',
  frameworks: { owasp: ['S3:2017'], csa: ['SAS-12'] },
  does: 'keeps event data for a later invocation',
  accepted: 'event data is kept there',
  isTogether: true,
});
