import { isTableRead, tableOf } from '../../../core/kept-fields.ts';
import {
  asksForContact,
  fieldsIn,
  hasPrivateField,
  isOfPassword,
  type KeptRecords,
  type PersonalKind,
  PersonalTables,
  partsOfTable,
  readPart,
  type TableRead,
} from '../../signatures/index.ts';
import type { CallsOfAws } from '../decided/calls-of-aws.ts';
import { WrittenLiterals } from '../designs/written-literals.ts';
import { isOfOneTable } from '../one-table.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { type AnyNode, type CallNode, fieldNames } from '../syntax.ts';
import type { Values } from '../value.ts';
import { queriedPart } from './queried-part.ts';

/** What DynamoDB keeps, by what tables are called and what the code puts into them. */
export class KeptTables {
  readonly #values: Values;
  readonly #codes: readonly string[];
  readonly #aws: CallsOfAws;
  readonly #literals: WrittenLiterals;
  readonly #kept = new PersonalTables((table) => this.#putInto(table));

  /** @param codes those that have to do with any of it. @param aws all that the code is seen to call of AWS. */
  constructor(values: Values, codes: readonly string[], aws: CallsOfAws) {
    this.#values = values;
    this.#codes = codes;
    this.#aws = aws;
    this.#literals = new WrittenLiterals(values);
  }

  /**
   * `new ScanCommand({ TableName })`, `new GetCommand({ TableName, Key })`: of one, what has passwords alone.
   *
   * @param isAll whether it reads more than one.
   */
  readBy(call: CallNode, isAll: boolean): KeptRecords | undefined {
    const [given] = call.arguments;
    const filter = textOf(optionIn(this.#values, given, 'FilterExpression'));
    const isByContact = isAll && asksForContact(filter);
    const isPart = partsOfTable.some(
      (option) =>
        !(isByContact && option === 'FilterExpression') && optionIn(this.#values, given, option),
    );
    if (isPart) return undefined;

    const read = { isAll, isByContact };
    const [known] = this.#tablesOf(given).flatMap(
      (table) => this.#kept.readOf(table, nameOf(table), read) ?? [],
    );
    return known ?? this.#itemsBy(call, read);
  }

  /** `new QueryCommand({ TableName, KeyConditionExpression })`: what many may ask for, of a table of which a function says what it keeps. */
  queriedBy(call: CallNode): KeptRecords | undefined {
    const [given] = call.arguments;
    if (partsOfTable.some((option) => optionIn(this.#values, given, option))) return undefined;
    const queried = queriedPart(given, this.#values);
    const part = queried && readPart(queried);
    const items = part && this.#itemsBy(call, { isAll: true, isByContact: 'isByContact' in part });

    return items && { ...items, ...part };
  }

  /** Of a table of which other functions may say what it keeps. */
  #itemsBy(call: CallNode, { isAll, isByContact }: TableRead): KeptRecords | undefined {
    const [only, ...others] = this.#aws.of(call);
    const table = only && isTableRead(only) && others.length === 0 ? tableOf(only) : undefined;
    const [given] = call.arguments;
    // What is spread over its options may be a filter.
    const isSeen = given !== undefined && this.#literals.of(given) !== undefined;
    if (!table || !isSeen) return undefined;

    return { kind: 'items', of: '', table, isByContact, isOne: !isAll };
  }

  /** The names of a table, or of the variable that has it. */
  #tablesOf(given: AnyNode | undefined): readonly string[] {
    const table = optionIn(this.#values, given, 'TableName');
    if (!table) return [];

    return [
      ...this.#values.namesOf(table).flatMap((name) => /^process\.env\.\w+$/.exec(name)?.[0] ?? []),
      ...[textOf(table) ?? []].flat(),
    ];
  }

  /** By calls that are seen to put items into it, and by files that name one table, and put items into it. */
  #putInto(table: string): PersonalKind | undefined {
    const putting = this.#codes.filter((code) => putsInto(code, table));
    const put = this.#fieldsPut(table);
    if (putting.some((code) => ofPassword.test(code)) || put.some(isOfPassword)) {
      return 'credentials';
    }
    const fields = putting.flatMap((code) => fieldsIn(code, keys));

    return [fields, put].some((each) => hasPrivateField(each, nameOf(table)))
      ? 'records'
      : undefined;
  }

  #fieldsPut(table: string): readonly string[] {
    return putting
      .flatMap((name) => this.#values.callsOf(name).slice(0, MOST_PUTS))
      .filter(({ arguments: [given] }) => this.#tablesOf(given).includes(table))
      .flatMap(({ arguments: [given] }) =>
        objectsOf(this.#values, optionIn(this.#values, given, 'Item')),
      )
      .flatMap(fieldNames);
  }
}

/** Of one name. */
const MOST_PUTS = 50;

function nameOf(table: string): string {
  return table.replace('process.env.', '');
}

const putting = ['PutCommand', 'put', 'PutItemCommand', 'putItem'];

const ofPassword = /\b(?:password|password_?hash|hashed_?password)["']? {0,9}[:,}]/i;

const keys = /(\w{1,40})["']? {0,9}[:,}]/g;

function putsInto(code: string, table: string): boolean {
  return isOfOneTable(code, table) && /PutCommand|\.put\(|putItem|PutItemCommand/.test(code);
}
