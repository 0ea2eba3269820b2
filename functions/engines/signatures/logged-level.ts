/** Whether a level by this name is mostly left out of what is logged. */
export function isRareLevel(name: string): boolean {
  return /^(?:debug|trace|verbose|silly)$/.test(name);
}

/** Whether the code of a condition asks which request it is, by its method or path: such a branch is a route. */
export function isDispatch(test: string): boolean {
  return /method|path|route|resource|operation|\baction\b|\bfieldName\b/i.test(test);
}
