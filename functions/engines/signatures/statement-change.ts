import { calledStatement } from './called-statement.ts';
import { isOpenCountName } from './open-count-name.ts';

/** What a statement does to what is there in a database, and the word that says so. */
export interface StatementChange {
  readonly kind: 'removes' | 'replaces' | 'changes';
  readonly verb: string;
}

/** Undefined of a statement that reads, that adds, or that counts one more of what anyone is asked to say. */
export function statementChange(text: string): StatementChange | undefined {
  const head = text.slice(0, LONGEST);
  const [, verb = ''] = changing.exec(head) ?? [];
  const change = (kind: StatementChange['kind']) => ({ kind, verb: verb.toUpperCase() });

  switch (verb.toLowerCase()) {
    case 'delete':
    case 'truncate':
    case 'drop':
      return change('removes');
    case 'replace':
      return change('replaces');
    case 'insert':
      return replacing.test(head) && !isOneMore(head) ? change('replaces') : undefined;
    case 'update':
    case 'merge':
      return isOneMore(head) ? undefined : change('changes');
    default:
      return calledStatement(head);
  }
}

/** `UPDATE posts SET likes = likes + 1 WHERE …`, `INSERT … ON CONFLICT (page) DO UPDATE SET views = pages.views + 1` */
function isOneMore(text: string): boolean {
  const [, to = '', from] = adding.exec(text) ?? addingTo.exec(text) ?? [];

  return isOpenCountName(to) && to === from;
}

const changing = /^[\s(]{0,100}(update|delete|replace|merge|insert|truncate|drop)\s/i;

const replacing =
  /\bor\s{1,9}replace\b|\bon\s{1,9}duplicate\b|\bon\s{1,9}conflict\b[^;]{0,400}\bdo\s{1,9}update\b/i;

const adding =
  /\bset\s{1,9}[`"]?(\w{1,60})[`"]?\s{0,9}=\s{0,9}[`"]?(\w{1,60})[`"]?\s{0,9}\+\s{0,9}1\s{1,9}where\b/i;

const addingTo =
  /\bupdate\s{1,9}(?:set\s{1,9})?[`"]?(\w{1,60})[`"]?\s{0,9}=\s{0,9}(?:[`"]?\w{1,60}[`"]?\.)?[`"]?(\w{1,60})[`"]?\s{0,9}\+\s{0,9}1\s{0,9}(?:;?\s{0,9}$|returning\b)/i;

const LONGEST = 4_000;
