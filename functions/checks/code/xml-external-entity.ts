import { weaknessCheck } from './weakness-check.ts';

export const xmlExternalEntity = weaknessCheck({
  id: 'code/xml-external-entity',
  title: 'XML external entities are resolved in event data',
  severity: 'high',
  rationale:
    'An entity of the document names a file or a URL, and the parser puts in what it finds there: ' +
    'callers read files of the function, with the credentials of its role in /proc/self/environ.',
  remediation: 'Parse XML without document types and external entities.',
  references: [
    'https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing',
    'https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/611.html',
  ],
  cwe: 'CWE-611',
  frameworks: { owasp: ['S4:2017'], csa: ['SAS-1'] },
  does: 'resolves external entities of XML from the event',
  accepted: 'external entities are resolved there',
  instead: (_, language) =>
    language === 'python'
      ? "Parse with defusedxml: defusedxml.ElementTree.fromstring(event['body']). Of lxml: etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)."
      : 'Parse without noent, dtdload and dtdvalid: libxmljs.parseXml(event.body). fast-xml-parser resolves no external entities at all.',
});
