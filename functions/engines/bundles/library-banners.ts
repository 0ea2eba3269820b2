import { bannersIn } from './banners.ts';
import type { Detection } from './detection.ts';
import { packageTitled } from './library-titles.ts';
import { releaseSeen } from './release-seen.ts';

/**
 * What libraries say of themselves in the comments of a bundle.
 *
 * @param licences what the bundler has put beside it, of comments that were in it.
 */
export function libraryBanners(text: string, licences = ''): Detection {
  const isKnown = (title: string) => packageTitled(title) !== undefined;
  const banners = [text, licences].flatMap((each) => bannersIn(each, isKnown));

  return {
    by: 'banner',
    matches: banners.flatMap(({ title, version, below }) => {
      const name = packageTitled(title, below);
      return name === undefined ? [] : [releaseSeen(name, version)];
    }),
    whole: false,
  };
}
