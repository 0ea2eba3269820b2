import { describe, expect, it } from 'vitest';
import { libraryBanners } from '../../../functions/engines/bundles/library-banners.ts';

const found = (text: string, licences?: string) =>
  libraryBanners(text, licences).matches.map(({ name, version = 'unknown', certainty = '' }) =>
    `${name}@${version} ${certainty}`.trim(),
  );
const code = 'var a = 1;\n'.repeat(30);

describe('libraryBanners', () => {
  it.each([
    ['/*! jQuery v3.4.1 | (c) JS Foundation and other contributors */', 'jquery@3.4.1'],
    ['/*!\n * jQuery JavaScript Library v3.4.1\n * https://jquery.com/\n */', 'jquery@3.4.1'],
    ['/*! jQuery v3.4.1 -ajax,-effects | (c) JS Foundation */', 'jquery@3.4.1'],
    ['/*! jQuery UI - v1.12.1 - 2016-09-14\n* http://jqueryui.com */', 'jquery-ui@1.12.1'],
    ['/*!\n * jQuery UI Dialog 1.12.1\n * http://jqueryui.com\n */', 'jquery-ui@1.12.1'],
    ['/*!\n  * Bootstrap v4.1.3 (https://getbootstrap.com/)\n  */', 'bootstrap@4.1.3'],
    ['/*!\n * Vue.js v2.6.10\n * (c) 2014-2019 Evan You\n */', 'vue@2.6.10'],
    ['/**\n* @vue/shared v3.5.13\n* (c) 2018-present Evan You\n**/', '@vue/shared@3.5.13'],
    ['/**\n * @license AngularJS v1.5.8\n * (c) Google, Inc.\n */', 'angular@1.5.8'],
    ['/*\n AngularJS v1.5.8\n (c) 2010-2016 Google, Inc.\n*/', 'angular@1.5.8'],
    ['/** @license React v16.13.1\n * react.production.min.js\n */', 'react@16.13.1'],
    ['/** @license React v16.13.1\n * react-dom.production.min.js\n */', 'react-dom@16.13.1'],
    ['/**\n * @license React\n * react-dom.production.min.js\n */', 'react-dom@unknown'],
    ['/*! Axios v1.6.0 Copyright (c) 2023 Matt Zabriskie */', 'axios@1.6.0'],
    ['/**\n * @license\n * lodash 4.0.1 <https://lodash.com/>\n */', 'lodash@4.0.1'],
    ['//! moment.js\n//! version : 2.24.0\n//! license : MIT\n', 'moment@2.24.0'],
    ['//     Underscore.js 1.8.3\n//     http://underscorejs.org\n', 'underscore@1.8.3'],
    ['/**!\n\n @license\n handlebars v4.0.5\n\nCopyright (C) Yehuda Katz\n*/', 'handlebars@4.0.5'],
    ['/*!\n * mustache.js - Logic-less templates\n * http://github.com\n */', 'mustache@unknown'],
    ['// https://d3js.org Version 4.13.0. Copyright 2018 Mike Bostock.\n', 'd3@4.13.0'],
    [
      '/*!\n * @overview  Ember - JavaScript Application Framework\n * @license   MIT\n * @version   3.22.2\n */',
      'ember-source@3.22.2',
    ],
    ['/* Moment.js | version : 1.0.0 | license : MIT */', 'moment@1.0.0'],
    ['/*! jQuery v4.0.0+slim | (c) OpenJS */', 'jquery@4.0.0'],
    ['/*! DataTables 1.10.9\n * ©2008-2015 SpryMedia Ltd\n */', 'datatables.net@1.10.9'],
    ['/*! @license DOMPurify 2.0.7 | (c) Cure53 */', 'dompurify@2.0.7'],
    ['/*!\r\n * Chart.js\r\n * Version: 2.9.4\r\n * (c) Contributors\r\n */', 'chart.js@2.9.4'],
  ])('reads %j', (text, expected) => {
    expect(found(text)).toEqual([expected]);
    expect(found(`${code}${text}\n${code}`)).toEqual([expected]);
  });

  it.each([
    ['a version in two parts', '/*! jQuery v1.7 | (c) jQuery */', 'jquery@1.7.0'],
    ['a release to come', '/*! jQuery v3.0.0-beta1 | (c) jQuery */', 'jquery@3.0.0-beta1'],
    ['a private build', '/*! jQuery v1.12.4-aem | (c) */', 'jquery@1.12.4 approximate'],
    ['a version that npm has not', '/*! jQuery v1.0rc2 | (c) jQuery */', 'jquery@unknown'],
  ])('takes %s for what it is near', (_, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it('reads the list that esbuild puts at the end', () => {
    const list = `/*! Bundled license information:

jquery/dist/jquery.js:
  (*!
   * jQuery JavaScript Library v3.7.1
   * https://jquery.com/
   *)

react/cjs/react.production.min.js:
  (**
   * @license React
   * react.production.min.js
   *)
*/`;

    expect(found(code + list)).toEqual(['jquery@3.7.1', 'react@unknown']);
  });

  it('reads what webpack puts beside the bundle', () => {
    expect(found(code, '/*! jQuery v3.4.1 | (c) JS Foundation */\n\n/*! other */\n')).toEqual([
      'jquery@3.4.1',
    ]);
  });

  it('reads what a library says of one within it', () => {
    const text =
      '/**\n * TinyMCE version 6.8.6 (2025-03-04)\n */\n/**\n * This file bundles the code of\n * DOMPurify 3.2.4 | (c) Cure53\n */';

    expect(found(text)).toEqual(['tinymce@6.8.6', 'dompurify@3.2.4']);
  });

  it('finds one behind what only looks like a comment', () => {
    expect(found('var glob="src/**/*.js";\n/*! jQuery v3.4.1 | (c) JS */')).toEqual([
      'jquery@3.4.1',
    ]);
  });

  it.each([
    ['what is asked for', '/*!\n * Some plugin v1.0.0\n * Requires:\n *   jQuery v1.7.1\n */'],
    ['what is asked for at least', '/*! jQuery 1.7.1 or later is needed, see https://x.test */'],
    ['a sentence', '// jQuery 1.9.1 has a bug here: https://bugs.test/1\n'],
    ['a note without a licence', `${code}// jQuery 1.9.1\n${code}`],
    ['a plugin', '/*! jQuery Lightbox v2.0.0 | (c) an author */'],
    ['a theme', '/*! Bootstrap Journal v3.0.0 | (c) an author */'],
    ['a heading', `${code}/* Vue */\n${code}`],
    [
      'one function of lodash',
      '/**\n * lodash 4.5.1 (Custom Build) <https://lodash.com/>\n * Build: `lodash modularize exports="npm" -o ./`\n * Copyright jQuery Foundation\n */',
    ],
    ['a list', '// Others:\n// - SWFObject 2.2: http://code.google.com/p/swfobject/\n'],
    ['what is inherited', '/*! constructor v1.0.0 | (c) an author */'],
    ['code', 'var text = "jQuery v3.4.1 | (c)";'],
  ])('takes %s for no banner', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['openings', '/*'.repeat(500_000)],
    ['openings with a line', '/*\n'.repeat(300_000)],
    ['comments', '// a\n'.repeat(200_000)],
    ['blanks', `/*${' '.repeat(1_000_000)}`],
    ['one line', `/*! ${'jquery 1.'.repeat(100_000)}`],
    ['lines that begin', `\n${' '.repeat(1_000_000)}`],
  ])('reads a megabyte of %s soon', (_, text) => {
    const before = process.cpuUsage();

    found(text);

    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
