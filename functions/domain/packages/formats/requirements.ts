import { type Known, unknown } from '../../facts.ts';
import { isVendored, type NamedVersion, type PackageFormat } from './package-format.ts';

/** Source: "Requirements file format" (pip docs). Only what is pinned tells a version. */
export const requirements: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'lockfile',
  describes: (path) =>
    /(?:^|\/)requirements[^/]*\.txt$/.test(path) && !forDevelopment.test(path) && !isVendored(path),
  read: pinnedIn,
};

/** Whole words, for what is the latest is no test. */
const forDevelopment =
  /requirements[^/]*[-_.](?:dev|develop|development|tests?|testing)(?![a-z])[^/]*$/;

/** What pip and others carry within themselves. It has no metadata but this list. */
export const vendoredRequirements: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'installed',
  describes: (path) => /(?:^|\/)_vendor\/vendor(?:ed)?\.txt$/.test(path),
  read: pinnedIn,
};

function pinnedIn(text: string): Known<readonly NamedVersion[]> {
  if (text.includes('\0')) return unknown('it is no text');

  const asked = text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s)#.*/, '').trim())
    .filter((line) => line !== '' && (!line.startsWith('-') || isEditable.test(line)));
  const value = asked.flatMap((line) => {
    const [, name, version] = pinned.exec(line) ?? [];
    return name && version ? [{ name, version }] : [];
  });
  const loose = asked.length - value.length;

  if (loose === 0) return { known: true, value };
  return {
    known: true,
    value,
    incomplete: `${loose} of its ${asked.length} requirements have no exact version`,
  };
}

/** A place to install from, and no option. */
const isEditable = /^(?:-e|--editable)[\s=]/;

const pinned = /^([\w.-]+)\s*(?:\[[^\]]*\])?\s*={2,3}\s*([^\s;,*#]+)\s*(?:;.*|--.*)?$/;
