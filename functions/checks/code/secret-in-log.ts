import { weaknessCheck } from './weakness-check.ts';

export const secretInLog = weaknessCheck({
  id: 'code/secret-in-log',
  title: 'A secret is written to the log',
  severity: 'medium',
  rationale:
    'All who may read the log group can read the secret, and so can every system that logs are sent to. ' +
    'It stays there for as long as logs are kept, after it was rotated out of the function. Of all ' +
    'environment variables, the credentials of the role are among them. It is high where code that the handler comes to logs such a secret each time, ' +
    'and neither for an error nor on a condition.',
  remediation:
    'Leave the value out of the log: write that it is set, or which version of it is used. Rotate what ' +
    'was logged already, and delete the log streams that hold it.',
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html',
    'https://cwe.mitre.org/data/definitions/532.html',
  ],
  cwe: 'CWE-532',
  frameworks: { owasp: ['S3:2017'] },
  does: 'writes a secret of the function to the log',
  accepted: 'the secret is logged there',
});
