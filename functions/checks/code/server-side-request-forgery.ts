import { rendersHtml } from '../../engines/signatures/index.ts';
import { weaknessCheck } from './weakness-check.ts';

export const serverSideRequestForgery = weaknessCheck({
  id: 'code/server-side-request-forgery',
  title: 'Server-side request forgery: the event chooses the host of a request',
  severity: 'high',
  rationale:
    'The function asks what callers cannot reach themselves: services of its VPC, internal APIs ' +
    'that trust it, the runtime interface of Lambda. Headers and credentials go along. HTML of the event that is ' +
    'made into a PDF or a picture does the same by what it names, and with most renderers reads files.',
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
  does: (sink) =>
    rendersHtml(sink)
      ? 'renders HTML that the event writes, and fetches what it names: servers that only the function reaches, and of many renderers its files (file:///proc/self/environ holds the keys of its role)'
      : 'sends a request to a host that the event chooses',
  accepted: 'the event chooses the host of the request there',
  instead: (sink, language) => {
    if (rendersHtml(sink)) return language === 'python' ? ofHtml.python : ofHtml.javascript;

    return language === 'python'
      ? 'Keep scheme and host fixed: requests.get(f\'https://api.example.com/orders/{quote(event["id"], safe="")}\'). Where callers choose among hosts: if urlsplit(url).hostname not in HOSTS: raise ValueError, and allow_redirects=False.'
      : "Keep scheme and host fixed: fetch(new URL(encodeURIComponent(event.id), 'https://api.example.com/orders/')). Where callers choose among hosts: if (!hosts.has(new URL(url).host)) throw …, and redirect: 'error'.";
  },
});

const ofHtml = {
  python:
    "Escape what the event says: html.escape(name), or a template of Environment(autoescape=True). Where callers write HTML of their own: nh3.clean(markup), and fetch nothing: weasyprint.HTML(string=markup, url_fetcher=refused), {'disable-local-file-access': None, 'disable-javascript': None} of wkhtmltopdf.",
  javascript:
    "Escape what the event says ({{name}} of Handlebars, escape-html). Where callers write HTML of their own: sanitize-html, and let the page ask for nothing: page.setJavaScriptEnabled(false), await page.setRequestInterception(true), page.on('request', (request) => request.abort()).",
};
