import { weaknessCheck } from './weakness-check.ts';

export const environmentReturned = weaknessCheck({
  id: 'code/environment-returned',
  title: 'Environment variables or secrets are returned to the caller',
  severity: 'high',
  rationale:
    'The environment of a function holds the credentials of its role. With the access key, its secret and ' +
    'the session token a caller does for hours, and from anywhere, what the role may do. The settings ' +
    'and secrets of the function stand beside them. A password that is returned is known to every caller.',
  remediation:
    'Return the variables that callers need, by name. If an answer was sent already, revoke the ' +
    'sessions of the role, and rotate what stands in the environment.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html',
    'https://cwe.mitre.org/data/definitions/497.html',
  ],
  cwe: 'CWE-497',
  frameworks: { owasp: ['S3:2017'] },
  does: 'shows the caller environment variables or secrets of the function',
  accepted: 'what the function keeps is returned there',
});
