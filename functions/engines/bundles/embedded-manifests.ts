import type { Detection, PackageMatch } from './detection.ts';

/** The `package.json` of packages that load their own, as bundlers write it into the code. */
export function embeddedManifests(text: string): Detection {
  const matches: PackageMatch[] = [];

  for (const { index, 1: version } of text.matchAll(versionField)) {
    const manifest = objectAround(text, index);
    const name = nameField.exec(manifest)?.[1];
    const isPublished = isManifest.test(manifest) && !isPrivate.test(manifest);

    if (name !== undefined && isPublished) matches.push({ name, version });
  }

  return { by: 'embedded manifest', matches, whole: false };
}

const versionField =
  /\bversion["']?\s{0,9}:\s{0,9}["'](\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][\w.+-]{1,60})?)["']/g;
const nameField =
  /[{,\s]["']?name["']?\s{0,9}:\s{0,9}["']((?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*)["']/;

/** Anything may have a name and a version, own code too; a published package says where it is from. */
const isManifest = /[{,\s]["']?(?:repository|homepage|bugs)["']?\s{0,9}:/;
const isPrivate = /[{,\s]["']?private["']?\s{0,9}:\s{0,9}(?:true|!0)/;

/** Characters on either side. */
const FARTHEST = 4_000;

/** From the brace that opens what the place is in to the one that closes it, as far as we look. */
function objectAround(text: string, at: number): string {
  let start = at;
  for (let depth = 0; start > 0 && start > at - FARTHEST; start -= 1) {
    const character = text[start];
    if (character === '}') depth += 1;
    if (character === '{' && depth-- === 0) break;
  }

  let end = at;
  for (let depth = 0; end < text.length && end < at + FARTHEST; end += 1) {
    const character = text[end];
    if (character === '{') depth += 1;
    if (character === '}' && depth-- === 0) break;
  }

  return text.slice(start, end);
}
