import { insertedFields, statementChange } from '../../signatures/index.ts';
import { argumentOf, seen } from '../call-arguments.ts';
import { constantText } from '../constant-text.ts';
import { calledName } from '../link.ts';
import { bindingOf } from '../scope.ts';
import { argumentFor } from '../sites.ts';
import type { Call, Expression, Name } from '../syntax.ts';
import type { AskedOfChange, DecidedCall } from './decided-call.ts';
import { takesRole } from './rights-taken.ts';

/** What a text of SQL changes that is there, with something that a request says in it or beside it. */
export function bySql(call: Call, asked: AskedOfChange): DecidedCall | undefined {
  const name = calledName(call) ?? '';
  if (!running.test(name)) return undefined;
  const given = argumentOf(call, 0, 'sql', 'statement', 'query', 'operation', 'procname');
  const text =
    given &&
    textsOf(given, asked, 0)
      .map((each) => (name === 'callproc' ? `CALL ${each}` : each))
      .find((each) => effectOf(each) !== undefined);
  const effect = text === undefined ? undefined : effectOf(text);
  if (given && !effect && insertsRole(call, textsOf(given, asked, 0), asked))
    return { kind: 'changes', call: 'sql.INSERT', by: 'rights' };

  return effect && call.arguments.some(({ value }) => asked.said.has(value)) ? effect : undefined;
}

/** `execute('INSERT INTO users (password, role) VALUES (%s, %s)', (digest, body['role']))` */
function insertsRole(call: Call, texts: readonly string[], asked: AskedOfChange): boolean {
  const listed = seen(call.arguments[1]?.value);
  if (listed?.type !== 'Tuple' && listed?.type !== 'List') return false;

  return texts.some((text) =>
    takesRole(
      insertedFields(text).flatMap(({ name: key, place }) => {
        const value = listed.elements[place];
        return value ? [{ key, value }] : [];
      }),
      asked,
    ),
  );
}

const running =
  /^(?:execute|executemany|execute_statement|fetch|fetchrow|fetchval|query|sql|run|callproc)$/;

/** How much of what is there a statement is about, as it says itself. */
function effectOf(text: string): DecidedCall | undefined {
  const change = statementChange(text);
  if (!change) return undefined;
  const call = `sql.${change.verb}`;
  if (change.kind === 'replaces') return { kind: 'replaces', call, by: 'key', isBlind: true };
  const isOfAll = /^(?:UPDATE|MERGE)$/.test(change.verb) && !/\bwhere\b/i.test(text);

  return { kind: change.kind, call, by: isOfAll ? 'content' : 'filter' };
}

/** Texts that an expression may be, with ` ? ` for what is put into them: as far as it stands there, or is given to a function of the code where that is called. */
export function textsOf(node: Expression, asked: AskedOfChange, depth = 0): readonly string[] {
  asked.values.spend();
  if (depth > MOST_STEPS) return [];
  const written = asked.values.writtenAs(node);
  const first = (each: Expression) => textsOf(each, asked, depth + 1)[0];

  switch (written.type) {
    case 'Text':
      return [written.value.slice(0, LONGEST)];
    case 'Name':
      return givenTo(written, asked, depth);
    case 'FormattedText':
      return [joined(written.parts.map((each) => constantText(each)))];
    case 'Binary':
      return [joined([first(written.left), first(written.right)])];
    case 'Call': {
      const { callee, arguments: given } = written;
      const isForm = callee.type === 'Attribute' && callee.name === 'format';
      if (isForm) return textsOf(callee.object, asked, depth + 1);
      const [text] = /^(?:text|SQL|dedent)$/.test(calledName(written) ?? '') ? given : [];
      return text ? textsOf(text.value, asked, depth + 1) : [];
    }
    default:
      return [];
  }
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts
    .map((each) => each ?? ' ? ')
    .join('')
    .slice(0, LONGEST);
}

/** `def execute(sql, parameters): cursor.execute(sql, parameters)` */
function givenTo(name: Name, asked: AskedOfChange, depth: number): readonly string[] {
  const { definitions = [] } = bindingOf(name) ?? {};

  return definitions
    .slice(0, MOST_VALUES)
    .flatMap((one) => {
      if (one.kind === 'value' && one.path.length === 0) {
        return textsOf(one.node, asked, depth + 1);
      }
      if (one.kind !== 'parameter') return [];
      return asked.values
        .sitesOf(one.of)
        .filter(({ node }) => asked.isLive(node))
        .slice(0, MOST_VALUES)
        .flatMap((site) => {
          const given = argumentFor(site, one.of, one.index);
          return given ? textsOf(given, asked, depth + 1) : [];
        });
    })
    .slice(0, MOST_VALUES);
}

const LONGEST = 4_000;

const MOST_STEPS = 6;

const MOST_VALUES = 40;
