import { libraryTitles } from '../../data/library-titles.ts';

/**
 * The npm package that a banner names.
 *
 * @param title as `bannersIn` gives it.
 * @param below the lines that follow it.
 * @returns undefined for what is not known, and for one function of lodash, which is a package.
 */
export function packageTitled(title: string, below: readonly string[] = []): string | undefined {
  const known =
    (Object.hasOwn(libraryTitles, title) ? libraryTitles[title] : undefined) ??
    partOf(title) ??
    /^@[\w-]{1,40}\/[\w.-]{1,80}$/.exec(title)?.[0];

  if (known === 'lodash' && below.some((line) => line.includes('modularize'))) return undefined;
  return known === 'react' ? reactPackage(below) : known;
}

/** Of libraries that are one package, and have a banner in each of their parts. */
function partOf(title: string): string | undefined {
  if (/^jquery ui(?: [\w:.-]+){0,8}$/.test(title)) return 'jquery-ui';
  if (/^bootstrap:? [\w-]+\.js$/.test(title)) return 'bootstrap';

  return /^https:\/\/(?:d3js\.org|github\.com\/d3)\/(d3-[a-z-]+)$/.exec(title)?.[1];
}

/** All packages of React have one title, and the name of their file below it. */
function reactPackage([file = '']: readonly string[]): string {
  const name =
    /^(react(?:-[a-z-]{1,40})?|scheduler)\.(?:production|development|profiling|react-server)\b/.exec(
      file,
    )?.[1];
  if (name === undefined || /^react-jsx/.test(name)) return 'react';

  return packagesOfReact.find((each) => name === each || name.startsWith(`${each}-`)) ?? 'react';
}

/** A longer name before one that it begins with. */
const packagesOfReact = [
  'react-dom',
  'react-is',
  'react-art',
  'react-reconciler',
  'react-refresh',
  'react-test-renderer',
  'react-server-dom-webpack',
  'scheduler',
];
