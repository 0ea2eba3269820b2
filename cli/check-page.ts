import { frameworkNames, frameworks } from '../functions/domain/frameworks.ts';
import type { AnyCheck } from '../functions/domain/registry.ts';
import { factGrants } from '../functions/facts/scanner-grants.ts';

/** What there is to say of a check: docs/checks.md and `vigil explain` are made from it. Markdown. */
export interface CheckPage {
  readonly id: string;
  readonly about: string;
  readonly sections: readonly { readonly title: string; readonly text: string }[];
  readonly references: readonly string[];
}

/** @param twins a check and, if it has one, its twin of the same id about another kind of target. */
export function checkPage([check, ...others]: readonly [AnyCheck, ...AnyCheck[]]): CheckPage {
  const twins = [check, ...others];
  const reads = factGrants(twins).map(({ action, on }) => `\`${action}\` on ${on}`);
  const targets = twins.map(({ target }) => target).join(' and each ');
  const cwe = check.cwe ? `; ${check.cwe}` : '';

  return {
    id: check.id,
    about: `${check.title}. About each ${targets}; severity **${check.severity}**${cwe}.${offByDefault(check)}`,
    sections: [
      { title: 'Why', text: check.rationale },
      { title: 'Fix', text: check.remediation },
      { title: 'Suppressed', text: suppressing(check) },
      ...mappedTo(check),
      {
        title: 'Reads',
        text: `${reads.length > 0 ? reads.join(', ') : 'nothing but the list of functions'}.`,
      },
    ],
    references: check.references,
  };
}

/** `OWASP Serverless Top 10: S1:2017 Injection.` */
function mappedTo({ frameworks: items = {} }: AnyCheck): CheckPage['sections'] {
  const lists = frameworkNames.flatMap((name) => {
    const titles: Readonly<Record<string, string>> = frameworks[name].items;
    const mapped = (items[name] ?? []).map((item) => `${item} ${titles[item]}`);

    return mapped.length > 0 ? [`${frameworks[name].title}: ${mapped.join(', ')}`] : [];
  });

  return lists.length > 0 ? [{ title: 'Frameworks', text: `${lists.join('; ')}.` }] : [];
}

function offByDefault({ isOffByDefault, id }: AnyCheck): string {
  return isOffByDefault ? ` Off by default: \`enabledChecks=${id}\` turns it on.` : '';
}

function suppressing({ suppression }: AnyCheck): string {
  return 'covers' in suppression
    ? `A suppression covers ${suppression.covers}: what is there then, and nothing new.`
    : `A suppression covers it as a whole: ${suppression.whole}.`;
}
