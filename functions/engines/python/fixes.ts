import { argumentOf, seen } from './call-arguments.ts';
import type { Places } from './evidence.ts';
import type { AnyNode, Expression } from './syntax.ts';
import { type Piece, piecesOf } from './text-shape.ts';
import type { Values } from './value.ts';

/** `subprocess.run(['ls', name], check=True)` for what was a line of shell. */
export function argumentList(at: AnyNode, places: Places): string | undefined {
  const given = firstArgument(at);
  if (!given) return undefined;

  const words: string[] = [];
  let isGlued = false;
  for (const piece of piecesOf(given)) {
    if ('value' in piece) {
      const code = codeOf(piece.value, places);
      if (code === undefined) return undefined;
      const word = isGlued ? `${words.pop()} + ${code}` : code;
      words.push(word);
      isGlued = false;
    } else {
      if (/[|;&<>`$*?]/.test(piece.text))
        return 'subprocess.run([program, argument], check=True)  # no shell';
      const parts = piece.text
        .replace(/["']/g, '')
        .split(' ')
        .filter((word) => word !== '');
      words.push(...parts.map((word) => `'${word}'`));
      isGlued = !/[\s"']$/.test(piece.text) && parts.length > 0;
    }
  }
  return words.length > 1 ? `subprocess.run([${words.join(', ')}], check=True)` : undefined;
}

/** `cursor.execute('… WHERE id = %s', (id,))`. */
export function bindParameters(at: AnyNode, places: Places, values: Values): string | undefined {
  if (at.type !== 'Call') return undefined;
  const given = seen(
    argumentOf(
      at,
      0,
      'sql',
      'query',
      'statement',
      'operation',
      'QueryString',
      'Sql',
      'Statement',
      'text',
    ),
  );
  const pieces = given ? piecesOf(given) : [];
  const callee = codeOf(at.callee, places);
  if (callee === undefined || !pieces.some((piece) => 'text' in piece)) return undefined;

  const style = placeholders(values.namesOf(at.callee));
  const names: string[] = [];
  const text = pieces
    .map((piece, index) => textOf(piece, pieces, index, style, names, places))
    .join('');
  if (names.length === 0 || at.arguments.length > 1 || pieces.some(isName)) return undefined;
  return written(callee, text.trim().replace(/\s+/g, ' '), names, style);
}

/** What stands behind a word after which no value can stand: names of tables and columns cannot be bound. */
function isName(piece: Piece, index: number, pieces: readonly Piece[]): boolean {
  const before = pieces[index - 1];

  return (
    'value' in piece &&
    before !== undefined &&
    'text' in before &&
    /\b(?:from|join|into|update|table|order by|group by|select|asc|desc)\s{0,9}["`]?$/i.test(
      before.text,
    )
  );
}

type Style = '%s' | '?' | ':name' | 'rds' | 'athena';

function placeholders(names: readonly string[]): Style {
  const name = names[0] ?? '';
  if (name.includes("'rds-data'") || name.includes("'redshift-data'")) return 'rds';
  if (name.includes("'athena'")) return 'athena';
  if (name.includes('sqlalchemy')) return ':name';

  return /sqlite|pyodbc|dynamodb|duckdb/.test(name) ? '?' : '%s';
}

function textOf(
  piece: Piece,
  pieces: readonly Piece[],
  index: number,
  style: Style,
  names: string[],
  places: Places,
): string {
  if ('text' in piece) {
    const before = pieces[index - 1];
    const after = pieces[index + 1];
    let { text } = piece;
    // The quotes around a value go with it.
    if (before && 'value' in before) text = text.replace(/^%?['"]/, '');
    if (after && 'value' in after) text = text.replace(/['"]%?$/, '');
    return text;
  }
  const code = codeOf(piece.value, places) ?? 'value';
  names.push(code);
  const name = `p${names.length}`;
  return style === ':name' || style === 'rds' ? `:${name}` : style === 'athena' ? '?' : style;
}

function written(callee: string, text: string, names: readonly string[], style: Style): string {
  const quoted = text.includes("'") ? `"${text.replaceAll('"', '\\"')}"` : `'${text}'`;
  const table = names.map((name, index) => `'p${index + 1}': ${name}`).join(', ');

  switch (style) {
    case ':name':
      return `session.execute(text(${quoted}), {${table}})`;
    case 'rds': {
      const rows = names.map(
        (name, index) => `{'name': 'p${index + 1}', 'value': {'stringValue': ${name}}}`,
      );
      return `${callee}(…, sql=${quoted}, parameters=[${rows.join(', ')}])`;
    }
    case 'athena':
      return `${callee}(…, QueryString=${quoted}, ExecutionParameters=[${names.join(', ')}])`;
    default:
      return `${callee}(${quoted}, (${names.join(', ')},))`;
  }
}

export function loadYamlSafely(at: AnyNode, places: Places): string | undefined {
  return rewritten(at, places, 'yaml.safe_load');
}

export function parseLiteral(at: AnyNode, places: Places): string | undefined {
  return rewritten(at, places, 'ast.literal_eval');
}

export function loadSafely(at: AnyNode, places: Places): string | undefined {
  return rewritten(at, places, 'json.loads');
}

function rewritten(at: AnyNode, places: Places, name: string): string | undefined {
  const given = firstArgument(at);
  const code = given && codeOf(given, places);

  return code === undefined ? undefined : `${name}(${code})`;
}

/** `os.path.basename(name)`, of the part of the path that the event is. */
export function onlyName(
  _: AnyNode,
  places: Places,
  __: Values,
  given: Expression | undefined,
): string | undefined {
  const pieces = given ? piecesOf(given) : [];
  const last = pieces.findLast((piece) => 'value' in piece);
  const code = last && 'value' in last ? codeOf(last.value, places) : undefined;

  return code === undefined ? undefined : `os.path.basename(${code})`;
}

export function refuseEntities(): string {
  return 'lxml.etree.XMLParser(resolve_entities=False, no_network=True)';
}

export function allowHosts(at: AnyNode, places: Places): string | undefined {
  const given = at.type === 'Call' ? (argumentOf(at, 0, 'url') ?? argumentOf(at, 1)) : undefined;
  const code = given && codeOf(given, places);

  return code === undefined
    ? undefined
    : `if urllib.parse.urlsplit(${code}).hostname not in ALLOWED_HOSTS:\n    raise ValueError('host not allowed')`;
}

export function escapeHtml(at: AnyNode, places: Places): string | undefined {
  const given = at.type === 'Call' ? firstArgument(at) : (at as Expression);
  const pieces = given ? piecesOf(given) : [];
  const codes = pieces.flatMap((piece) => ('value' in piece ? [codeOf(piece.value, places)] : []));

  return codes[0] === undefined
    ? 'html.escape(value)'
    : codes.map((code) => `html.escape(${code})`).join(', ');
}

export function relativeOnly(): string {
  return "if not target.startswith('/') or target.startswith('//'):\n    target = '/'";
}

function firstArgument(at: AnyNode): Expression | undefined {
  return at.type === 'Call' ? seen(at.arguments[0]?.value) : undefined;
}

/** Code short enough to be shown on a line. */
function codeOf(node: Expression, places: Places): string | undefined {
  const code = places.codeOf(node);

  return code.length > LONGEST_CODE || code.includes('\n') ? undefined : code;
}

const LONGEST_CODE = 80;
