import type { ListedFile } from './archive-files.ts';
import type { BareCode } from './code-without-texts.ts';

/** Of one file: see `isPlainCode`. */
export function javaScriptClients(
  { withoutComments, withoutTexts: text }: BareCode,
  listing: readonly ListedFile[],
): readonly string[] | undefined {
  if (odd.test(withoutComments) || !areImportsKnown(withoutComments, listing)) return undefined;
  // What names no SDK here has its clients from elsewhere, where they are not handed on.
  if (!/aws-sdk/.test(withoutComments)) return [];

  const made = [...text.matchAll(making)].filter(([, name = '']) => !noClient.test(name));
  const names = made.map(({ index }) => keptAs.exec(text.slice(0, index))?.slice(1));
  if (names.some((found) => !found)) return undefined;

  return names.flatMap((found) => found?.filter((name) => name !== undefined) ?? []);
}

const making = /\bnew\s+([\w$.]+)\s*\(|\b\w*Document\w*\.from\s*\(/g;

const noClient = /(?:Command|Error)$|^(?:Date|Map|Set|URL|URLSearchParams|Promise)$/;

/** Before it: the name that it is kept under, or the other client that it is put into. */
const keptAs = /(?:\b(?:const|let|var)\s+(\w+)\s*=|Document\w*\.from\s*\()\s*$/;

/** Ways to run what is not written there, to get at credentials, and to put a client out of sight. */
const odd =
  /\b(?:eval|Function|vm|child_process|worker_threads|Worker|WebAssembly|cluster|createRequire|binding|dlopen|Reflect|Proxy|globalThis|global|readdir\w*|environ|[cC]redential\w*|\w*[pP]roviderChain|defaultProvider|SignatureV4|middlewareStack|AWS4\w*|aws4\w*|277[23]|\w*SECRET_ACCESS_KEY|\w*SESSION_TOKEN|AWS_\w*(?:CREDENTIALS|TOKEN)\w*)\b|\bs3:\/\/|\bthis\s*[.[]|\bwith\s*\(|[\])]\s*\(|\)\s*`|\.(?:bind|call|apply)\b|\bimport\s*\(|\bprocess\b(?!\.env\.\w)|\bexports?\s*\[|\bexport\s*[*{][^;\n]{0,200}\bfrom\b|\bObject\s*\.\s*(?:assign|defineProperty)|\\u/;

function areImportsKnown(text: string, listing: readonly ListedFile[]): boolean {
  const all = text.match(/\b(?:require|import)\b/g)?.length ?? 0;
  const known = [
    ...text.matchAll(/\brequire\s*\(\s*['"]([^'"\n]+)['"]\s*\)/g),
    ...text.matchAll(/\bimport\s*(?:[\w$*{},\s]{1,500}?\bfrom\s*)?['"]([^'"\n]+)['"]/g),
  ].map(([, name = '']) => name);

  return (
    known.length === all &&
    known.every((name) => (name.startsWith('.') ? isIn(listing, name) : modules.test(name)))
  );
}

/** By its last name: a file, or a folder. */
function isIn(listing: readonly ListedFile[], name: string): boolean {
  const wanted = withoutEnding(name.split('/').at(-1) ?? '');

  return listing.some(({ path }) => path.split('/').map(withoutEnding).includes(wanted));
}

function withoutEnding(name: string): string {
  return name.replace(/\.(?:[cm]?js|json)$/, '');
}

const modules =
  /^(?:uuid|aws-sdk(?:\/clients\/\w+)?|@aws-sdk\/(?:client|lib|util)-[\w-]+|(?:node:)?(?:assert|buffer|crypto|events|fs|fs\/promises|http|https|os|path|querystring|stream|string_decoder|timers|timers\/promises|url|util|zlib))$/;
