import { givesRights, isKeptForPeople, isKeptForRights } from './right-name.ts';

/** What a text of SQL changes: nothing, a row that is new, or more than that. */
export function sqlEffect(text: string): 'nothing' | 'addition' | 'more' {
  const sql = text
    .replaceAll(/--[^\n]{0,500}/g, ' ')
    .trim()
    .replace(/;$/, '');
  // A second statement may do anything.
  if (sql.includes(';') || sql.length > MOST_TEXT) return 'more';
  if (asking.test(sql)) return writing.test(sql) ? 'more' : 'nothing';
  const [, table, columns = ''] = adding.exec(sql) ?? [];
  if (table === undefined || replacing.test(sql)) return 'more';
  const names = columns.split(',').map((each) => each.trim().replaceAll(/["`[\]]/g, ''));
  if (isKeptForRights(table)) return 'more';
  // Without the names of columns, or with all that one brings, anything may be set.
  const isOfPeople = isKeptForPeople(table) && names.every((each) => each === '');

  return isOfPeople || names.some(givesRights) ? 'more' : 'addition';
}

const asking =
  /^(?:select|with|show|begin|commit|rollback|start transaction|set (?:search_path|time zone|names)\b)/i;
const writing =
  /\b(?:insert|update|delete|drop|alter|truncate|grant|create|into|call|exec|merge|copy)\b|\b(?:pg|lo)_/i;
const adding =
  /^insert\s+(?:ignore\s+)?into\s+["`[]?([\w.$]{1,100})["`\]]?\s{0,20}(?:\(([^()]{0,2000})\))?/i;
const replacing = /\bon\s+(?:conflict|duplicate)\b(?!\s*(?:\([^()]{0,200}\)\s*)?do\s+nothing)/i;
const MOST_TEXT = 5_000;
