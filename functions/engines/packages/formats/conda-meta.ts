import * as z from 'zod/mini';
import { parseJson } from '../../../core/parse-json.ts';
import { type PackageFormat, parsedAs } from './package-format.ts';

/**
 * What conda has installed. A package of Python among it has the metadata of its own that lies beside
 * it; the others are of no ecosystem that advisories are written about. Source: "Conda package
 * specification" (conda docs).
 */
export const condaMeta: PackageFormat = {
  ecosystem: 'PyPI',
  channel: 'installed',
  describes(path) {
    const [, record = ''] = /(?:^|\/)conda-meta\/([^/]+)\.json$/.exec(path) ?? [];
    return record.split('-').filter(Boolean).length > 2;
  },

  read(text, path, others) {
    const parsed = parsedAs(record, parseJson, text);
    if (!parsed.known) return parsed;

    const { files = [] } = parsed.value;
    const root = path.slice(0, path.lastIndexOf('conda-meta/'));
    const metadata = files.filter((file) => isMetadata.test(file));
    if (metadata.some((file) => others(root + file) !== undefined))
      return { known: true, value: [] };

    const named = metadata.flatMap((file) => {
      const [, name, version] = isMetadata.exec(file) ?? [];
      return name === undefined || version === undefined ? [] : [{ name, version }];
    });
    return named.length > 0
      ? { known: true, value: named }
      : {
          known: true,
          value: [],
          incomplete: 'conda has installed it, for whose packages no advisories are published',
        };
  },
};

const isMetadata =
  /(?:^|\/)site-packages\/([^/]+?)-(\d[^/-]*)(?:-py[\d.]+)?\.(?:dist-info\/METADATA|egg-info(?:\/PKG-INFO)?)$/;

const record = z.object({
  name: z.string(),
  version: z.string(),
  files: z.optional(z.array(z.string())),
});
