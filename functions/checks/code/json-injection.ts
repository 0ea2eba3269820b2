import { weaknessCheck } from './weakness-check.ts';

export const jsonInjection = weaknessCheck({
  id: 'code/json-injection',
  title: 'JSON injection: event data is put into JSON text',
  severity: 'medium',
  rationale:
    'A quotation mark in a value ends it, and what follows becomes fields of its own: a caller adds ' +
    'or overrides what the receiver trusts, such as a role or a price.',
  remediation: 'Build an object, and let JSON.stringify or json.dumps write its text.',
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/116.html',
  ],
  cwe: 'CWE-116',
  frameworks: { owasp: ['S1:2017'], csa: ['SAS-1'] },
  does: 'takes JSON into whose text event data is put',
  accepted: 'event data is put into JSON text there',
});
