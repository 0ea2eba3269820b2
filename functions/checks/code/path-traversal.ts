import { type Language, weaknessCheck } from './weakness-check.ts';

export const pathTraversal = weaknessCheck({
  id: 'code/path-traversal',
  title: 'Path traversal: event data in a file path',
  severity: 'high',
  rationale:
    '`../` in a name leads out of the folder that was meant: callers read the code, its ' +
    'configuration and /proc/self/environ with the credentials of the role, or write where others read.',
  remediation:
    'Take the last part of the name alone, or resolve the path and check that it lies within the ' +
    'folder that is meant.',
  references: [
    'https://owasp.org/www-community/attacks/Path_Traversal',
    'https://cwe.mitre.org/data/definitions/22.html',
  ],
  cwe: 'CWE-22',
  frameworks: { owasp: ['S5:2017'] },
  does: 'opens a path that holds event data',
  accepted: 'the path holds event data there',
  instead,
});

function instead(sink: string, language: Language): string | undefined {
  if (/extract|unpack|unzip/i.test(sink)) {
    return language === 'python'
      ? "Extract what stays inside: tar.extractall(folder, filter='data') (Python 3.12); of a zip, check each name: (folder / name).resolve().is_relative_to(folder)."
      : 'Check the name of each entry before it is written: resolve(folder, name).startsWith(folder + sep); refuse links.';
  }

  return language === 'python'
    ? "Take the last part of the name alone: FOLDER / Path(event['name']).name. Where folders are meant: path = (FOLDER / name).resolve(), and go on only if path.is_relative_to(FOLDER)."
    : 'Take the last part of the name alone: join(folder, basename(event.name)). Where folders are meant: path = resolve(folder, name), and go on only if path.startsWith(folder + sep).';
}
