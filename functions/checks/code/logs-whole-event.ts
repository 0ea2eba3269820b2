import { OF_PASSWORD } from '../../engines/signatures/index.ts';
import { weaknessCheck } from './weakness-check.ts';

export const logsWholeEvent = weaknessCheck({
  id: 'code/logs-whole-event',
  title: 'The whole event or a credential is logged',
  severity: 'info',
  rationale:
    'An event carries what its senders keep secret: authorization headers, cookies, personal data, ' +
    'addresses that are signed. All who may read the log group can read it, for as long as logs are kept. It is high where ' +
    'a password, or the secret of a client of OAuth, is read out of what is logged: it then stands there as its owner typed it, who may use it elsewhere. For an error, on a condition ' +
    'or at a level that is mostly left out (debug), that is medium, and so is an authorization header or a cookie that is logged by itself.',
  remediation:
    'Log the fields that an operator needs, by name: a request id, a record id, a count. Leave out ' +
    'headers and bodies.',
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/532.html',
  ],
  cwe: 'CWE-532',
  frameworks: { owasp: ['S3:2017'] },
  does: (sink) =>
    sink.endsWith(OF_PASSWORD)
      ? 'writes the password or client secret that a request brings to the log'
      : 'logs all of the event, or a credential in it',
  accepted: 'the event is logged there',
  isTogether: true,
});
