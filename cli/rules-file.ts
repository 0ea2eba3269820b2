import { readFile } from 'node:fs/promises';
import { checkIds } from '../functions/checks/index.ts';
import { printable } from '../functions/domain/notification/plain-text.ts';
import { parseRules } from '../functions/domain/rules/parse-rules.ts';
import { InvalidRules } from '../functions/domain/rules/read-rules.ts';
import type { Rules } from '../functions/domain/rules/rules.ts';
import { Failure } from './failure.ts';
import type { Terminal } from './terminal.ts';
import { whyUnreadable } from './why-unreadable.ts';

/** The name that the file has beside a CDK app. */
export const RULES_FILE = 'vigil.yaml';

/** The rules in a file. @throws Failure when they cannot be used; of several reasons each has a line. */
export async function rulesIn(file: string, terminal: Pick<Terminal, 'err'>): Promise<Rules> {
  const text = await textOf(file);

  try {
    return parseRules(text, checkIds);
  } catch (error) {
    if (!(error instanceof InvalidRules)) throw error;
    const { problems } = error;
    if (problems.length === 1) throw new Failure(`${file}: ${problems[0]}`);

    for (const problem of problems) terminal.err(printable(`${file}: ${problem}`));
    throw new Failure(`${file} has ${problems.length} faults`);
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${whyUnreadable(error)}`);
  }
}
