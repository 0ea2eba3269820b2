import { givesRights, isKeptForPeople, isKeptForRights } from './right-name.ts';

/** What a text of SQL changes: nothing, a row that is new, or more than that. */
export function sqlEffect(text: string): 'nothing' | 'addition' | 'more' {
  const sql = text
    .replaceAll(/--[^\n]{0,500}/g, ' ')
    .trim()
    .replace(/;$/, '');
  // A second statement may do anything.
  if (sql.includes(';') || sql.length > MOST_TEXT) return 'more';
  // A function of the database's own may do anything.
  const called = [...sql.matchAll(/(\w{1,60}) {0,3}\(/g)].map(([, name = '']) =>
    name.toLowerCase(),
  );
  const into = /^insert\s+(?:ignore\s+)?into\s+["`[]?([\w.$]{1,100})/i
    .exec(sql)?.[1]
    ?.toLowerCase();
  if (!called.every((name) => harmless.has(name) || into?.endsWith(name))) return 'more';
  if (asking.test(sql)) return writing.test(sql) ? 'more' : 'nothing';
  const [, table, columns = ''] = adding.exec(sql) ?? [];
  if (table === undefined || replacing.test(sql)) return 'more';
  const names = columns.split(',').map((each) => each.trim().replaceAll(/["`[\]]/g, ''));
  if (isKeptForRights(table)) return 'more';
  // Without the names of columns, or with all that one brings, anything may be set.
  const isOfPeople = isKeptForPeople(table);
  const isOpen = names.every((each) => each === '');
  const givesMore = names.some(
    (each) => givesRights(each) || (isOfPeople && /type$|._id$/i.test(each)),
  );

  return (isOfPeople && isOpen) || givesMore || !/\bvalues\b/i.test(sql) || /\bselect\b/i.test(sql)
    ? 'more'
    : 'addition';
}

const asking =
  /^(?:select|with|show|begin|commit|rollback|start transaction|set (?:search_path|time zone|names)\b)/i;
const writing =
  /\b(?:insert|update|delete|drop|alter|truncate|grant|create|into|call|exec|merge|copy)\b|\b(?:pg|lo)_/i;
const adding =
  /^insert\s+(?:ignore\s+)?into\s+["`[]?([\w.$]{1,100})["`\]]?\s{0,20}(?:\(([^()]{0,2000})\))?/i;
const replacing = /\bon\s+(?:conflict|duplicate)\b(?!\s*(?:\([^()]{0,200}\)\s*)?do\s+nothing)/i;
const harmless: ReadonlySet<string> = new Set(
  (
    'abs any array avg and as by cast coalesce concat conflict count current_timestamp curdate date date_trunc distinct exists extract from gen_random_uuid getdate greatest if ifnull in insert ' +
    'into join json_agg json_build_object least length lower max md5 min not now nullif on or over replace returning round row_number select set sum timestamp to_timestamp trim unnest ' +
    'upper using uuid uuid_generate_v4 values varchar where'
  ).split(' '),
);
const MOST_TEXT = 5_000;
