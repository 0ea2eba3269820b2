/** Whether a file is clearly not as anybody wrote it: minified, or put together by a bundler. */
export function looksBundled(text: string): boolean {
  return (
    text.length >= SHORTEST &&
    (isMinified(text) || bundlerMarks.some((mark) => text.includes(mark)))
  );
}

/** Characters: what is shorter may be somebody's own little function. */
const SHORTEST = 2_000;

/** Characters: nobody writes lines as long as this. */
const LONG_LINE = 500;

/** Most of it is in long lines. Literals in them that are data are no code, but nobody can tell. */
function isMinified(text: string): boolean {
  let inLongLines = 0;

  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const length = (end < 0 ? text.length : end) - start;
    if (length > LONG_LINE) inLongLines += length;
    start += length + 1;
  }

  return inLongLines > text.length / 2;
}

/** Names that bundlers give to the functions which they add, where they are not minified. */
const bundlerMarks = [
  '__webpack_require__',
  '__webpack_modules__',
  '__nccwpck_require__',
  '__commonJS(',
  '__toESM(',
  '__swcpack_require__',
  'parcelRequire',
  'parcel$export',
  'getDefaultExportFromCjs(',
  'commonjsGlobal',
];
