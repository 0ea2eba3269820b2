/** Whether a file is clearly not as its author wrote it: minified, or put together by a bundler. */
export function looksBundled(text: string): boolean {
  if (text.includes(MINIFIED_MODULE)) return true;

  return (
    text.length >= SHORTEST &&
    (isMinified(text) ||
      bundlerMarks.some((mark) => text.includes(mark)) ||
      isRenamed(text) ||
      isHoisted(text))
  );
}

/** Characters: what is shorter may be a small function as it was written. */
const SHORTEST = 2_000;

/** What a module of CommonJS is put into, minified: only of use for code of others. */
const MINIFIED_MODULE = '{exports:{}}';

/** Characters: source has no lines as long as this. */
const LONG_LINE = 500;

/** Of all characters: source has more blanks. Minifiers that break lines leave 3 %, people 9 % or more. */
const FEWEST_BLANKS = 0.05;

/** Most of it is in long lines, or without blanks. Literals that are data are no code, but they cannot be separated. */
function isMinified(text: string): boolean {
  let inLongLines = 0;
  let blanks = 0;

  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const length = (end < 0 ? text.length : end) - start;
    if (length > LONG_LINE) inLongLines += length;
    start += length + 1;
  }
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) <= 0x20) blanks += 1;

  return inLongLines > text.length / 2 || blanks < text.length * FEWEST_BLANKS;
}

/** Names that bundlers give to the functions which they add, where they are not minified. */
const bundlerMarks = [
  '__webpack_require__',
  '__webpack_modules__',
  '__nccwpck_require__',
  'webpackJsonp',
  'webpackChunk',
  '__commonJS(',
  '__commonJSMin(',
  '__toESM(',
  '__swcpack_require__',
  'parcelRequire',
  'parcel$export',
  'getDefaultExportFromCjs(',
  'createCommonjsModule(',
  'commonjsGlobal',
  '/*#__PURE__*/Object.freeze({',
  '[function(require,module,exports){',
];

/** Whether Rollup has numbered things of one name, and no less than two. */
function isRenamed(text: string): boolean {
  const renamed = text.matchAll(/^(?:var|let|const|function|class) [\w$]{1,100}\$\d{1,4}\b/gm);

  return !renamed.next().done && !renamed.next().done;
}

/** Whether Parcel has put the number of its module into the name of a thing. */
function isHoisted(text: string): boolean {
  return /^(?:var|let|const|function|async function|class) \$[0-9a-f]{16}\$/m.test(text);
}
