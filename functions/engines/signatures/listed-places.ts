/** Whether code reads all that any place has, so that what lies there may be for all. */
export function isListedIn(files: Iterable<string>): boolean {
  return [...files].some((code) => listing.test(code));
}

const listing =
  /\bscan\b|ScanCommand|\.find\(\s{0,9}(?:\{\s{0,9}\})?\s{0,9}\)|select\s{1,9}\*\s{1,9}from\s{1,9}\w{1,60}\s{0,9}["'`;]/i;
