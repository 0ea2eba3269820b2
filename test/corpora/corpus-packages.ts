import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { withPlantedSecrets } from './planted-secrets.ts';

/** A deployment package of a corpus: one file, or a folder. */
export interface CorpusPackage {
  /** Its path within the corpora: `rules/python/report_pdf.py`. */
  readonly name: string;
  readonly language: CorpusLanguage;
  readonly runtime: string;
  /** As Lambda would be configured. */
  readonly handler: string;
  /** By path within the package; what is planted is filled in. */
  readonly files: ReadonlyMap<string, string>;
  readonly marks: readonly Mark[];
}

export type CorpusLanguage = 'javascript' | 'python';

/** What a comment at the end of a line says of that line. */
export interface Mark {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** What is wrong there: where two kinds say the same, either; of a safe twin, none. */
  readonly kinds: readonly string[];
}

const RUNTIMES = { javascript: 'nodejs24.x', python: 'python3.13' } as const;

/** Names of the file that Lambda enters in a folder, the most telling first. */
const ENTRIES = [
  'index.js',
  'index.mjs',
  'app.js',
  'app.py',
  'main.py',
  'lambda_function.py',
  'handler.py',
  'wsgi_handler.py',
];

/**
 * All packages of a corpus of the folder `corpus`, or of any other folder that is laid out alike;
 * none where it has no folder.
 */
export function corpusPackages(
  corpus: string,
  root: string = join(import.meta.dirname, 'corpus'),
): readonly CorpusPackage[] {
  const folder = join(root, corpus);
  if (!existsSync(folder)) return [];

  return readdirSync(folder)
    .flatMap((name) => {
      const path = join(folder, name);
      if (!(name === 'javascript' || name === 'python')) return [path];
      return readdirSync(path).map((inner) => join(path, inner));
    })
    .filter((path) => statSync(path).isDirectory() || languageOf(path) !== undefined)
    .map((path) => packageAt(path, root));
}

function packageAt(path: string, root: string): CorpusPackage {
  const isFolder = statSync(path).isDirectory();
  const files = new Map(
    (isFolder ? filesIn(path) : [path]).map((file) => [
      isFolder ? relative(path, file) : basename(file),
      withPlantedSecrets(readFileSync(file, 'utf8')),
    ]),
  );
  const handler = configuredHandler(path) ?? handlerIn(files, path);
  const language = [...files.keys()].map(languageOf).find((one) => one !== undefined);
  if (!language) throw new Error(`${path} has no file in a language of the corpora`);

  return {
    name: relative(root, path),
    language,
    runtime: RUNTIMES[language],
    handler,
    files,
    marks: [...files].flatMap(([file, text]) => marksIn(file, text)),
  };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && languageOf(entry.name) !== undefined)
    .map((entry) => join(entry.parentPath, entry.name));
}

function languageOf(path: string): CorpusLanguage | undefined {
  if (/^\.[cm]?js$/.test(extname(path))) return 'javascript';

  return path.endsWith('.py') ? 'python' : undefined;
}

function configuredHandler(path: string): string | undefined {
  const file = join(path, 'corpus.json');
  if (!existsSync(file)) return undefined;

  const { handler } = JSON.parse(readFileSync(file, 'utf8'));
  return `${handler}`;
}

function handlerIn(files: ReadonlyMap<string, string>, path: string): string {
  const [only] = files.size === 1 ? [...files.keys()] : [];
  const entry = only ?? ENTRIES.find((name) => files.has(name));
  const text = entry === undefined ? undefined : files.get(entry);
  if (entry === undefined || text === undefined) throw new Error(`no entry is known in ${path}`);

  const name = entry.slice(0, -extname(entry).length);
  if (languageOf(entry) === 'javascript') return `${name}.handler`;
  if (/^(?:def )?lambda_handler\b/m.test(text)) return `${name}.lambda_handler`;
  return /^(?:async )?(?:def )?handler\b/m.test(text) ? `${name}.handler` : `${name}.app`;
}

function marksIn(path: string, text: string): Mark[] {
  return text.split('\n').flatMap((line, index) => {
    const [, said, kinds] =
      /(?:\/\/|#) (bad|good|hole)(?:: ([a-z-]+(?:\|[a-z-]+)*))?$/.exec(line) ?? [];
    return said === undefined ? [] : [{ path, line: index + 1, kinds: kinds?.split('|') ?? [] }];
  });
}
