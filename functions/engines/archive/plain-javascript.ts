import type { BareCode } from './code-without-texts.ts';

/** Of one file: see `isPlainCode`. */
export function javaScriptClients(
  { withoutComments, withoutTexts: text }: BareCode,
  path: string,
  paths: ReadonlySet<string>,
): readonly string[] | undefined {
  const isInside = (name: string) => isIn(paths, path, name);
  if (odd.some((way) => way.test(withoutComments)) || !areImportsKnown(withoutComments, isInside))
    return undefined;
  // What names no SDK here has its clients from elsewhere, where they are not handed on.
  if (!/aws-sdk/.test(withoutComments)) return [];

  const found = [...text.matchAll(making)];
  const made = found.filter(([, name = '']) => !noClient.test(name));
  const ofNew = found.filter(([one]) => one.startsWith('new'));
  if (ofNew.length !== (text.match(/\bnew\b/g)?.length ?? 0)) return undefined;
  const names = made.map(({ index }) => keptAs.exec(text.slice(0, index))?.slice(1));
  if (names.some((found) => !found)) return undefined;

  return names.flatMap((found) => found?.filter((name) => name !== undefined) ?? []);
}

const making = /\bnew\s([\w$.]{1,99})\(|Document\w{0,9}\.from\(/g;

const noClient = /(?:Command|Error)$|^(?:Date|Map|Set|URL|URLSearchParams|Promise)$/;

/** Before it: the name that it is kept under, or the other client that it is put into. */
const keptAs = /(?:\b(?:const|let|var)\s(\w{1,99})\s?=\s?\w{0,99}|Document\w{0,9}\.from\()$/;

/** Ways to run what is not written there, to get at credentials, and to put a client out of sight. */
const odd: readonly RegExp[] = [
  /\b(?:eval|Function|vm|fetch|XMLHttpRequest|WebSocket|EventSource|navigator|child_process|worker_threads|Worker)\b/,
  /\b(?:WebAssembly|cluster|constructor|createRequire|binding|dlopen|Reflect|Proxy|globalThis|global|middlewareStack)\b/,
  /[cC]redential|[pP]roviderChain|defaultProvider|SignatureV4|environ\b|\\u|s3:\/\//,
  /AWS4|aws4|277[23]|SECRET_ACCESS_KEY|SESSION_TOKEN|CREDENTIALS/,
  /\bthis\s{0,9}[.[]|\bwith\s{0,9}\(|[\])]\s{0,99}\(|\)\s{0,99}`|\.(?:bind|call|apply)\b|\bimport\s{0,9}\(/,
  /\bprocess\b(?!\.env\.\w)|\bexports?\s{0,9}\[|\bObject\.(?:assign|defineProperty)/,
  /\bexport\s{0,9}[*{][^;\n]{0,200}\bfrom\b/,
];

function areImportsKnown(text: string, isInside: (name: string) => boolean): boolean {
  const all = text.match(/\b(?:require|import)\b/g)?.length ?? 0;
  const known = [
    ...text.matchAll(/\brequire\(['"]([^'"\n]{1,300})['"]\)/g),
    ...text.matchAll(/\bimport\s?(?:[\w$*{},\s]{1,500}from\s)?['"]([^'"\n]{1,300})['"]/g),
  ].map(([, name = '']) => name);

  return (
    known.length === all &&
    known.every((name) => (name.startsWith('.') ? isInside(name) : isModule(name)))
  );
}

/** Whether it is code of the archive, or data. */
function isIn(paths: ReadonlySet<string>, path: string, name: string): boolean {
  const parts = path.split('/').slice(0, -1);
  for (const part of name.split('/')) {
    if (part === '..' && parts.pop() === undefined) return false;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  const file = parts.join('/');

  return endings.some((ending) => paths.has(`${file}${ending}`));
}

const endings = ['', '.js', '.mjs', '.cjs', '.json', '/index.js', '/index.mjs', '/index.cjs'];

/** AWS's SDKs, and those of the runtime that send and run nothing. */
function isModule(name: string): boolean {
  const plain = name.replace(/^node:/, '');

  return modules.has(plain) || /^@aws-sdk\/(?:client|lib|util)-[\w-]{1,99}$/.test(name);
}

const modules: ReadonlySet<string> = new Set(
  (
    'uuid aws-sdk assert buffer crypto events path querystring string_decoder timers ' +
    'timers/promises url util'
  ).split(' '),
);
