export { Budget } from './budget.ts';
export {
  anyField,
  anyKey,
  anyKeyBut,
  asJson,
  type FieldPath,
  fromJson,
  isAnyKey,
  isElement,
  isInElements,
  isInJson,
  itself,
  itsKeys,
  keyOf,
  loosened,
  reordered,
  someField,
  under,
  within,
  withinAll,
} from './field-path.ts';
export { endOf, isHiddenName, isNamePart } from './file-ends.ts';
export { isLong, MOST_STEPS_OF_SECRET, needsSigns, usualSeverity } from './gravity.ts';
export { CodeNotAnalysed, HandlerMissing } from './not-analysed.ts';
export { notStarting } from './not-starting.ts';
export { onThisStack } from './on-this-stack.ts';
export { Overwrites } from './overwritten.ts';
export { isEndOfHosts, isNamedHost } from './owned-hosts.ts';
export { partsWithin } from './parts-within.ts';
export { type IsHere, isTelltale, type PlainFile, type Span } from './plain-file.ts';
export { isSecretName, purposeOfHash, wordsOf } from './protected-names.ts';
export { Queue } from './queue.ts';
export { Reached } from './reached.ts';
export { ReadsByField } from './reads-by-field.ts';
export { isInFunction, isWithin } from './scope-chain.ts';
export { liveNames, type NamedSpan, NamesUsed, type ShownCalls } from './shown-calls.ts';
export { shownName } from './shown-name.ts';
export { shownWeaknesses } from './shown-weaknesses.ts';
export { lastUpTo, type Place, TextPlaces } from './text-places.ts';
export { wayTo } from './way.ts';
export { withinBudget } from './within-budget.ts';
