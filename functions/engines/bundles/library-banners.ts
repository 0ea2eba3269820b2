import { bannersIn } from './banners.ts';
import { packageTitled } from './library-titles.ts';
import { releaseSeen } from './release-seen.ts';
import type { Testimony } from './sighting.ts';

/**
 * What libraries say of themselves in the comments of a bundle.
 *
 * @param licences what the bundler has put beside it, of comments that were in it.
 */
export function libraryBanners(text: string, licences = ''): Testimony {
  const isKnown = (title: string) => packageTitled(title) !== undefined;
  const banners = [text, licences].flatMap((each) => bannersIn(each, isKnown));

  return {
    by: 'banner',
    sightings: banners.flatMap(({ title, version, below }) => {
      const name = packageTitled(title, below);
      return name === undefined ? [] : [releaseSeen(name, version)];
    }),
    whole: false,
  };
}
