import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { parseJson } from '../functions/core/parse-json.ts';
import { anyTargetArn } from '../functions/core/target-arn.ts';
import type { Finding } from '../functions/domain/finding.ts';
import { findingSchema } from '../functions/domain/finding-json.ts';
import { reasonOf } from '../functions/domain/reason-of.ts';
import { Failure } from './failure.ts';

const checkId = z.templateLiteral([z.string(), '/', z.string()]);
const document = z.object({
  findings: z.array(z.extend(findingSchema, { check: checkId })),
});

/**
 * The open findings of an earlier `vigil audit --json` or `vigil findings --json`.
 *
 * @param accounts ids of those that are audited now.
 * @throws Failure where it is no such file, or is of another account.
 */
export function earlierFindings(path: string, accounts: readonly string[]): readonly Finding[] {
  const parsed = document.safeParse(contentOf(path));
  if (!parsed.success) {
    throw new Failure(
      `${path} is not what vigil audit --json prints: ${z.prettifyError(parsed.error)}`,
    );
  }
  const other = parsed.data.findings.find(
    ({ target }) => !accounts.includes(target.account) && target.kind !== 'layer',
  );
  if (other !== undefined) {
    throw new Failure(
      `${path} is of account ${other.target.account}, and this is ${accounts.join(', ')}`,
    );
  }

  return parsed.data.findings
    .filter(({ status }) => status === 'open')
    .map(({ target, ...finding }) => ({
      ...finding,
      target: anyTargetArn.parse(target.arn),
      history: [],
    }));
}

function contentOf(path: string): unknown {
  try {
    return parseJson(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Failure(`${path} cannot be read: ${reasonOf(error)}`);
  }
}
