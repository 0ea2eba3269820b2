import { type Language, weaknessCheck } from './weakness-check.ts';

export const unsafeDeserialization = weaknessCheck({
  id: 'code/unsafe-deserialization',
  title: 'Unsafe deserialization of event data',
  severity: 'critical',
  rationale:
    'The format can hold code, which runs as it is read: anyone who can send an event can run code ' +
    'in the function, with its role and its secrets.',
  remediation:
    'Take data in a format that holds nothing but data, such as JSON, and check its shape. Where ' +
    'another format cannot be avoided, check a signature before it is read.',
  references: [
    'https://owasp.org/www-community/vulnerabilities/Deserialization_of_untrusted_data',
    'https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html',
    'https://cwe.mitre.org/data/definitions/502.html',
  ],
  cwe: 'CWE-502',
  frameworks: { owasp: ['S8:2017'], csa: ['SAS-1'] },
  does: 'reads event data in a format that can hold code',
  accepted: 'the event is deserialized there',
  instead,
});

function instead(sink: string, language: Language): string | undefined {
  if (sink.includes('yaml')) {
    return language === 'python'
      ? 'Read YAML with the loader that knows data only: yaml.safe_load(text), or yaml.load(text, Loader=yaml.SafeLoader).'
      : 'Read YAML with the schema that knows data only: js-yaml 4 has no other; of version 3 it is safeLoad(text).';
  }

  return language === 'python'
    ? "Take JSON: json.loads(event['body']), and check its shape. pickle, marshal, shelve, dill and jsonpickle run code as they read. Where one cannot be avoided, compare an HMAC of the bytes with hmac.compare_digest first, with a key that senders do not have."
    : 'Take JSON: JSON.parse(event.body), and check its shape. node-serialize and its like run code as they read.';
}
