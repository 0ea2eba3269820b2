import { givesPower } from './power-name.ts';

/** Whether a field called so says who someone is, and gives nothing: `email`, `firstName`. What is not known may be anything. */
export function isPersonalName(name: string): boolean {
  return personal.test(name.replaceAll(/[_-]/g, ''));
}

/** Whether it may be what someone signs in by. */
export function isLoginName(name: string): boolean {
  return /^(?:e?mail(?:address)?|user(?:name|id)?|login(?:name)?|phone(?:number)?|mobile|nickname)$/i.test(
    name.replaceAll(/[_-]/g, ''),
  );
}

/** Whether a number called so counts what anyone may do: `visits`, `viewCount`. */
export function isCountName(name: string): boolean {
  const counting = /^(?:n|total|value|number)$|count|visit|view|hits?$|click|download/i;

  // `accountBalance`, `discount`, `downloadQuota`: more of these is worth something.
  return counting.test(name.replace(/account|discount/i, '')) && !givesPower(name);
}

const personal =
  /^(?:(?:gsi\d?)?[ps]k|id|user(?:name|id)|e?mail(?:address)?|login(?:name)?|nickname|(?:full|first|last|given|family|middle|display|user)?name|surname|phone(?:number)?|mobile|address|street|city|country|zip(?:code)?|postalcode|birth(?:day|date)?|dateofbirth|dob|age|gender|sex|avatar|bio|language|locale|timezone)$/i;
