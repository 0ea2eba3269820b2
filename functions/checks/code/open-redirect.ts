import { weaknessCheck } from './weakness-check.ts';

export const openRedirect = weaknessCheck({
  id: 'code/open-redirect',
  title: 'Open redirect: the event chooses where the browser goes',
  severity: 'medium',
  rationale:
    'A link to this site leads to any other: phishing borrows its name, and tokens in the URL go ' +
    'along.',
  remediation:
    'Redirect within the site alone: to a path that begins with one slash, or to an address that a ' +
    'constant list has.',
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/601.html',
  ],
  cwe: 'CWE-601',
  does: 'redirects to an address that the event chooses',
  accepted: 'the event chooses the address there',
  instead: (_, language) =>
    language === 'python'
      ? "Redirect to a name of a constant list: PAGES[event['next']]. Or to a path of this site: go on only if next.startswith('/') and not next.startswith(('//', '/\\\\'))."
      : 'Redirect to a name of a constant list: pages[event.next]. Or to a path of this site: new URL(next, site).origin === site.',
});
