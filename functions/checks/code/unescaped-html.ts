import { weaknessCheck } from './weakness-check.ts';

export const unescapedHtml = weaknessCheck({
  id: 'code/unescaped-html',
  title: 'Cross-site scripting: event data in HTML without escaping',
  severity: 'medium',
  rationale:
    'A link is enough to run a script in the browser of its reader, as if it came from this ' +
    'site: it acts with their session and sees what they see.',
  remediation:
    'Escape event data where it is put into HTML, with a template that does so by itself, or answer ' +
    'with JSON under application/json.',
  references: [
    'https://owasp.org/www-community/attacks/xss/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/79.html',
  ],
  cwe: 'CWE-79',
  frameworks: { owasp: ['S7:2017'] },
  does: 'holds event data that is not escaped',
  accepted: 'event data is put into HTML there',
  instead: (_, language) =>
    language === 'python'
      ? "Escape what is put into HTML: html.escape(event['name']), or a Jinja2 template with autoescape=True. Markup() and |safe undo that."
      : 'Escape what is put into HTML, with a package such as he or escape-html, or with a template that does so by itself: Handlebars {{name}}, EJS <%= name %>. {{{name}}} and <%- name %> do not.',
});
