import { describe, expect, it } from 'vitest';
import {
  libraryFile,
  libraryFileDetection,
} from '../../../functions/engines/bundles/library-files.ts';

describe('libraryFile', () => {
  it.each([
    ['public/jquery-3.4.1.min.js', 'jquery', '3.4.1'],
    ['public/jquery-3.4.1.slim.min.js', 'jquery', '3.4.1'],
    ['static/jquery/3.4.1/jquery.min.js', 'jquery', '3.4.1'],
    ['static/jquery@3.4.1/dist/jquery.min.js', 'jquery', '3.4.1'],
    ['public/jquery.min.js', 'jquery', undefined],
    ['public/jQuery.js', 'jquery', undefined],
    ['public/bootstrap.bundle.min.js', 'bootstrap', undefined],
    ['public/handlebars.runtime-v4.0.5.js', 'handlebars', '4.0.5'],
    ['public/vue.global.prod.js', 'vue', undefined],
    ['public/purify.min.js', 'dompurify', undefined],
    ['public/socket.io.js', 'socket.io-client', undefined],
  ])('knows %s', (path, name, version) => {
    expect(libraryFile(path)).toEqual({ name, version });
  });

  it.each(['public/jquery.lightbox.js', 'public/3.4.1.js', 'index.js', 'jquery/index.js', ''])(
    'does not know %s',
    (path) => {
      expect(libraryFile(path)).toBeUndefined();
    },
  );

  it('reads a long name soon', () => {
    expect(libraryFile(`${'a.'.repeat(50_000)}min.js`)).toBeUndefined();
  });
});

describe('libraryFileDetection', () => {
  it.each([
    ['a text that speaks of it', 'public/jquery-3.4.1.js', 'window.jQuery = 1;', ['3.4.1']],
    ['any other text', 'public/jquery-3.4.1.js', 'window.other = 1;', []],
    ['a name without a version', 'public/jquery.js', 'window.jQuery = 1;', []],
  ])('takes it to be possible of %s', (_, path, text, versions) => {
    const { matches } = libraryFileDetection(path, text);

    expect(matches).toEqual(
      versions.map((version) => ({
        name: 'jquery',
        version,
        certainty: 'possible',
        candidates: [version],
      })),
    );
  });
});
