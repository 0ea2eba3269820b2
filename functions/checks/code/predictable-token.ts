import { weaknessCheck } from './weakness-check.ts';

export const predictableToken = weaknessCheck({
  id: 'code/predictable-token',
  title: 'Predictable token: insecure randomness for a secret',
  severity: 'medium',
  rationale:
    'A generator for simulations shows its next values to those who have seen a few: session ' +
    'identifiers, reset codes and passwords made with it can be guessed.',
  remediation: 'Make what has to be unguessable with the generator for that purpose.',
  references: [
    'https://owasp.org/www-community/vulnerabilities/Insecure_Randomness',
    'https://cwe.mitre.org/data/definitions/338.html',
  ],
  cwe: 'CWE-338',
  does: 'makes a secret that can be predicted',
  accepted: 'the secret is made there',
  instead: (_, language) =>
    language === 'python'
      ? 'Write secrets.token_urlsafe(32), or secrets.randbelow(1_000_000) for a code, in the place of random.'
      : "Write randomUUID(), randomBytes(32).toString('base64url'), or randomInt(1_000_000) for a code, of node:crypto, in the place of Math.random.",
});
