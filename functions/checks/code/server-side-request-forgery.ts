import { weaknessCheck } from './weakness-check.ts';

export const serverSideRequestForgery = weaknessCheck({
  id: 'code/server-side-request-forgery',
  title: 'Server-side request forgery: the event chooses the host of a request',
  severity: 'high',
  rationale:
    'The function asks what callers cannot reach themselves: services of its VPC, internal APIs ' +
    'that trust it, the runtime interface of Lambda. Headers and credentials go along.',
  remediation:
    'Keep scheme and host fixed, and put encoded event data into the path or the query only. Where ' +
    'callers choose among hosts, look theirs up in a constant list, and do not follow redirects.',
  references: [
    'https://owasp.org/www-community/attacks/Server_Side_Request_Forgery',
    'https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/918.html',
  ],
  cwe: 'CWE-918',
  frameworks: { csa: ['SAS-1'] },
  does: 'sends a request to a host that the event chooses',
  accepted: 'the event chooses the host of the request there',
  instead: (_, language) =>
    language === 'python'
      ? 'Keep scheme and host fixed: requests.get(f\'https://api.example.com/orders/{quote(event["id"], safe="")}\'). Where callers choose among hosts: if urlsplit(url).hostname not in HOSTS: raise ValueError, and allow_redirects=False.'
      : "Keep scheme and host fixed: fetch(new URL(encodeURIComponent(event.id), 'https://api.example.com/orders/')). Where callers choose among hosts: if (!hosts.has(new URL(url).host)) throw …, and redirect: 'error'.",
});
