import * as pep440 from '@renovatebot/pep440';
import type { VersionOrder } from '../version-order.ts';

/** Of PyPI. Source: PEP 440. A local build, `1.0+cu118`, counts as the version it was built from. */
export const pep440Order: VersionOrder = {
  canonical(version) {
    const parsed = pep440.parse(version.trim());
    if (!parsed) return undefined;

    const { epoch, pre, post, dev } = parsed;
    const numbers = [epoch, ...parsed.release, pre?.[1], post?.[1], dev?.[1]];
    // Beyond, the library rounds: 1.9007199254740993 would equal 1.9007199254740992.
    if (numbers.some((number) => Number(number ?? 0) > Number.MAX_SAFE_INTEGER)) return undefined;

    const last = parsed.release.findLastIndex((number) => number !== 0);
    const release = parsed.release.slice(0, Math.max(last, 0) + 1).join('.');
    const parts = [pre?.join(''), post && `.${post.join('')}`, dev && `.${dev.join('')}`];
    return `${epoch ? `${epoch}!` : ''}${release}${parts.join('')}`;
  },
  compare: pep440.compare,
  major(version) {
    const { epoch, release } = pep440.parse(version) ?? { epoch: 0, release: [] };
    return `${epoch}!${release[0]}`;
  },
  isPrerelease: (version) => pep440.explain(version)?.is_prerelease === true,
};
