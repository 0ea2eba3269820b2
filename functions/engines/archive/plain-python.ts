import type { BareCode } from './code-without-texts.ts';

/** Of one file: see `isPlainCode`. */
export function pythonClients(
  { withoutComments, withoutTexts }: BareCode,
  path: string,
  paths: ReadonlySet<string>,
): readonly string[] | undefined {
  const isInside = (module: string) => isIn(paths, path, module);
  if (odd.some((way) => way.test(withoutComments)) || !areImportsKnown(withoutComments, isInside))
    return undefined;
  const code = withoutTexts.replace(importLines, ' ');
  const all = code.match(/\bboto(?:3|core)\b/g)?.length ?? 0;
  const made = [...code.matchAll(/^[ \t]{0,99}(\w{1,99}) ?= ?boto3\.(?:client|resource)\(/gm)];
  // `table = dynamodb.Table(…)`
  const parts = [...code.matchAll(/^[ \t]{0,99}(\w{1,99}) ?= ?\w{1,99}\.[A-Z]\w{0,99}\(/gm)];
  const placed = code.match(/\.(?:Table|Bucket|Object|Queue|Topic)\b/g)?.length ?? 0;
  if (made.length !== all || placed > parts.length) return undefined;

  return [...made, ...parts].map(([, name = '']) => name);
}

/** Ways to run what is not written there, to get at credentials, and to put a client out of sight. */
const odd: readonly RegExp[] = [
  /\b(?:eval|exec|importlib|getattr|setattr|globals|locals|vars|subprocess|pickle|get_credentials)\b/,
  /__(?!name__|main__|init__)[a-z]/,
  /AWS4|277[23]|SECRET_ACCESS_KEY|SESSION_TOKEN|CREDENTIALS|(?:s3|sqs):\/\//,
  /(?<!\bre\.)\bcompile\s{0,9}\(/,
  /[\])][ \t]{0,9}\(/,
  /\benviron\b(?!\[['"]|\.get\(['"])/,
  /\bgetenv\b(?!\(['"])/,
  /\bos\.(?!environ\b|getenv\b|path\b|urandom\b)/,
  /[=(,[] ?os\b(?!\.)/,
  /\bopen\s{0,9}\(/,
  /\blogging\.(?:handlers|config)\b|\burllib\.(?!parse\b)/,
  /^[ \t]{0,99}@/m,
  /\bwith\s[^\n]{0,300}\bas\b/,
];

const importLines = /^[ \t]{0,99}(?:import|from)[ \t][^\n(]{0,500}(?:\([^)]{0,2000}\))?/gm;

type IsInside = (module: string) => boolean;

function areImportsKnown(text: string, isInside: IsInside): boolean {
  const all = text.match(/\bimport\b/g)?.length ?? 0;
  const lines = [...text.matchAll(importLines)].map(([line]) => line.trim());

  return lines.length === all && lines.every((line) => isKnownImport(line, isInside));
}

function isKnownImport(line: string, isInside: IsInside): boolean {
  const from = /^from\s([\w.]{1,200})\simport\s([\s\S]{1,2000})$/.exec(line);
  if (from) {
    const [, module = '', given = ''] = from;
    if (module === 'os') return /^(?:environ|getenv|path)$/.test(given);
    if (given.includes('*') || module === 'boto3') return false;

    const isKnownHere = isOfRuntime(module) || isInside(module);
    return isKnownHere || namesIn(given).every((name) => isInside(`${module}.${name}`));
  }

  return line
    .replace(/^import\s/, '')
    .split(',')
    .every((each) => {
      const [name = '', , alias] = each.trim().split(/\s+/);
      const isRenamed = alias !== undefined && /^(?:boto3|os)\b/.test(name);
      return !isRenamed && (isOfRuntime(name) || isInside(name));
    });
}

/** `a, b as c`, in brackets or not. */
function namesIn(given: string): readonly string[] {
  return given
    .replace(/[()]/g, ' ')
    .split(',')
    .map((each) => each.trim().split(/\s+/)[0] ?? '')
    .filter((name) => name !== '');
}

/** Whether a module is a file of the archive; its dots are those that it is relative by. */
function isIn(paths: ReadonlySet<string>, path: string, module: string): boolean {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const folders = dots === 0 ? [] : path.split('/').slice(0, -dots);
  const parts = [...folders, ...module.slice(dots).split('.')].filter((part) => part !== '');
  const file = parts.join('/');

  return paths.has(`${file}.py`) || paths.has(file === '' ? '__init__.py' : `${file}/__init__.py`);
}

function isOfRuntime(name: string): boolean {
  return (
    modules.has(name.split('.')[0] ?? '') ||
    /^(?:boto3|boto3\.dynamodb\.\w+|urllib\.parse|botocore\.exceptions)$/.test(name)
  );
}

/** Of the runtime, those that run nothing else. */
const modules: ReadonlySet<string> = new Set(
  (
    'base64 calendar collections copy csv datetime decimal enum hashlib hmac html ipaddress ' +
    'itertools json logging math os random re secrets statistics string struct textwrap time ' +
    'traceback typing unicodedata uuid zoneinfo'
  ).split(' '),
);
