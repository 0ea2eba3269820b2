import { type Language, weaknessCheck } from './weakness-check.ts';

export const tlsVerificationDisabled = weaknessCheck({
  id: 'code/tls-verification-disabled',
  title: 'TLS certificate verification is disabled',
  severity: 'high',
  rationale:
    'Anyone on the way can answer in the place of the server: read what is sent, tokens and ' +
    'passwords included, and send back what they like.',
  remediation:
    'Verify certificates. Of a server with a certificate of your own authority, trust that authority ' +
    'alone.',
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/295.html',
  ],
  cwe: 'CWE-295',
  frameworks: { owasp: ['S3:2017'] },
  does: 'accepts any certificate',
  accepted: 'any certificate is accepted there',
  instead,
});

function instead(sink: string, language: Language): string | undefined {
  if (language === 'python') {
    return "Leave verify at its default, or name your authority: requests.get(url, verify='/var/task/ca.pem'); ssl.create_default_context(cafile='/var/task/ca.pem').";
  }

  return sink.includes('NODE_TLS_REJECT_UNAUTHORIZED')
    ? 'Delete NODE_TLS_REJECT_UNAUTHORIZED: it is about every connection of the process. For an authority of your own, set NODE_EXTRA_CA_CERTS to its file.'
    : "Delete rejectUnauthorized: false. For an authority of your own, trust it: new https.Agent({ ca: readFileSync('ca.pem') }); RDS has a bundle of its own.";
}
