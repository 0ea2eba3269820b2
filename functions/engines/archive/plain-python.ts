import type { ListedFile } from './archive-files.ts';
import type { BareCode } from './code-without-texts.ts';

/** Of one file: see `isPlainCode`. */
export function pythonClients(
  { withoutComments, withoutTexts }: BareCode,
  listing: readonly ListedFile[],
): readonly string[] | undefined {
  if (odd.test(withoutComments) || !areImportsKnown(withoutComments, listing)) return undefined;
  const code = withoutTexts.replace(importLines, ' ');
  const all = code.match(/\bboto(?:3|core)\b/g)?.length ?? 0;
  const made = [...code.matchAll(/^[ \t]*(\w+)\s*=\s*boto3\.(?:client|resource)\s*\(/gm)];
  // `table = dynamodb.Table(…)`
  const parts = [...code.matchAll(/^[ \t]*(\w+)\s*=\s*\w+\.[A-Z]\w*\s*\(/gm)];
  const placed = code.match(/\w\s*\.\s*(?:Table|Bucket|Object|Queue|Topic)\s*\(/g)?.length ?? 0;
  if (made.length !== all || placed > parts.length) return undefined;

  return [...made, ...parts].map(([, name = '']) => name);
}

/** Ways to run what is not written there, to get at credentials, and to put a client out of sight. */
const odd =
  /\b(?:eval|exec|__(?!name__|main__|init__)\w+__|importlib|getattr|setattr|globals|locals|vars|subprocess|pickle|get_credentials|AWS4\w*|277[23]|\w*SECRET_ACCESS_KEY|\w*SESSION_TOKEN|AWS_\w*(?:CREDENTIALS|TOKEN)\w*)\b|\b(?:s3|sqs):\/\/|(?<!\bre\.)\bcompile\s*\(|[\])][ \t]*\(|\benviron\b(?!\s*(?:\[\s*['"]|\.get\s*\(\s*['"]))|\bgetenv\b(?!\s*\(\s*['"])|\bsys\s*\.\s*modules|\bos\s*\.\s*(?!environ\b|getenv\b|path\b|getcwd\b|makedirs\b|mkdir\b|remove\b|listdir\b|unlink\b|urandom\b)\w|^\s*@|\bwith\s+\w+\.\w+\([^)\n]{0,200}\)\s+as\b/m;

const importLines = /^[ \t]*(?:import|from)[ \t][^\n(]{0,500}(?:\([^)]{0,2000}\))?/gm;

function areImportsKnown(text: string, listing: readonly ListedFile[]): boolean {
  const all = text.match(/\bimport\b/g)?.length ?? 0;
  const lines = [...text.matchAll(importLines)].map(([line]) => line.trim());
  const names = new Set(
    listing.map(({ path }) => path.split('/')[0]?.replace(/\.py$/, '') ?? ''));

  return lines.length === all && lines.every((line) => isKnownImport(line, names));
}

function isKnownImport(line: string, own: ReadonlySet<string>): boolean {
  const from = /^from\s+(\.*[\w.]*)\s+import\s+(.*)$/s.exec(line);
  if (from) {
    const [, module = '', given = ''] = from;
    if (module === 'os') return /^\(?\s*(?:(?:environ|getenv|path)\s*,?\s*)+\)?$/.test(given);
    if (given.includes('*') || module === 'boto3') return false;

    return isKnown(module, own);
  }
  const all = line.replace(/^import\s+/, '').split(',');

  return all.every((each) => {
    const [name = '', , alias] = each.trim().split(/\s+/);
    return isKnown(name, own) && (alias === undefined || !/^(?:boto3|os|sys)\b/.test(name));
  });
}

function isKnown(name: string, own: ReadonlySet<string>): boolean {
  const [first = ''] = name.split('.');
  if (name.startsWith('.') || own.has(first) || modules.has(first)) return true;

  return /^(?:boto3|boto3\.dynamodb\.\w+|botocore\.exceptions)$/.test(name);
}

/** Of the runtime, those that run nothing else. */
const modules: ReadonlySet<string> = new Set(
  (
    'base64 calendar collections copy csv datetime decimal enum hashlib hmac html http io ipaddress ' +
    'itertools json logging math os random re secrets statistics string struct textwrap time ' +
    'traceback typing unicodedata urllib uuid zoneinfo sys'
  ).split(' '),
);
