import { describe, expect, it } from 'vitest';
import type { Target } from '../../functions/core/target.ts';
import {
  type InstalledReleasesProps,
  installedReleasesOf,
} from '../../functions/facts/installed-releases.ts';
import { npmPackage } from '../engines/packages/osv-facts.ts';
import { functionNamed } from '../fakes/targets.ts';

type Props = InstalledReleasesProps<Target<'function'>>;

const a = functionNamed('a');
const lodash = npmPackage('lodash', '4.17.15');
const mine = npmPackage('mine', '1.0.0');
const history = { latest: '4.17.21', lastReleasedAt: '2021-02-20', majors: [] };

const read = async (props: Partial<Props> = {}) =>
  (
    await installedReleasesOf({
      packages: async () => new Map([[a.arn, { known: true, value: [lodash, lodash, mine] }]]),
      releases: async () => ({ value: new Map([['npm lodash', history]]) }),
      ...props,
    })([a])
  ).get(a.arn);

describe('installedReleases', () => {
  it('puts histories beside packages, each once, and leaves out what the feed does not know', async () => {
    expect(await read()).toEqual({ known: true, value: [{ package: lodash, history }] });
  });

  it('is incomplete where packages or answers are', async () => {
    const answer = await read({
      packages: async () =>
        new Map([[a.arn, { known: true, value: [lodash], incomplete: 'a bundle' }]]),
      releases: async () => ({ value: new Map(), unseen: '3 more are asked for another night' }),
    });

    expect(answer).toEqual({
      known: true,
      value: [],
      incomplete: 'a bundle; 3 more are asked for another night',
    });
  });

  it('does not know when the packages are unknown, or the feed does not know', async () => {
    const image = { known: false, reason: 'container images are not analysed' } as const;

    expect(await read({ packages: async () => new Map([[a.arn, image]]) })).toEqual(image);
    expect(await read({ releases: () => Promise.reject(new Error('503')) })).toEqual({
      known: false,
      reason: '503',
    });
  });
});
