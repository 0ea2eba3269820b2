import { weaknessCheck } from './weakness-check.ts';

export const errorDetailsReturned = weaknessCheck({
  id: 'code/error-details-returned',
  title: 'Error details are returned to the caller',
  severity: 'low',
  rationale:
    'Messages and stack traces name tables, paths, versions and queries: they show an attacker which ' +
    'input does what.',
  remediation:
    'Log the error with the request id, and answer with a sentence of your own and that id.',
  references: [
    'https://owasp.org/www-community/Improper_Error_Handling',
    'https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/209.html',
  ],
  cwe: 'CWE-209',
  frameworks: { owasp: ['S6:2017'], csa: ['SAS-10'] },
  does: 'returns details of an error to the caller',
  accepted: 'details of an error are returned there',
  isTogether: true,
});
