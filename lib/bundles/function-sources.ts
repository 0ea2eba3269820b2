/** What the code of a function is made of, beside its handler. */
export interface FunctionSource {
  /** Other files of `functions/handlers`, which it runs in a thread of their own: each is bundled beside it. */
  readonly workers: readonly string[];
  /** Files of `functions/data` that it reads, from the folder of this name beside it. */
  readonly data: readonly string[];
}

const handlerAlone: FunctionSource = { workers: [], data: [] };

/** All functions of the product, by the names of their handlers, which are files of `functions/handlers`. */
export const functionSources = {
  'scan-code': { workers: ['analyse-archive'], data: ['npm-fingerprints.json.br'] },
  'scan-dependencies': handlerAlone,
  'scan-permissions': handlerAlone,
  'scan-usage': handlerAlone,
  notify: handlerAlone,
  digest: handlerAlone,
  'publish-events': handlerAlone,
  'import-findings': handlerAlone,
  'deliver-slack': handlerAlone,
} satisfies Readonly<Record<string, FunctionSource>>;

export type HandlerName = keyof typeof functionSources;

// The keys of the table, which nothing adds to.
export const handlerNames = Object.keys(functionSources) as readonly HandlerName[];

/** Contents by path within the bundle, with slashes. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;
