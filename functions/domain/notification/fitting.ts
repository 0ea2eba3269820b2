import { MOST_NAMED, type News } from './news.ts';

/**
 * As much of the news as fits. Evidence goes first, then the less bad findings, which are counted
 * instead; what is out of sight goes last.
 *
 * @throws when not even the news of a single finding fits.
 */
export function fitting(news: News, fits: (news: News) => boolean): News {
  for (const { evidence, named } of sizes) {
    const smaller = reduced(news, evidence, named);
    if (fits(smaller)) return smaller;
  }

  throw new Error(`The news ${news.id} does not fit a message, not even with one finding named`);
}

const sizes = [
  ...[60, 30, 10, 3, 1].map((evidence) => ({ evidence, named: MOST_NAMED })),
  ...[10, 5, 1].map((named) => ({ evidence: 1, named })),
];

function reduced(news: News, evidence: number, named: number): News {
  const changes = news.changes.slice(0, named);
  const gaps = news.gaps.slice(0, named);
  const lapsing = news.lapsing.slice(0, named);

  return {
    ...news,
    changes: changes.map((change) => ({ ...change, evidence: change.evidence.slice(0, evidence) })),
    changesLeft: news.changesLeft + news.changes.length - changes.length,
    gaps,
    gapsLeft: news.gapsLeft + news.gaps.length - gaps.length,
    lapsing,
    lapsingLeft: news.lapsingLeft + news.lapsing.length - lapsing.length,
  };
}
