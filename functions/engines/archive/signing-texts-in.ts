import { type Known, unknown } from '../../core/known.ts';
import { signingTexts, signingVariables } from '../javascript/index.ts';
import {
  signingTexts as textsInPython,
  signingVariables as variablesInPython,
} from '../python/index.ts';
import {
  type FileSecret,
  maySignWith,
  type SigningText,
  secretOfSigningText,
} from '../secrets/index.ts';
import type { ArchiveContents, ArchiveFile } from './archive-files.ts';
import { type CodeEntry, isNode, isPython } from './code-analysis.ts';
import { ofJavaScript, ofPython } from './own-code.ts';

/**
 * Keys of tokens and sessions that are in the archive: texts of the code that its handler leads to, and settings that it
 * loads into its environment.
 */
export function signingTextsIn(
  contents: ArchiveContents,
  { runtime, handler }: CodeEntry,
): Known<readonly FileSecret[]> {
  if (handler === undefined) return none;
  const settings = settingsFiles(contents.files);
  // Which variables sign is asked where there is something to set them.
  const isSet = settings.length > 0;
  const keys = isPython(runtime)
    ? ofPython<Keys>(contents, handler, (source) => ({
        known: true,
        value: { texts: textsInPython(source), variables: isSet ? variablesInPython(source) : [] },
      }))
    : isNode(runtime)
      ? ofJavaScript<Keys>(contents, handler, (source) => ({
          known: true,
          value: { texts: signingTexts(source), variables: isSet ? signingVariables(source) : [] },
        }))
      : undefined;
  // Of other languages they are not looked for.
  if (!keys) return none;
  if (!keys.known) return unknown(keys.reason);

  const { texts, variables } = keys.value;
  const signing = new Set(variables);
  const loaded = settings.flatMap(({ path, text }) => settingsOf(path, text, signing));
  const set = new Set(loaded.map(({ variable }) => variable));
  const used = texts.filter(({ variable }) => variable === undefined || !set.has(variable));
  return { known: true, value: [...used, ...loaded].slice(0, MOST).map(secretOfSigningText) };
}

const none = { known: true, value: [] } as const;

interface Keys {
  readonly texts: readonly SigningText[];
  readonly variables: readonly string[];
}

const MOST = 50;

/** Files that dotenv loads: `.env`, and others that code names. */
function settingsFiles(files: readonly ArchiveFile[]): readonly ArchiveFile[] {
  const named = files.filter(({ path }) => /\.env\b/.test(nameOf(path)) && !isInstalled(path));
  if (named.length === 0) return [];
  const loading = files.filter(
    ({ path, text }) =>
      /\.(?:[cm]?[jt]s|py)$/.test(path) && !isInstalled(path) && /dotenv/.test(text),
  );
  if (loading.length === 0) return [];

  return named.filter(({ path }) => {
    const name = nameOf(path);
    return name === '.env' || loading.some(({ text }) => namesFile(text, name));
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isInstalled(path: string): boolean {
  return /(?:^|\/)(?:node_modules|site-packages|dist-packages)\//.test(path);
}

/** `config({ path: '../variables.env' })` */
function namesFile(code: string, name: string): boolean {
  return ["'", '"', '`'].some(
    (quote) => code.includes(`/${name}${quote}`) || code.includes(`${quote}${name}${quote}`),
  );
}

function settingsOf(
  path: string,
  text: string,
  variables: ReadonlySet<string>,
): readonly SigningText[] {
  return text
    .slice(0, MOST_CHARACTERS)
    .split('\n')
    .flatMap((row, index): readonly SigningText[] => {
      const at = row.indexOf('=');
      const variable = row
        .slice(0, Math.max(0, at))
        .replace(/^\s*export\s/, '')
        .trim();
      if (!variables.has(variable)) return [];
      const value = row.slice(at + 1).trim();
      const quote = /^["']/.exec(value)?.[0] ?? '';
      const key = quote !== '' && value.endsWith(quote) ? value.slice(1, -1) : value;
      // One that is made of another variable is not what it looks like.
      if (!maySignWith(key) || key.includes('$')) return [];
      return [{ path, line: index + 1, column: at + 2, text: key, variable }];
    });
}

const MOST_CHARACTERS = 100_000;
