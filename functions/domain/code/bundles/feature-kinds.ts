/**
 * What bundlers and minifiers leave as it was. A `function` is what is said in one, without the
 * functions within it and without names: each text, property, number and pattern, in any order.
 * A `shape` is the same with what it does, and a `detail` with how, which minifiers change more. A
 * `whole` is a detail with the functions within it, and whether they are arrows: what is changed in
 * a small one is seen in what is around it.
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
] as const;
export type FeatureKind = (typeof featureKinds)[number];
