import { counted } from '../functions/core/amounts.ts';
import { severities } from '../functions/core/severity.ts';
import { accountOf } from '../functions/core/target.ts';
import { accountInWords, type Watch } from '../functions/domain/watched-account.ts';
import { accountWatched } from './account-option.ts';
import type { Deployment } from './aws/deployment.ts';
import { sentenceFor } from './sentence-for.ts';

type Watching = Pick<Deployment, 'otherAccounts' | 'findings'>;

/**
 * Which accounts a deployment with these settings watches no more, and how many findings that ends: a
 * setting that is forgotten once would resolve them all. Empty where none leaves.
 */
export async function leavingAccounts(
  deployed: () => Promise<Watching>,
  settings: Watch,
): Promise<readonly string[]> {
  try {
    return await leaving(await deployed(), settings);
  } catch (error) {
    return [
      `Whether it leaves accounts out that are watched now is not known: ${sentenceFor(error)}`,
    ];
  }
}

async function leaving(
  { otherAccounts, findings }: Watching,
  { accounts, organization }: Watch,
): Promise<readonly string[]> {
  const left = (await otherAccounts()).filter(
    ({ account, unit }) =>
      !accounts.includes(account) && (unit === undefined || !organization.includes(unit)),
  );
  if (left.length === 0) return [];

  const open = new Map(left.map(({ account }) => [account, 0]));
  for (const severity of severities) {
    for await (const { target } of findings.open(severity)) {
      const before = open.get(accountOf(target));
      if (before !== undefined && accountWatched(target).length > 0) {
        open.set(accountOf(target), before + 1);
      }
    }
  }
  const all = [...open.values()].reduce((sum, count) => sum + count, 0);

  return [
    `WARNING: ${counted(left.length, 'account')} that ${left.length === 1 ? 'is' : 'are'} watched now will not be any more, and the next night resolves what is open there, ${counted(all, 'finding')}:`,
    ...left.map(
      (each) =>
        `  ${accountInWords(each)}: ${counted(open.get(each.account) ?? 0, 'open finding')}`,
    ),
    '  To keep them, name them as before: -c accounts=… or -c organization=…',
  ];
}
