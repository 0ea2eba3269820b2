import { wordsOf } from '../../flow/index.ts';

/** Whether it is what people say of themselves as they sign up; what is not known may give them more than others have. */
export function isOfPerson(name: string): boolean {
  const words = wordsOf(name);

  return words.length > 0 && words.every((word) => said.has(word));
}

/** Whether it says who signs up: without it, an item with the hash of a password may be anything. */
export function namesPerson(name: string): boolean {
  return wordsOf(name).some((word) => who.has(word));
}

/** What everybody may be: `'role': 'user'`, `'is_admin': False`. */
export function isOfEverybody(value: string): boolean {
  return /^(?:user|member|customer|guest|client|reader|basic|free|default|pending|unverified|unconfirmed|inactive|active|false|none|0)$/i.test(
    value,
  );
}

const who: ReadonlySet<string> = new Set(
  'email mail username user login phone mobile handle nickname'.split(' '),
);

const said: ReadonlySet<string> = new Set([
  ...who,
  ...(
    'name names first last middle given family full fullname firstname lastname surname display nick telephone tel number address street city ' +
    'zip zipcode postcode postal country language locale lang timezone birth birthday birthdate dob date day age gender avatar picture photo image bio ' +
    'about website'
  ).split(' '),
]);
