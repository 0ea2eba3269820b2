/**
 * The npm package of which a banner tells.
 *
 * @param title as `bannersIn` gives it.
 * @param below the lines that follow it.
 * @returns undefined for what is not known, and for one function of lodash, which is a package.
 */
export function packageTitled(title: string, below: readonly string[] = []): string | undefined {
  const known =
    (Object.hasOwn(titles, title) ? titles[title] : undefined) ??
    partOf(title) ??
    /^@[\w-]{1,40}\/[\w.-]{1,80}$/.exec(title)?.[0];

  if (known === 'lodash' && below.some((line) => line.includes('modularize'))) return undefined;
  return known === 'react' ? reactPackage(below) : known;
}

/** As projects write their own, in lower case. Each was seen in a release of the package on npm. */
const titles: Readonly<Record<string, string>> = {
  '@popperjs/core': '@popperjs/core',
  alasql: 'alasql',
  angular: '@angular/core',
  'angular-ui-bootstrap': 'angular-ui-bootstrap',
  angularjs: 'angular',
  axios: 'axios',
  'backbone.js': 'backbone',
  bootstrap: 'bootstrap',
  'bootstrap-select': 'bootstrap-select',
  'bootstrap-table': 'bootstrap-table',
  'browser bundle of nunjucks': 'nunjucks',
  'c3.js': 'c3',
  'chart.js': 'chart.js',
  'clipboard.js': 'clipboard',
  'core-js': 'core-js',
  cropper: 'cropperjs',
  'cropper.js': 'cropperjs',
  datatables: 'datatables.net',
  dompurify: 'dompurify',
  flowplayer: 'flowplayer',
  froala_editor: 'froala-editor',
  ember: 'ember-source',
  'hammer.js': 'hammerjs',
  handlebars: 'handlebars',
  'handlebars.js': 'handlebars',
  'highcharts gantt js': 'highcharts',
  'highcharts js': 'highcharts',
  'highcharts maps': 'highcharts',
  'highcharts stock': 'highcharts',
  'highmaps js': 'highcharts',
  'highstock js': 'highcharts',
  'highlight.js': 'highlight.js',
  html2canvas: 'html2canvas',
  'https://d3js.org': 'd3',
  'https://mths.be/cssesc': 'cssesc',
  'https://mths.be/he': 'he',
  'https://mths.be/punycode': 'punycode',
  'http://mths.be/punycode': 'punycode',
  'https://mths.be/utf8js': 'utf8',
  'javascript cookie': 'js-cookie',
  'jplayer plugin for jquery': 'jplayer',
  jquery: 'jquery',
  'jquery cookie plugin': 'jquery.cookie',
  'jquery file upload user interface plugin': 'blueimp-file-upload',
  'jquery form plugin': 'jquery-form',
  'jquery javascript library': 'jquery',
  'jquery migrate': 'jquery-migrate',
  'jquery mobile': 'jquery-mobile',
  'jquery mousewheel': 'jquery-mousewheel',
  'jquery validation plugin': 'jquery-validation',
  'js-cookie': 'js-cookie',
  jspdf: 'jspdf',
  jszip: 'jszip',
  'knockout javascript library': 'knockout',
  leaflet: 'leaflet',
  'lo-dash': 'lodash',
  'localforage -- offline storage': 'localforage',
  lodash: 'lodash',
  'markdown-it': 'markdown-it',
  marked: 'marked',
  'moment.js': 'moment',
  'moment-timezone.js': 'moment-timezone',
  'mustache.js': 'mustache',
  pako: 'pako',
  'parsley.js': 'parsleyjs',
  parsleyjs: 'parsleyjs',
  pdfmake: 'pdfmake',
  pdfobject: 'pdfobject',
  plupload: 'plupload',
  'protobuf.js': 'protobufjs',
  'quill editor': 'quill',
  'r.js': 'requirejs',
  react: 'react',
  'react (with addons)': 'react',
  reactdom: 'react-dom',
  reactdomserver: 'react-dom',
  requirejs: 'requirejs',
  select2: 'select2',
  showdown: 'showdown',
  'socket.io': 'socket.io-client',
  'sockjs-client': 'sockjs-client',
  sortable: 'sortablejs',
  summernote: 'summernote',
  'super simple wysiwyg editor': 'summernote',
  'super simple wysiwyg editor on bootstrap': 'summernote',
  sweetalert2: 'sweetalert2',
  swfobject: 'swfobject',
  swiper: 'swiper',
  'swiper custom element': 'swiper',
  'swiper react': 'swiper',
  'swiper vue': 'swiper',
  'tableexport.jquery.plugin': 'tableexport.jquery.plugin',
  tinymce: 'tinymce',
  'uaparser.js': 'ua-parser-js',
  'ua-parser.js': 'ua-parser-js',
  'underscore.js': 'underscore',
  'video.js': 'video.js',
  vue: 'vue',
  'vue-router': 'vue-router',
  'vue.js': 'vue',
  vuex: 'vuex',
  yui: 'yui',
  zrender: 'zrender',
  zepto: 'zepto',
};

/** Of libraries that are one package, and have a banner in each of their parts. */
function partOf(title: string): string | undefined {
  if (/^jquery ui(?: [\w:.-]+){0,8}$/.test(title)) return 'jquery-ui';
  if (/^bootstrap:? [\w-]+\.js$/.test(title)) return 'bootstrap';

  return /^https:\/\/(?:d3js\.org|github\.com\/d3)\/(d3-[a-z-]+)$/.exec(title)?.[1];
}

/** All packages of React have one title, and the name of their file below it. */
function reactPackage([file = '']: readonly string[]): string {
  const name =
    /^(react(?:-[a-z-]{1,40})?|scheduler)\.(?:production|development|profiling|react-server)\b/.exec(
      file,
    )?.[1];
  if (name === undefined || /^react-jsx/.test(name)) return 'react';

  return packagesOfReact.find((each) => name === each || name.startsWith(`${each}-`)) ?? 'react';
}

/** A longer name before one that it begins with. */
const packagesOfReact = [
  'react-dom',
  'react-is',
  'react-art',
  'react-reconciler',
  'react-refresh',
  'react-test-renderer',
  'react-server-dom-webpack',
  'scheduler',
];
