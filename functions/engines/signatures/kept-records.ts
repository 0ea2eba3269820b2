import type { HandedOut } from '../../core/handed-out.ts';
import type { TableName } from '../../core/kept-fields.ts';
import type { CodePlace } from '../../core/sdk-calls.ts';
import { wordsOf } from '../flow/index.ts';
import { arePlain } from './kept-name.ts';
import { isOfEachPerson, isOfPeople, keepsPeople } from './people-kept.ts';

/** What code hands out of a store, where it is more than anyone may read. */
export interface KeptRecords {
  readonly kind: 'credentials' | 'records' | 'items';
  /** What they are called, as the code says it. */
  readonly of: string;
  /** It is what is kept under an e-mail address or a telephone number that is asked for, and not all. */
  readonly isByContact?: boolean | undefined;
  /** Of items: the code does not say what the table keeps. */
  readonly table?: TableName | undefined;
  /** Of items, the kind of them in a table of many. */
  readonly part?: string | undefined;
  /** Of items, the key under which they are asked for. */
  readonly under?: string | undefined;
  /** Of items, that no more than one is read. */
  readonly isOne?: boolean | undefined;
}

/** Characters of what is shown of a table. */
const LONGEST_NAME = 80;

/** What a way in hands out where it answers them whole. */
export function handedRecords(
  { kind, of, isByContact = false, table, part, under, isOne = false }: KeptRecords,
  { path, line, column }: CodePlace,
  fields?: readonly string[],
): HandedOut {
  return {
    kind,
    named: isByContact || under !== undefined ? 'part' : 'all',
    path,
    line,
    column,
    ...(kind === 'records' && { of: of.slice(0, LONGEST_NAME) }),
    ...(kind === 'items' && {
      table,
      ...(part !== undefined && { part }),
      ...(under !== undefined && { under }),
      ...(fields && { fields }),
      ...(isOne && { isOne }),
    }),
  };
}

/**
 * Whether a table or a model is called like what is kept of people and is personal: `patients`, `payroll_runs`, `BankAccount`. What stands
 * last says what is kept: a `payroll-calendar` is none.
 */
export function isKeptOfPeople(name: string): boolean {
  const words = wordsOf(name);

  return words.some((word, at) => {
    const next = words[at + 1]?.replace(/s$/, '') ?? '';
    const end = alone.has(word) ? at + 1 : pairs.has(`${word} ${next}`) ? at + 2 : 0;
    return end > 0 && arePlain(words.slice(end));
  });
}

const alone: ReadonlySet<string> = new Set(
  'patient patients payroll payrolls payslip payslips prescription prescriptions medicalrecord medicalrecords healthrecord healthrecords bankaccount bankaccounts passport passports'.split(
    ' ',
  ),
);

const pairs: ReadonlySet<string> = new Set([
  'medical record',
  'medical history',
  'health record',
  'bank account',
  'salary slip',
  'employee salary',
  'employee salarie',
  'lab result',
]);

/** Whether a field called so, of an item that is kept, is personal: `ssn`, `iban`, `passportNumber`. */
function isPrivateField(name: string): boolean {
  return privates.has(name.replaceAll(/[_-]/g, '').toLowerCase());
}

const privates: ReadonlySet<string> = new Set(
  'ssn socialsecuritynumber socialsecurity iban bankaccount bankaccountnumber passportnumber passportno cardnumber creditcardnumber cvv cvc aadhaar aadhaarnumber aadharnumber nationalid nationalidnumber cpf medicalhistory'.split(
    ' ',
  ),
);

/** `salary` of an employee is his; of a job it is what all may read. */
function isPrivateOfPeople(field: string, table: string): boolean {
  return ofPay.test(field.replaceAll(/[_-]/g, '')) && wordsOf(table).some((word) => paid.has(word));
}

const ofPay = /^(?:basic|base|net|gross|monthly|annual)?(?:salary|pay|wage)$/i;

const paid: ReadonlySet<string> = new Set(
  'employee employees emp staff staffs worker workers personnel'.split(' '),
);

/** Whether an item with these fields has what is personal. */
export function hasPrivateField(fields: readonly string[], table: string): boolean {
  return (
    fields.some((field) => isPrivateField(field) || isPrivateOfPeople(field, table)) ||
    keepsPeople(table, fields)
  );
}

/**
 * Those of the fields of an item by which it may be personal: what is kept is said by them and the name of the table. Each is a word of a list.
 */
export function tellingFields(fields: readonly string[]): readonly string[] {
  const isTelling = (field: string) =>
    isOfPassword(field) ||
    isPrivateField(field) ||
    ofPay.test(field.replaceAll(/[_-]/g, '')) ||
    isOfPeople(field);

  return [...new Set(fields.filter((field) => isWord.test(field) && isTelling(field)))];
}

const isWord = /^\w{1,40}$/;

/** What a table keeps, where it is more than anyone may read. */
export type PersonalKind = Exclude<KeptRecords['kind'], 'items'>;

/** What is known of a table with these fields; undefined where nothing says that it is personal. */
export function keptIn(table: string, fields: readonly string[]): PersonalKind | undefined {
  // A table of all kinds of things has users, too: which of them are answered is not seen.
  if (fields.some(isOfPassword) && isOfEachPerson(table)) return 'credentials';

  return isKeptOfPeople(table) || hasPrivateField(fields, table) ? 'records' : undefined;
}

