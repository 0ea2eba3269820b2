import { wordsOf } from '../flow/index.ts';

interface CalledStatement {
  readonly kind: 'removes' | 'changes';
  readonly verb: string;
}

/**
 * What a procedure of a database does, by its name (`CALL delete_user(?)`), and a statement of Cypher, by its words (`MATCH … DETACH
 * DELETE n`); undefined of what reads, adds or does not say so.
 */
export function calledStatement(text: string): CalledStatement | undefined {
  const [, verb = '', name = ''] = calling.exec(text) ?? [];
  if (verb !== '') {
    const kind = procedureKind(name);
    return kind && { kind, verb: verb.toUpperCase() };
  }
  if (!matching.test(text)) return undefined;
  if (/\bdelete\b/i.test(text)) return { kind: 'removes', verb: 'DELETE' };

  return /\bset\b/i.test(text) ? { kind: 'changes', verb: 'SET' } : undefined;
}

/** What a procedure called so does: `sp_delete_user`. */
function procedureKind(name: string): CalledStatement['kind'] | undefined {
  const words = wordsOf(name).filter((word) => !prefixes.has(word));
  const [first = ''] = words;
  if (words.some((word) => asides.has(word))) return undefined;
  if (removing.has(first)) return 'removes';

  return changing.has(first) ? 'changes' : undefined;
}

const calling = /^\s{0,100}(call|exec|execute)\s{1,20}["`[]?([\w.$]{1,100})/i;

const matching = /^\s{0,100}(?:optional\s{1,20})?match\s{0,20}\(/i;

const prefixes: ReadonlySet<string> = new Set('sp usp fn proc dbo public p'.split(' '));

const removing: ReadonlySet<string> = new Set('delete remove purge drop erase'.split(' '));

const changing: ReadonlySet<string> = new Set(
  'update change edit modify reset set upsert transfer approve cancel'.split(' '),
);

/** What is under way, or changes by itself as someone logs in or comes by. */
const asides: ReadonlySet<string> = new Set(
  'otp code token pending temp tmp login seen visit visits view views hit hits attempt attempts session'.split(
    ' ',
  ),
);
