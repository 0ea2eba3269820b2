import { allKinds, type Kinds, mediumAtMost, noKinds } from './kinds.ts';
import {
  isForOthers,
  isGivenIn,
  isLeft,
  isLeftIn,
  type LeftOptions,
  type Option,
  optionOf,
} from './options.ts';
import { bindingOf } from './scope.ts';
import type { Subject } from './subject.ts';
import type { Expression } from './syntax.ts';
import type { Values } from './value.ts';

interface Called extends Subject {
  readonly values: Values;
  /** What the call leaves by which the subject came. */
  readonly options: LeftOptions | undefined;
}

/** `if debug: …` where no caller gives `debug`: all kinds where an option is never what is asked for. */
export function byOption(name: Expression, subject: Called, outcome: boolean): Kinds {
  const option = optionOf(name);
  if (!option || isTrue(option) === outcome || bindingOf(name) === subject.binding) return noKinds;

  return isLeftByCall(option, subject) || isLeftByAll(option, subject.values) ? allKinds : noKinds;
}

/** `if parameters is None: …` where the caller gives some, or `is not None` where it gives none. */
export function byNone(name: Expression, subject: Called, isNone: boolean): Kinds {
  const option = optionOf(name);
  if (!option || bindingOf(name) === subject.binding) return noKinds;
  const isOther = isNone
    ? isGivenIn(subject.options, option)
    : option.usual === 'None' && isLeftByCall(option, subject);

  return isOther ? allKinds : noKinds;
}

function isTrue({ usual }: Option): boolean {
  return usual === true;
}

/**
 * `if not allow_outside and not is_inside: raise`: where not all who call it are known, and none that is
 * known leaves the guard out, what is behind it is less grave.
 */
export function unlessLeftOut(
  operand: Expression,
  other: Kinds,
  subject: Called,
  outcome: boolean,
): Kinds {
  if (other === noKinds) return noKinds;
  const isNot = operand.type === 'Unary' && operand.operator === 'not';
  const name = isNot ? operand.operand : operand;
  const option = optionOf(name);
  if (!option || bindingOf(name) === subject.binding) return noKinds;
  if ((isNot ? !isTrue(option) : isTrue(option)) === outcome) return noKinds;

  return isLeftByKnown(option, subject.values) ? mediumAtMost : noKinds;
}

/** By the one call by which the subject came: what others give is not its business. */
function isLeftByCall(option: Option, { options }: Called): boolean {
  return isLeftIn(options, option);
}

/** By each call, where all are known. */
function isLeftByAll(option: Option, values: Values): boolean {
  const { of } = option.parameter;

  return values.sitesOf(of).length > 0 && !values.isHandedOn(of) && isLeftByKnown(option, values);
}

function isLeftByKnown(option: Option, values: Values): boolean {
  const { of } = option.parameter;

  return (
    !isForOthers(of, values) && values.sitesOf(of).every((site) => isLeft(site, option, undefined))
  );
}