/** What is read of a model of a mapper between objects and rows: its passwords, or all that it keeps of people; undefined of any other. */
export function recordsOfModel(
  { name, fields }: { readonly name: string; readonly fields: readonly string[] },
  isAll: boolean,
): KeptRecords | undefined {
  if (fields.some(isOfPassword)) return { kind: 'credentials', of: name };
  const isPrivate = isKeptOfPeople(name) || hasPrivateField(fields, name);

  return isAll && isPrivate ? { kind: 'records', of: name } : undefined;
}

/** Whether fields by these names, which are made of each item, are as bad as all of it. */
export type IsEnough = (fields: readonly string[]) => boolean;

/** Whether these fields of it alone are as bad as all. */
export function areKeptFields({ kind, of }: KeptRecords, fields: readonly string[]): boolean {
  return kind === 'credentials' ? fields.some(isOfPassword) : hasPrivateField(fields, of);
}

/** Whether code has to do with any of that: most has not, and is not looked at. */
export function mayKeepRecords(text: string): boolean {
  return words.test(text);
}

const words =
  /passw|senha|contrase|e_?mail|correo|phone|telefon|mobile|balance|patient|payroll|payslip|salar|wages|prescription|medical|health_?record|bank_?account|credit_?card|passport|lab_?result|\bssn\b|social_?security|iban\b|card_?(?:number|no)\b|\bcv[vc]\b|aadha?ar|national_?id|\bcpf\b|(?:base|basic|net|gross)_?pay\b/i;

/** Whether a field called so is a password, or what one was hashed to. */
export function isOfPassword(field: string): boolean {
  return /^(?:hashed_?|encrypted_?|user_?)?(?:password|passwd|pwd|senha|contrasena|contrasenia)(?:_?(?:hash|digest))?$/i.test(
    field,
  );
}

/** All rows of a table. */
interface RowsRead {
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * `SELECT * FROM patients`, `select name, ssn from clients`: what is read of which table, without a condition.
 *
 * @param known the columns of tables, for a statement that names none.
 */
export function rowsRead(
  sql: string,
  known: ReadonlyMap<string, readonly string[]>,
): RowsRead | undefined {
  const [, columns = '', name] = allRows.exec(sql) ?? [];
  if (name === undefined) return undefined;
  const table = name.toLowerCase();
  const named = columns
    .split(',')
    .flatMap((each) => /(\w{1,60})["`\]]?\s{0,9}$/.exec(each)?.[1] ?? []);

  return { table, columns: named.length > 0 ? named : (known.get(table) ?? []) };
}

/** Whether the rows of a table are personal, by what it is called or by its columns. */
export function arePrivateRows({ table, columns }: RowsRead): boolean {
  return isKeptOfPeople(table) || hasPrivateField(columns, table);
}

/** Parameters of DynamoDB by which a call reads a part of a table, or of each item. */
export const partsOfTable = [
  ...['ProjectionExpression', 'AttributesToGet', 'FilterExpression', 'ScanFilter', 'Select'],
  'IndexName',
];

const allRows =
  /^\s{0,99}select\s{1,99}(\*|[\w."`[\],\s]{1,500}?)\s{1,99}from\s{1,99}["`[]?(?:\w{1,60}\.)?(\w{1,60})["`\]]?\s{0,99};?\s{0,9}(?:$|order\b|limit\b)/i;

/**
 * The columns of tables, by small letters, as statements of the code have them: `INSERT INTO users (name, password)`, `FROM users WHERE
 * email = ?`.
 */
export function columnsIn(codes: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const tables = new Map<string, string[]>();
  let left = MOST_STATEMENTS;

  for (const code of codes) {
    for (const { 0: whole, 1: name = '', index } of code.matchAll(statement)) {
      left -= 1;
      if (left < 0) return tables;
      const from = index + whole.length;
      const [columns = ''] = code.slice(from, from + LONGEST).split(/;|\bvalues\b/i);
      addTo(tables, name, columns.match(/\w{1,60}/g) ?? []);
    }
    for (const { 0: whole, 1: name = '', index } of code.matchAll(condition)) {
      left -= 1;
      if (left < 0) return tables;
      const from = index + whole.length;
      const [said = ''] = code.slice(from, from + LONGEST).split(/[;\n]/);
      addTo(
        tables,
        name,
        [...said.matchAll(/(\w{1,60})["`\]]? ?= ?['"?:$%@]/g)].map(([, column = '']) => column),
      );
    }
  }
  return tables;
}

function addTo(tables: Map<string, string[]>, name: string, columns: readonly string[]) {
  const known = tables.get(name.toLowerCase()) ?? [];
  known.push(...columns);
  tables.set(name.toLowerCase(), known);
}

/** Of one table: `FROM users WHERE`, `UPDATE users SET`. */
const condition = /\b(?:from|update) {1,9}["`[]?(\w{1,60})["`\]]? {1,9}(?:where|set)\b/gi;

const statement = /\b(?:insert into|create table(?: if not exists)?) {1,9}["`[]?(\w{1,60})/gi;

const MOST_STATEMENTS = 1_000;

/** Characters of the columns of a table. */
const LONGEST = 800;

/**
 * The names that code gives to something, so many that a file by hand has no more.
 *
 * @param name a pattern for all of them, of which the first group is the name.
 */
export function fieldsIn(code: string, name: RegExp): readonly string[] {
  const fields: string[] = [];

  for (const [, field] of code.matchAll(name)) {
    if (field !== undefined) fields.push(field);
    if (fields.length >= MOST_FIELDS) break;
  }
  return fields;
}

const MOST_FIELDS = 5_000;
