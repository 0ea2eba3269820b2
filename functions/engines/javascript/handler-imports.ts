import { CodeNotAnalysed } from '../flow/index.ts';
import { type HandlerImports, type ImportedName, MOST_MENTIONED } from '../packages/index.ts';
import { findHandlerName } from './handler-name.ts';
import { importsIn } from './imports-in.ts';
import { meaningOf, type OwnCode, packageName } from './specifier-meaning.ts';

/**
 * The packages that the handler's file imports, and the files that it reaches. Undefined where it
 * has no such file: then nothing is known.
 */
export function handlerImports(code: OwnCode, handler: string): HandlerImports | undefined {
  const { files, folders } = code;
  const entry = entryOf(code, handler);
  if (entry === undefined) return undefined;

  const packages: ImportedName[] = [];
  const mentioned = new Set<string>();
  const filesNamed = new Set<string>();
  const wholeNamed = new Set<string>();
  const reached = new Set([entry]);
  const most = folders.isEmpty ? MOST_WITHOUT_PACKAGES : MOST_CHARACTERS;
  let isWhole = true;
  let characters = 0;

  // A set that grows while it is walked is walked to its new end.
  for (const from of reached) {
    const text = files.get(from) ?? '';
    characters += text.length;
    if (characters > most) {
      return { packages, files: reached, mentioned, filesNamed, wholeNamed, isWhole: false };
    }

    const { specifiers, words, mayImportMore } = importsIn(text);
    if (mayImportMore) isWhole = false;
    for (const word of words) {
      const name = packageName(word);
      if (name !== undefined && (mentioned.size < MOST_MENTIONED || folders.hasName(name))) {
        mentioned.add(name);
      }
    }
    for (const named of [...words, ...specifiers]) {
      const name = packageName(named);
      if (name === undefined || !folders.hasName(name)) continue;
      if (named === name) wholeNamed.add(name);
      else filesNamed.add(named);
    }
    for (const specifier of specifiers) {
      const meaning = meaningOf(code, from, specifier);
      isWhole &&= meaning.isWhole;
      for (const name of meaning.packages) packages.push({ name, from });
      for (const next of meaning.files) reached.add(next);
    }
  }

  return { packages, files: reached, mentioned, filesNamed, wholeNamed, isWhole };
}

/** What is read here is read again to find weaknesses; where that takes long, this is left out. */
const MOST_CHARACTERS = 6_000_000;

/** Where there are none to come to but those of layers. */
const MOST_WITHOUT_PACKAGES = 1_500_000;

function entryOf(code: OwnCode, handler: string): string | undefined {
  try {
    return findHandlerName(handler, code).path;
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}
