import { weaknessCheck } from './weakness-check.ts';

export const logInjection = weaknessCheck({
  id: 'code/log-injection',
  title: 'Log injection: event data in a log line',
  severity: 'low',
  isOffByDefault: true,
  rationale:
    'A line break in a value begins an entry that the function never wrote, which misleads those ' +
    'who read logs and what parses them.',
  remediation: 'Log objects as JSON, which escapes line breaks, or a logger that does so.',
  references: [
    'https://owasp.org/www-community/attacks/Log_Injection',
    'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/117.html',
  ],
  cwe: 'CWE-117',
  frameworks: { owasp: ['S1:2017'], csa: ['SAS-1'] },
  does: 'writes event data into a log line',
  accepted: 'event data is logged there',
  isTogether: true,
  instead: (_, language) =>
    language === 'python'
      ? "Log values as JSON: logger.info('order', extra={'id': event['id']}) with Powertools or another JSON formatter, or json.dumps(value)."
      : "Log values as JSON: logger.info('order', { id: event.id }) with Powertools or pino, or JSON.stringify(value).",
});
