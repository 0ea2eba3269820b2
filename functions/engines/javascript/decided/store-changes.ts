import { givesPower, isPasswordName, statementChange } from '../../signatures/index.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isCall,
  memberName,
  type NodeOf,
} from '../syntax.ts';
import type { CalledPackages } from './called-packages.ts';
import type { Change } from './change.ts';
import type { ChangeReaders } from './change-readers.ts';
import { isFoundByToken, isSqlByToken } from './found-by-token.ts';
import { writtenBy } from './given-fields.ts';
import { isOfAccounts } from './of-accounts.ts';
import { addsOne } from './open-counts.ts';
import { insertsRole, takesRole } from './rights-taken.ts';
import { fieldsLetThrough } from './schema-fields.ts';
import { sqlIn } from './sql-in.ts';
import { isSqlStore, isStore, type StoreRow, storeRows } from './store-rows.ts';

/** Knows which calls of databases a request decides, and how. */
export class StoreChanges {
  readonly #of: ChangeReaders;
  readonly #packages: CalledPackages;

  constructor(of: ChangeReaders, packages: CalledPackages) {
    this.#of = of;
    this.#packages = packages;
  }

  /** Of a helper that is given its statement, one for each call of it. */
  of(call: CallNode): readonly Change[] {
    const method = calledName(call);
    if (method === undefined || call.type === 'NewExpression') return [];
    const { names, isSeen } = this.#packages.of(call, isStore);

    for (const name of names) {
      const bySql = isSqlStore(name) ? this.#bySql(call, method, name) : [];
      if (bySql.length > 0) return bySql;
      for (const row of storeRows(name, method)) {
        if (!isSeen && row.isCommon && !isNamedAsStore(call)) continue;
        if (row.kind === 'changes' && addsOne(call, this.#of.values)) continue;
        const by = this.#decidedBy(call, row);
        if (by)
          return [{ kind: row.kind, call: `${shortName(name)}.${method}`, node: call, ...by }];
      }
    }
    return [];
  }

  /** `` sql`DELETE FROM notes WHERE id = ${id}` `` */
  ofTagged(node: NodeOf<'TaggedTemplateExpression'>): Change | undefined {
    const [name] = this.#packages.ofExpression(node.tag, isSqlStore).names;
    const text = node.quasi.quasis.map(({ value }) => value.cooked ?? '').join(' ? ');
    const kind = statementChange(text)?.kind;
    const isDecided = name !== undefined && kind && this.#of.data.of(node);

    return isDecided ? { kind, call: `${shortName(name)}.sql`, by: 'filter', node } : undefined;
  }

  #decidedBy(
    call: CallNode,
    row: StoreRow,
  ): (Pick<Change, 'by' | 'isBlind'> & Partial<Pick<Change, 'kind'>>) | undefined {
    const { data } = this.#of;
    const { arguments: given, callee } = call;
    const [first, second] = given;
    if (this.#isByToken(call, row.by)) return undefined;

    switch (row.by) {
      case 'first':
        if (!first || !data.of(first) || this.#of.fresh.has(first)) return undefined;
        return this.#setsPassword(given)
          ? { by: 'key', kind: 'replaces', isBlind: true }
          : { by: 'filter' };
      case 'any':
        return given.some((each) => data.of(each)) ? { by: 'filter' } : undefined;
      case 'entity':
        return given.some((each) => this.#isOfEntity(each)) ? { by: 'filter' } : undefined;
      case 'id':
        return given.some((each) => data.of(each, ['id'])?.isSent)
          ? { by: 'key', isBlind: true }
          : undefined;
      case 'made': {
        const saved = callee.type === 'MemberExpression' ? callee.object : undefined;
        const [made] = saved?.type === 'Identifier' ? writtenBy(saved) : [saved];
        const whole = made?.type === 'NewExpression' ? made.arguments[0] : undefined;
        if (takesRole(whole, this.#of)) return { by: 'rights' };
        return whole &&
          made &&
          this.#of.caller.isWhole(whole) &&
          isOfAccounts(made, this.#of.values) &&
          !this.#hasNoPower(whole) &&
          data.of(whole)
          ? { by: 'content' }
          : undefined;
      }
      case 'where':
        return given.some((each) => data.of(each, ['where'])) ? { by: 'filter' } : undefined;
      case 'chain':
        return chainOf(call).some((each) => data.of(each)) ? { by: 'filter' } : undefined;
      case 'self': {
        if (callee.type !== 'MemberExpression' || !isFound(callee.object)) return undefined;
        if (data.ofMade(callee.object)) return { by: 'filter' };
        return data.of(callee.object) ? { by: 'content' } : undefined;
      }
      case 'all':
        if (takesRole(first, this.#of)) return { by: 'rights' };
        return first &&
          this.#of.caller.isWhole(first) &&
          isOfAccounts(call, this.#of.values) &&
          !this.#hasNoPower(first) &&
          data.of(first)
          ? { by: 'content' }
          : undefined;
      case 'key': {
        const isKept =
          first &&
          second &&
          data.of(first)?.isSent &&
          given.slice(1).some((each) => data.of(each)?.isSent);
        const isNew = given.some((each) => /^NX$/i.test(textOf(each) ?? ''));
        return isKept && !isNew && !this.#of.fresh.has(first)
          ? { by: 'key', isBlind: true }
          : undefined;
      }
    }
  }

  /** Whether a schema lets those fields through alone that give an account no more than others have. */
  #hasNoPower(whole: AnyNode): boolean {
    const fields = fieldsLetThrough(whole, this.#of.values);

    return fields !== undefined && !fields.some(givesPower);
  }

  #isByToken(call: CallNode, by: StoreRow['by']): boolean {
    const { values, data } = this.#of;
    const where = call.arguments.flatMap((each) => optionIn(values, each, 'where') ?? []);
    const filters =
      by === 'first' || by === 'any'
        ? call.arguments.slice(0, 1)
        : by === 'where'
          ? where
          : by === 'chain'
            ? chainOf(call)
            : [];
    const all = by === 'any' && where.length > 0 ? where : filters;

    return isFoundByToken(
      all.flatMap((each) => objectsOf(values, each)),
      data,
    );
  }

  /** `User.findOneAndUpdate({ email }, { password }, { upsert: true })` */
  #setsPassword([, fields, options]: readonly AnyNode[]): boolean {
    const { values, data } = this.#of;
    const upsert = optionIn(values, options, 'upsert');
    const set = fields && (optionIn(values, fields, '$set') ?? fields);

    return (
      upsert?.type === 'Literal' &&
      upsert.value === true &&
      objectsOf(values, set).some(({ properties }) =>
        properties.some(
          (each) =>
            each.type === 'Property' &&
            isPasswordName(memberName(each) ?? '') &&
            data.of(each.value)?.isSent,
        ),
      )
    );
  }

  /** What was found, has an id that is sent, or is all that is sent; and not what only has some fields of it. */
  #isOfEntity(node: AnyNode): boolean {
    const { data, caller } = this.#of;
    const [made = node] = node.type === 'Identifier' ? writtenBy(node) : [node];
    const call = made.type === 'AwaitExpression' ? made.argument : made;
    const inner =
      isCall(call) && /^(?:create|merge|build)$/.test(calledName(call) ?? '')
        ? call.arguments
        : undefined;
    if (inner)
      return inner.some((each) => data.of(each, ['id']) || (caller.isWhole(each) && data.of(each)));
    if (made.type === 'ObjectExpression') return data.of(made, ['id']) !== undefined;

    return data.ofMade(node) !== undefined;
  }

  #bySql(call: CallNode, method: string, name: string): readonly Change[] {
    if (
      !/^(?:query|execute|run|all|get|each|exec|unsafe|any|one|oneOrNone|many|manyOrNone|none|result|raw|\$executeRawUnsafe|\$queryRawUnsafe|executeStatement)$/.test(
        method,
      )
    )
      return [];
    const { data } = this.#of;
    // `db.prepare('DELETE …').run(id)`
    const { callee } = call;
    const prepared =
      callee.type === 'MemberExpression' && isCall(callee.object) ? callee.object.arguments : [];
    const change = (node: CallNode, all: readonly AnyNode[]): Change | undefined => {
      const texts = all.flatMap((each) => sqlIn(each) ?? []);
      const [kind] = texts.flatMap((each) =>
        isSqlByToken(each) ? [] : (statementChange(each)?.kind ?? []),
      );
      const called = `${shortName(name)}.${method}`;
      if (texts.some((each) => insertsRole(each, all, this.#of)))
        return { kind: 'changes', call: called, by: 'rights', node };
      const isDecided = kind !== undefined && all.some((each) => data.of(each));
      return isDecided ? { kind, call: called, by: 'filter', node } : undefined;
    };
    // `const query = (text, values) => pool.query(text, values)` is asked of what it is given.
    const byHelper = call.arguments.flatMap((each) =>
      data.sites.callsGiving(each).flatMap((site) => change(site, site.arguments) ?? []),
    );

    const own = change(call, [...call.arguments, ...prepared]);
    return own ? [own] : byHelper;
  }
}

/** What a document was found by: not one that is just made. */
function isFound(node: AnyNode, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;
  if (node.type === 'AwaitExpression') return isFound(node.argument, depth + 1);
  if (node.type === 'ChainExpression') return isFound(node.expression, depth + 1);
  if (node.type === 'NewExpression') return false;
  if (isCall(node)) return !/^(?:build|create|model|new)$/.test(calledName(node) ?? '');
  if (node.type !== 'Identifier') return false;
  const { definitions = [], writes = [] } = bindingOf(node) ?? {};
  const set = writes.filter(({ path }) => path.length === 0).map(({ value }) => value);
  const given = definitions.flatMap((each) => (each.kind === 'value' ? each.node : []));

  return (
    definitions.some(({ kind }) => kind === 'parameter') ||
    [...given, ...set].some((each) => isFound(each, depth + 1))
  );
}

/** What is given to each method that is called of one another: `db('notes').where({ id }).del()`. */
function chainOf(call: CallNode): readonly AnyNode[] {
  const given: AnyNode[] = [];
  const add = (each: CallNode) => {
    if (/where|^(?:eq|match|in|filter|doc|ref|child|key|and|or)$/i.test(calledName(each) ?? ''))
      given.push(...each.arguments);
  };
  let at: AnyNode | undefined = call;
  for (let steps = 0; at && steps < MOST_CHAINED; steps += 1) {
    if (isCall(at)) {
      add(at);
      at = at.callee;
    } else if (at.type === 'MemberExpression') at = at.object;
    else if (at.type === 'AwaitExpression') at = at.argument;
    else if (at.type === 'Identifier') {
      const [only]: readonly { readonly kind: string; readonly node?: AnyNode }[] =
        bindingOf(at)?.definitions ?? [];
      at = only?.kind === 'value' ? only.node : undefined;
    } else break;
  }
  let top: AnyNode = call;
  for (let steps = 0; steps < MOST_CHAINED; steps += 1) {
    const member = parentOf(top);
    const next = member && parentOf(member);
    if (member?.type !== 'MemberExpression' || member.object !== top || !isCall(next)) break;
    add(next);
    top = next;
  }
  return given;
}

/** Of a receiver that is not seen: `this.usersRepository`, `Note`. */
function isNamedAsStore({ callee }: CallNode): boolean {
  let at: AnyNode | undefined = callee.type === 'MemberExpression' ? callee.object : undefined;
  for (let steps = 0; at && steps < MOST_STEPS; steps += 1) {
    const name =
      at.type === 'Identifier'
        ? at.name
        : at.type === 'MemberExpression'
          ? (fieldRead(at) ?? '')
          : '';
    if (
      /repo|model|collection|dao|table|entity|prisma|knex|supabase|firestore|redis|^db$|database/i.test(
        name,
      )
    )
      return true;
    at = at.type === 'MemberExpression' ? at.object : isCall(at) ? at.callee : undefined;
  }
  return false;
}

function shortName(name: string): string {
  return name
    .replace(/^@nestjs\//, '')
    .replace(/^@?([\w-]+)\/(?:client|supabase-js|serverless|redis|promise)$/, '$1');
}

const MOST_STEPS = 6;
const MOST_CHAINED = 16;
