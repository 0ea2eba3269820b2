import type { ListedFile } from './archive-files.ts';
import type { BareCode } from './code-without-texts.ts';

/** Of one file: see `isPlainCode`. */
export function pythonClients(
  { withoutComments, withoutTexts }: BareCode,
  listing: readonly ListedFile[],
): readonly string[] | undefined {
  if (odd.some((way) => way.test(withoutComments)) || !areImportsKnown(withoutComments, listing))
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
  /^[ \t]{0,99}@/m,
  /\bwith\s[^\n]{0,300}\bas\b/,
];

const importLines = /^[ \t]{0,99}(?:import|from)[ \t][^\n(]{0,500}(?:\([^)]{0,2000}\))?/gm;

function areImportsKnown(text: string, listing: readonly ListedFile[]): boolean {
  const all = text.match(/\bimport\b/g)?.length ?? 0;
  const lines = [...text.matchAll(importLines)].map(([line]) => line.trim());
  const names = new Set(listing.map(({ path }) => path.split('/')[0]?.replace(/\.py$/, '') ?? ''));

  return lines.length === all && lines.every((line) => isKnownImport(line, names));
}

function isKnownImport(line: string, own: ReadonlySet<string>): boolean {
  const from = /^from\s([\w.]{1,200})\simport\s([\s\S]{1,2000})$/.exec(line);
  if (from) {
    const [, module = '', given = ''] = from;
    if (module === 'os') return /^(?:environ|getenv|path)$/.test(given);
    if (given.includes('*') || module === 'boto3') return false;

    return isKnown(module, own);
  }
  const all = line.replace(/^import\s/, '').split(',');

  return all.every((each) => {
    const [name = '', , alias] = each.trim().split(/\s+/);
    return isKnown(name, own) && (alias === undefined || !/^(?:boto3|os)\b/.test(name));
  });
}

function isKnown(name: string, own: ReadonlySet<string>): boolean {
  const [first = ''] = name.split('.');
  if (name.startsWith('.') || own.has(first) || modules.has(first)) return true;

  return /^(?:boto3|boto3\.dynamodb\.\w+|urllib\.parse|botocore\.exceptions)$/.test(name);
}

/** Of the runtime, those that run nothing else. */
const modules: ReadonlySet<string> = new Set(
  (
    'base64 calendar collections copy csv datetime decimal enum hashlib hmac html ipaddress ' +
    'itertools json logging math os random re secrets statistics string struct textwrap time ' +
    'traceback typing unicodedata uuid zoneinfo'
  ).split(' '),
);
