/**
 * What bundlers and minifiers leave as it was. A `function` is what is said in one, without the
 * functions within it and without names: each text, property, number and pattern, in any order.
 * A `shape` is the same with what it does, and a `detail` with how, which minifiers change more. A
 * `whole` is a detail with the functions within it, and whether they are arrows: what is changed in
 * a small one is seen in what is around it. A `module` is any of these of the function that loaders
 * put around a whole file, which is there only where a bundler keeps one. A `fine` is a detail with
 * how many arguments are given, and with which numbers, truths and nulls.
 */
export const featureKinds = [
  'function',
  'shape',
  'detail',
  'whole',
  'pattern',
  'text',
  'number',
  'property',
  'module',
  'fine',
] as const;
export type FeatureKind = (typeof featureKinds)[number];

/** Whether it is of a function: all features of one come and go together. */
export function isOfFunction(kind: FeatureKind): boolean {
  return ofFunctions.has(kind);
}

const ofFunctions: ReadonlySet<FeatureKind> = new Set([
  'function',
  'shape',
  'detail',
  'whole',
  'module',
  'fine',
]);
