import type { TableName } from '../../../core/kept-fields.ts';
import {
  asksForContact,
  fieldsIn,
  hasPrivateField,
  isContactName,
  isOfPassword,
  type KeptRecords,
  type PersonalKind,
  PersonalTables,
  partsOfTable,
  readPart,
  type TableRead,
} from '../../signatures/index.ts';
import { argumentOf, hasUnseenArguments, seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { isOfOneTable } from '../one-table.ts';
import { bindingOf } from '../scope.ts';
import type { AnyNode, Call, Expression } from '../syntax.ts';
import { tableOf } from '../table-of.ts';
import type { Values } from '../value.ts';
import { queriedPart } from './queried-part.ts';

/** The table that a call is about, by what is known of calls of AWS; undefined where it may be one of several. */
export type TableAt = (call: Call) => TableName | undefined;

/** What DynamoDB keeps, by what tables are called and what the code puts into them. */
export class KeptTables {
  readonly #values: Values;
  readonly #codes: readonly string[];
  readonly #tableAt: TableAt;
  readonly #kept = new PersonalTables((table) => this.#putInto(table));

  /** @param codes those that have to do with any of it. */
  constructor(values: Values, codes: readonly string[], tableAt: TableAt) {
    this.#values = values;
    this.#codes = codes;
    this.#tableAt = tableAt;
  }

  /**
   * `dynamodb.Table(name).scan()`, `client.scan(TableName=name)`: of one, what has passwords alone.
   *
   * @param isAll whether it reads more than one.
   */
  readBy(call: Call, isAll: boolean): KeptRecords | undefined {
    const contact = this.#contactAsked(call);
    const isByContact = isAll && contact !== undefined;
    const isPart = partsOfTable.some(
      (part) => !(isByContact && part === 'FilterExpression') && argumentOf(call, undefined, part),
    );
    const isUnseen = call.arguments.some(
      ({ spread, value }) => spread !== '' && !(isAll && spread === '**' && mayAskForAll(value)),
    );
    const table = tableOf(call, this.#values);
    if (isPart || isUnseen) return undefined;
    const known = table && this.#kept.readOf(table, table, { isAll, isByContact });

    return known || this.#itemsBy(call, { isAll, isByContact });
  }

  /** `table.query(KeyConditionExpression=…)`: what many may ask for, of a table of which a function says what it keeps. */
  queriedBy(call: Call): KeptRecords | undefined {
    const isPart = partsOfTable.some((part) => argumentOf(call, undefined, part));
    if (isPart || hasUnseenArguments(call)) return undefined;
    const queried = queriedPart(call);
    const part = queried && readPart(queried);
    const items = part && this.#itemsBy(call, { isAll: true, isByContact: 'isByContact' in part });

    return items && { ...items, ...part };
  }

  /** Of a table of which other functions may say what it keeps. */
  #itemsBy(call: Call, { isAll, isByContact }: TableRead): KeptRecords | undefined {
    const table = this.#tableAt(call);

    return table && { kind: 'items', of: '', table, isByContact, isOne: !isAll };
  }

  /** `FilterExpression='email = :email'`, `FilterExpression=Attr('email').eq(email)`: the field. */
  #contactAsked(call: Call): string | undefined {
    const filter = seen(argumentOf(call, undefined, 'FilterExpression'));
    const text = constantText(filter);
    if (text !== undefined) return asksForContact(text) ? text.split(/\W/)[0] : undefined;
    const asked =
      filter?.type === 'Call' && calledName(filter) === 'eq' ? filter.callee : undefined;
    const field = asked?.type === 'Attribute' ? asked.object : undefined;
    const name =
      field?.type === 'Call' && /^(?:Attr|Key)$/.test(calledName(field) ?? '')
        ? constantText(field.arguments[0]?.value)
        : undefined;

    return name !== undefined && isContactName(name) ? name : undefined;
  }

  /** By calls that are seen to put items into it or to ask for some, and by files that name one table, and put items into it. */
  #putInto(table: string): PersonalKind | undefined {
    const inFiles = this.#codes
      .filter((code) => isOfOneTable(code, table) && /\bput_item\(/.test(code))
      .flatMap((code) => fieldsIn(code, keys));
    const all = [inFiles, [...this.#fieldsPut(table), ...this.#fieldsAsked(table)]];
    if (all.flat().some(isOfPassword)) return 'credentials';

    return all.some((fields) => hasPrivateField(fields, table)) ? 'records' : undefined;
  }

  #fieldsPut(table: string): readonly string[] {
    return this.#callsOf('put_item', table).flatMap((call) => {
      const item = seen(argumentOf(call, undefined, 'Item'));
      return item?.type === 'Dict'
        ? item.entries.flatMap(({ key }) => constantText(key) ?? [])
        : [];
    });
  }

  #fieldsAsked(table: string): readonly string[] {
    return this.#callsOf('scan', table).flatMap((call) => this.#contactAsked(call) ?? []);
  }

  #callsOf(name: string, table: string): readonly Call[] {
    return this.#values
      .callsOf(name)
      .slice(0, MOST_CALLS)
      .filter((call) => tableOf(call, this.#values) === table);
  }
}

/** Of one name. */
const MOST_CALLS = 50;

const keys = /['"](\w{1,40})['"]\s{0,9}:/g;

/** `**options`, a table of the code's own that has a filter, if at all, only where the request brings one. */
function mayAskForAll(given: Expression): boolean {
  const { definitions = [], reads = [] } = bindingOf(given) ?? {};
  const [made, ...others] = definitions;
  const isEmpty =
    made?.kind === 'value' && made.node.type === 'Dict' && made.node.entries.length === 0;
  if (!isEmpty || others.length > 0) return false;

  return reads.every((read) => {
    const around = read.parent;
    if (around?.type === 'Argument') return true;
    const key =
      around?.type === 'Subscript' && around.object === read
        ? constantText(around.index)
        : undefined;
    if (
      key === undefined ||
      partsOfTable.some((part) => part === key && part !== 'FilterExpression')
    )
      return false;

    return key !== 'FilterExpression' || isInBranch(read);
  });
}

function isInBranch(node: AnyNode): boolean {
  for (let at = node.parent; at && at.type !== 'Function'; at = at.parent) {
    if (at.type === 'If') return true;
  }
  return false;
}
