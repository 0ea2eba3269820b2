import { looksBundled } from './looks-bundled.ts';

/**
 * Whether esbuild has made the file and kept its comments: then each module that it has put in is labelled with its path, and
 * a file without the label of a package holds own code alone. Not where some of that was put together by a bundler
 * before: the labels in it were comments, and esbuild leaves out those of what it reads.
 */
export function labelsItsModules(text: string): boolean {
  const wrapped = countOf(text, /= __commonJS\(/g);
  const labelled = countOf(
    text,
    /^\/\/ \S{1,500}\r?\n(?:var|let|const) [\w$]{1,200} = __commonJS\(/gm,
  );
  const hasComments = text.includes(OWN_COMMENT) || labelled > 0;

  return hasComments && wrapped === labelled && !wasBundledBefore(text);
}

/** In what esbuild puts before what imports packages that it leaves outside. */
const OWN_COMMENT = '\n  // If the importer is in node compatibility mode or this is not an ESM\n';

/** By marks that are not this esbuild's own: it numbers those that another has left. */
function wasBundledBefore(text: string): boolean {
  return (
    /\b__(?:toESM|commonJS|commonJSMin|export|copyProps|defProp|toCommonJS)\d/.test(text) ||
    looksBundled(text.replaceAll('__toESM(', '').replaceAll('__commonJS(', ''))
  );
}

function countOf(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count += 1;

  return count;
}
