import {
  type JoinedMark,
  joinedMarks,
  type VersionMark,
  versionMarks,
} from '../../data/version-marks.ts';
import type { Detection, PackageMatch } from './detection.ts';
import { releaseSeen } from './release-seen.ts';

/** The versions that libraries have in their code as texts. No minifier takes them out. */
export function contentSignatures(text: string): Detection {
  return {
    by: 'content signature',
    matches: [
      ...markedVersions(text),
      ...joinedMarks.flatMap((mark) => joinedVersions(text, mark)),
    ],
    whole: false,
  };
}

/** Characters before and after a version that are looked at. */
const BEFORE = 260;
const AFTER = 460;

/** Of each text, each of which is looked at with every mark: what is full of versions is a list. */
const MOST_VERSIONS = 5_000;

function markedVersions(text: string): readonly PackageMatch[] {
  const marks = versionMarks.filter(({ needs }) => needs === undefined || text.includes(needs));
  const matches: PackageMatch[] = [];
  let count = 0;

  for (const { index, 0: literal, 1: version = '' } of text.matchAll(versionLiteral)) {
    count += 1;
    if (count > MOST_VERSIONS) break;

    const before = text.slice(Math.max(0, index - BEFORE), index);
    const end = index + literal.length;
    const after = text.slice(end, end + AFTER);
    const name = marks.find((mark) => isAt(mark, before, after))?.name;
    if (name !== undefined) matches.push(releaseSeen(name, version));
  }
  return matches;
}

/** CKEditor has the name of its build behind it. */
const versionLiteral =
  /["'`](\d{1,4}\.\d{1,6}\.\d{1,12}(?:-[a-z][\w.-]{0,60})?)(?: \([A-Z][a-z]{1,20}\))?["'`]/g;

function isAt({ before, after }: VersionMark, textBefore: string, textAfter: string): boolean {
  return (before?.test(textBefore) ?? true) && (after?.test(textAfter) ?? true);
}

const MOST_WORDS = 1_000;

function joinedVersions(text: string, mark: JoinedMark): readonly PackageMatch[] {
  const { name, word, pattern, version, needs, isRough } = mark;
  if (needs !== undefined && !text.includes(needs)) return [];
  const matches: PackageMatch[] = [];
  let at = text.indexOf(word);

  for (let count = 0; at >= 0 && count < MOST_WORDS; count += 1) {
    const [found, ...parts] = pattern.exec(text.slice(at, at + AFTER)) ?? [];
    const stated = found === undefined ? undefined : version(...parts);
    if (stated !== undefined) {
      matches.push({
        name,
        version: stated,
        ...(isRough && { certainty: 'approximate', candidates: [stated] }),
      });
    }
    at = text.indexOf(word, at + word.length);
  }
  return matches;
}
