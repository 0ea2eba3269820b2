/** How a library has its version in its code. Of a mark, all that is given must be so. */
export interface VersionMark {
  /** On npm. */
  readonly name: string;
  /** What stands before the quote, on its end. */
  readonly before?: RegExp;
  /** What follows the quote, from its beginning. */
  readonly after?: RegExp;
  /** What is somewhere in the text. */
  readonly needs?: string;
}

/**
 * Of versions that stand in the code as one text. Minifiers keep the names of properties and the
 * order of what is done, and rename variables.
 *
 * Source: releases of these packages on npm, seen by 2026-11-28; `npm run bench -- browser` in
 * tools/fingerprints looks at some of them. By hand.
 */
export const versionMarks: readonly VersionMark[] = [
  { name: 'jquery', after: /^,[\s\S]{0,420}?\bnew [\w$]+\.fn\.init\(/ },
  { name: 'jquery', before: /\bjquery:\s?$/, after: /^,\s*(?:\/\/[^\n]{0,100}\n\s*)?length:/ },
  { name: 'jquery-migrate', before: /\.migrateVersion\s?=\s?$/ },
  { name: 'jquery-mobile', before: /\.mobile,\s*\{\s*version:\s?$/ },
  { name: 'jquery-ui', before: /\.ui\.version\s?=\s?$/ },
  { name: 'jquery-ui', before: /\.extend\(\s?[\w$]+\.ui,\s*\{\s*version:\s?$/ },
  { name: 'jquery.terminal', before: /\.terminal\s?=\s?\{\s*version:\s?$/ },
  { name: 'jplayer', before: /\bversion:\s?\{[^"']{0,80}\bscript:\s?$/, needs: 'needFlash' },
  { name: 'alasql', before: /\balasql\.version\s?=\s?$/ },
  { name: 'alpinejs', after: /^,\s*(?:flushAndStopDeferringMutations|pauseMutationObserver)\b/ },
  { name: 'angular', before: /\bfull:\s*$/, after: /^,[^"']{0,300}?\bcodeName:/ },
  { name: 'angular', before: /\bangularVersion:\s?$/ },
  { name: '@angular/core', before: /["']ng-version["'],\s*$/ },
  { name: 'axios', before: /\.isCancel\s?=\s?[\w$]+,[\w$]+\.VERSION=$/ },
  {
    name: 'axios',
    after: /^[,;][^"']{0,40}?\{\};\s*\[\s*["']object["'],\s*["']boolean["'],\s*["']number["'],/,
  },
  { name: 'backbone', before: /\bBackbone\s?=\s?\{\};\s*[\w$]+\.VERSION=$/ },
  { name: 'backbone', before: /\bBackbone\.VERSION\s?=\s?$/ },
  { name: 'backbone', after: /^;\s*[\w$]+\.\$=[\w$]+;\s*[\w$]+\.noConflict=function/ },
  {
    name: 'bootstrap',
    before: /\.VERSION\s?=\s?$/,
    after: /^[,;]\s*[\w$]+\.TRANSITION_DURATION\s?=/,
  },
  { name: 'bootstrap', before: /\bkey:"VERSION",get:function\(\)\{return ?$/, needs: '.bs.alert' },
  { name: 'bootstrap', before: /\bstatic get VERSION\(\)\s?\{\s*return ?$/, needs: 'data-bs-' },
  { name: 'c3', after: /^,\s*chart:\s?\{\s*fn:/ },
  { name: 'c3', before: /=\{version:$/, after: /^\};return [\w$]+\.generate=/ },
  { name: 'chart.js', before: /\bversion:\{enumerable:[\w$]+,value:$/, needs: 'datasets' },
  { name: 'chart.js', before: /\bstatic registry=[\w$]+;static version=$/ },
  { name: 'ckeditor', before: /\btimestamp:\s?"[\w-]{1,20}",\s*version:\s?$/ },
  {
    name: 'd3',
    before: /\.version=$/,
    after: /^,[\w$]+\.(?:bisect|voronoi|window)=/,
    needs: '.bisectLeft=',
  },
  { name: 'd3', before: /=\{version:$/, after: /^\};\s*Date\.now\|\|/, needs: 'd3' },
  { name: 'datatables.net', before: /\bDataTable\.version\s?=\s?$/ },
  {
    name: 'datatables.net',
    before: /\.version=$/,
    after: /^[,;]\s*[\w$]+\.settings=\[\][,;]\s*[\w$]+\.models=\{\}/,
  },
  {
    name: 'dompurify',
    before: /\.version\s?=\s?$/,
    after: /^[,;]\s*(?:\/\*[\s\S]{0,160}?\*\/\s*)?[\w$]+\.removed\s?=\s?\[\]/,
  },
  {
    name: 'echarts',
    before: /\bversion\s?[=:]\s?$/,
    after: /^,\s*(?:[\w$]+\.zrUtil=|(?:[\w$]+\.)?dependencies\s?[:=])/,
    needs: 'zrender',
  },
  { name: 'echarts', before: /=\s?$/, after: /^[,;]\s*(?:var |const )?[\w$]+\s?=\s?\{\s*zrender:/ },
  { name: 'ember-source', before: /["']ember\/version["'][\s\S]{0,200}\bdefault\s?=\s?$/ },
  {
    name: 'froala-editor',
    before: /\bPLUGINS\s?[:=]\s?\{\}[,;]\s*(?:[\w$]+\.)?VERSION\s?[:=]\s?$/,
  },
  { name: 'handlebars', after: /^[,;][^"']{0,160}?\bCOMPILER_REVISION\s?=/ },
  {
    name: 'highcharts',
    before: /\bproduct\s?[:=]\s?"Highcharts"[,;]\s*(?:[\w$]+\.)?version\s?[:=]\s?$/,
  },
  { name: 'highlight.js', before: /\bversionString\s?=\s?$/ },
  { name: 'highlight.js', after: /^;\s*class HTMLInjectionError\b/ },
  { name: 'jszip', before: /\bJSZip\.version\s?=\s?$/ },
  {
    name: 'jszip',
    before: /\.version\s?=\s?$/,
    after: /^[,;]\s*(?:\/\/[^\n]{0,200}\n\s*)*[\w$]+\.loadAsync\s?=/,
  },
  { name: 'knockout', before: /\bko\.version\s?=\s?$/ },
  { name: 'knockout', before: /\.version=$/, after: /^[,;]\s*[\w$]+\.[\w$]+\("version",/ },
  {
    name: 'leaflet',
    before: /\.version\s?=\s?$/,
    after: /^[,;]\s*[\w$]+\.noConflict=function\(\)\{return window\.L=/,
  },
  { name: 'leaflet', before: /\.L,[\w$]+=\{\};[\w$]+\.version=$/ },
  { name: 'leaflet', before: /\.transformation=[\w$]+,[\w$]+\.version=$/ },
  { name: 'lodash', after: /^[,;][^"']{0,300}?["']Unsupported core-js use\./ },
  { name: 'lodash', before: /\.VERSION=$/, after: /^,\s*[\w$]+\(\["bind","bindKey","curry"/ },
  { name: 'lodash', before: /\.VERSION=$/, after: /^,\s*[\w$]+\.prototype\.(?:toString|chain)=/ },
  { name: 'lodash', before: /\blodash\.VERSION\s?=\s?$/ },
  {
    name: 'moment',
    after:
      /^[,;]\s*(?:setHookCallback|[\w$]+)\([\w$]+\)[,;]\s*[\w$]+\.fn\s?=\s?[\w$]+[,;]\s*[\w$]+\.min\s?=/,
  },
  { name: 'moment', after: /^,[\w$]+=[\w$]+,[\w$]+\.fn=[\w$]+,[\w$]+\.min=/ },
  {
    name: 'moment',
    before: /[ ,]\w+\s?=\s?$/,
    after: /^,[^"']{0,60}?\b[\w$]{1,40}\s?=\s?Math\.round,/,
    needs: 'monthsShort',
  },
  { name: 'mootools', before: /\bMooTools\s?=\s?\{\s*version:\s?$/ },
  {
    name: 'mustache',
    before: /\bname\s?[:=]\s?["']mustache\.js["'][,;]\s*(?:[\w$]+\.)?version\s?[:=]\s?$/,
  },
  { name: 'pdfjs-dist', before: /\bapiVersion:\s?$/, needs: 'PDFWorker' },
  { name: 'pdfjs-dist', before: /\bPDFJS\.version\s?=\s?$/ },
  { name: 'pdfjs-dist', before: /\bworkerVersion\s?=\s?$/ },
  { name: 'pdfobject', before: /\bpdfobjectversion\s?[:=]\s?$/i },
  {
    name: 'plupload',
    before: /\bVERSION:\s*$/,
    after: /^,[^"']{0,300}?\bSTOPPED:\s{0,9}1,[^"']{0,300}?\bSTARTED:\s{0,9}2/,
  },
  {
    name: 'protobufjs',
    before: /\.VERSION\s?=\s?$/,
    after: /^;[^"']{0,200}?\.WIRE_TYPES\s?=\s?\{\}/,
  },
  {
    name: 'quill',
    after: /^[,;]\s*(?:static )?(?:[\w$]+\.)?imports\s?=\s?\{\s*["']?delta["']?\s?:/,
  },
  { name: 'raphael', before: /\.version\s?=\s?$/, after: /^[,;]\s*[\w$]+\.eve\s?=/ },
  {
    name: 'react',
    before:
      /\.use[A-Z]\w{1,24}\s?=\s?function\s?\([\w$, ]{0,30}\)\s?\{\s*return [\w$.()]{1,60}\.use\w+\([\w$, ]{0,30}\);?\s*\};\s*[\w$]+\.version\s?=\s?$/,
  },
  { name: 'react', before: /\bversion:\s?$/, after: /^,\s*__SECRET_INTERNALS_DO_NOT_USE/ },
  {
    name: 'react-dom',
    before: /\bversion:\s?$/,
    after: /^,\s*rendererPackageName:\s?["']react-dom["']/,
  },
  { name: 'requirejs', before: /\bversion\s?=\s?$/, after: /^,\s*commentRegExp\s?=/ },
  {
    name: 'socket.io-client',
    before: /\.version\s?=\s?$/,
    after: /^[,;][^"']{0,120}?\.protocol\s?=\s?1[,;][^"']{0,120}?\.transports\s?=\s?\[\]/,
  },
  { name: 'svelte', before: /\bgenerated by Svelte v\$\{$/ },
  { name: 'ua-parser-js', before: /\bLIBVERSION\s*=\s?$/ },
  {
    name: 'underscore',
    before: /\.VERSION\s?=\s?$/,
    after:
      /^;[^"']{0,200}?\b[\w$]{1,40}\s?=\s?[\w$]{1,40}\.(?:each\s?=\s?[\w$]{1,40}\.)?forEach\s?=/,
  },
  {
    name: 'underscore',
    before: /\bVERSION\s?=\s?$|[ ,][\w$]+=$/,
    after: /^[,;][^"']{0,300}?["']?object["']?\s?==\s?typeof self\s?&&\s?self\.self\s?===\s?self/,
  },
  { name: 'video.js', after: /^\.split\(["']\.["']\)\[0\];[^"']{0,80}?\.addClass\(["'`]vjs-v/ },
  { name: 'vue', before: /\bVue\.version\s?=\s?$/ },
  {
    name: 'vue',
    before:
      /"(?:\$isServer|\$ssrContext|FunctionalRenderContext)",\{(?:get:function\(\)\{[^{}"']{0,100}\}|value:[\w$]+)\}\),[\w$]+\.version=$/,
  },
  {
    name: 'vue',
    before: /\.version=$/,
    after: /^,setTimeout\(\(?function\(\)\{[\w$]+\.devtools&&/,
  },
  { name: 'vue', after: /^;var [\w$]+=Object\.freeze\(\{__proto__:null,version:/ },
  {
    name: 'yui',
    after: /^,\s*[\w$]+\s?=\s?["']\.["'],\s*[\w$]+\s?=\s?["']http:\/\/yui\.yahooapis\.com\//,
  },
  { name: 'zrender', before: /\bzrender\.version\s?=\s?$/ },
  {
    name: 'zrender',
    before: /\.vector=[\w$]+,[\w$]+\.version=$/,
    after: /^,Object\.defineProperty\([\w$]+,"__esModule"/,
  },
  { name: 'zrender', before: /"vml",[\w$]+\),[\w$]+\.version=$/, after: /^,[\w$]+\.init=/ },
];

/** How a library has its version in its code, in parts. */
export interface JoinedMark {
  readonly name: string;
  /** With which it begins. */
  readonly word: string;
  /** From there on. */
  readonly pattern: RegExp;
  /** Of what the pattern catches. */
  readonly version: (...parts: readonly string[]) => string;
  readonly needs?: string;
  /** Whether a later patch has the same mark. */
  readonly isRough?: boolean;
}

/** Of versions that stand in the code in parts. Source: as of `versionMarks`. */
export const joinedMarks: readonly JoinedMark[] = [
  {
    name: 'dojo',
    word: 'major',
    pattern: /^major:\s?(\d{1,3}),\s*minor:\s?(\d{1,4}),\s*patch:\s?(\d{1,4}),\s*flag:\s?""/,
    version: (...parts) => parts.join('.'),
    needs: 'dojo',
  },
  {
    name: 'svelte',
    word: 'generated by Svelte v',
    pattern: /^generated by Svelte v(\d{1,3}\.\d{1,4}\.\d{1,4})(?=[\s*])/,
    version: (version = '') => version,
  },
  {
    name: 'three',
    word: 'REVISION',
    pattern: /^REVISION\s?=\s?["'](\d{2,3})["']/,
    version: (revision) => `0.${revision}.0`,
    needs: 'WebGLRenderer',
    isRough: true,
  },
  {
    name: 'tinymce',
    word: 'majorVersion',
    pattern:
      /^majorVersion\s?[:=]\s?["'](\d{1,3})["'],[^"']{0,200}?\bminorVersion\s?[:=]\s?["'](\d{1,4}(?:\.\d{1,4})?)["']/,
    version: (major, minor = '') => `${major}.${minor.includes('.') ? minor : `${minor}.0`}`,
  },
];
