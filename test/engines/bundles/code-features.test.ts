import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import {
  collectFeatures,
  collectFeaturesOfText,
} from '../../../functions/engines/bundles/code-features.ts';
import type { FeatureKind } from '../../../functions/engines/bundles/feature-kinds.ts';
import { parseJavaScript } from '../../../functions/engines/javascript/parse.ts';

const source = `
  const limit = 1000;
  function parse(text, options) {
    if (typeof text === 'undefined') throw new TypeError('expected a text to parse');
    const found = [];
    for (const part of text.split(/[;,]+/)) {
      if (options.strict === true && part.length > 2048) continue;
      found.push({ name: part.trim(), 'max-age': options['maxAge'] });
    }
    return found.filter((each) => each.name !== '');
  }
  exports.parse = parse;
`;

describe('the features of code', () => {
  it.each([false, true])('stay under a minifier, as modules: %s', (isModule) => {
    const text = isModule ? source.replace('exports.parse =', 'export default') : source;
    const { code } = transformSync(text, { minify: true, target: 'node20' });

    const [before, after] = [featuresOf(text), featuresOf(code)];
    expect([...before].filter((feature) => !after.has(feature))).toEqual([]);
    expect(kindsOf(before)).toEqual(
      new Set([
        ...['function', 'shape', 'detail', 'whole', 'fine'],
        ...['pattern', 'text', 'number', 'property'],
      ]),
    );
  });

  it.each([
    ['numbers', 'options.most = text.length - 7; options.least = -3;', 'options.most = 7;'],
    ['truths', 'options.first = true; options.second = false;', 'options.first = false;'],
    ['nulls', 'options.first = null;', 'options.first = undefined;'],
    ['given', 'options.run(text, options.first, null);', 'options.run(text, options.first);'],
    ['items', 'options.first = [text, options.second];', 'options.first = [text];'],
  ])('are exact enough for %s, and stay under a minifier', (_, statement, other) => {
    const withIt = (more: string) =>
      `exports.parse = function (text, options) { ${more} return options.parse(text, 'a text', options.last); };`;
    const { code } = transformSync(withIt(statement), { minify: true, target: 'node20' });

    const fine = featuresOf(withIt(statement), false, 'fine');
    expect(fine.size).toBe(1);
    expect(featuresOf(code, false, 'fine')).toEqual(fine);
    expect(featuresOf(withIt(other), false, 'fine')).not.toEqual(fine);
  });

  it.each([
    ['a text', source.replace('expected a', 'wanted a')],
    ['a property', source.replace('options.strict', 'options.loose')],
    ['a number', source.replace('2048', '4096')],
    ['a function within', source.replace("each.name !== ''", 'each.name')],
    ['an arrow', source.replace('(each) =>', 'function (each) { return').replace("'');", "'' });")],
    ['a comparison', source.replace('options.strict === true', 'options.strict')],
  ])('differ with %s', (_, other) => {
    expect(featuresOf(other)).not.toEqual(featuresOf(source));
  });

  it.each([
    ['names', source.replaceAll('found', 'results')],
    ['the way a module is loaded', `${source}\nrequire('other'); load(4711);`],
    ['the names that bundlers keep', `${source}\nname(parse, 'parse');`],
  ])('do not differ with %s', (_, other) => {
    expect(featuresOf(other)).toEqual(featuresOf(source));
  });

  it('have what a sum comes to', () => {
    const sum = (factor: number) =>
      `exports.limit = function (options) { return options.read(options.limit || options.most, 'a text') || options.call(${factor} * 1024); };`;

    expect(featuresOf(sum(2), false, 'fine')).not.toEqual(featuresOf(sum(20), false, 'fine'));
    expect(featuresOf(sum(2), false, 'shape')).toEqual(featuresOf(sum(20), false, 'shape'));
  });

  it('are read as each bundler writes what refers to another package, and as loose', () => {
    const text = (name: string) =>
      `import { ${name} } from 'a'; export function f(o) { return ${name}(o.first, o.second, o.third, 'a text'); }`;
    const bundled = [
      "function f(o) { return split(o.first, o.second, o.third, 'a text'); }",
      "function f(o) { return (0, a.split)(o.first, o.second, o.third, 'a text'); }",
    ].map((code) => [...featuresOf(code, false, 'function')]);

    expect([...featuresOf(text('split'), true, 'function')]).toEqual(bundled.flat());
    expect(looseIn(text('split'))).toContain('function');
    expect(looseIn(text('split').replace("'a'", "'./a.js'"))).toEqual(new Set());
  });

  it('are found however deeply the code is nested', () => {
    const text = `bottom.rung${'.left'.repeat(100_000)}`;

    expect(kindsOf(featuresOf(text))).toContain('property');
  });
});

describe('of code that is too much to hold, the features', () => {
  it.each([
    ['of functions within functions', source],
    ['of a module of its own', source.replace('exports.parse =', 'export default')],
    ['around a sloppy one', `with (limits) { a.first = b.second }; ${source}`],
    [
      'of methods, getters and setters',
      'a({ get size() { return this.first.second.third; }, set size(value) { this.other = value }, of(b) { return b.length > 3 } })',
    ],
    [
      'of a class',
      'class A extends B { #held = () => this.first("text"); static { this.made = 5 } get size() { return f(function () { return this.held.size }) } }',
    ],
    [
      'of parameters that are functions',
      'const f = (a = () => first.second("text"), { b = function () { return third.fourth } } = {}) => a(b, (c) => c.fifth, async (d) => d.sixth);',
    ],
  ])('are the same: %s', (_, text) => {
    const features: string[] = [];
    const expected: string[] = [];

    collectFeaturesOfText(text, (...feature) => features.push(feature.join(' ')));
    collectFeatures(parseJavaScript(text), (...feature) => expected.push(feature.join(' ')));

    expect(features.toSorted()).toEqual(expected.toSorted());
    expect(features).not.toEqual([]);
  });
});

function featuresOf(text: string, isOwn = false, only?: FeatureKind): ReadonlySet<string> {
  const features = new Set<string>();
  collectFeatures(
    parseJavaScript(text),
    (kind, hash) => {
      if (only === undefined || kind === only) features.add(`${kind} ${hash}`);
    },
    isOwn,
  );

  return features;
}

/** Kinds of features that a bundler may leave or not. */
function looseIn(text: string): ReadonlySet<string> {
  const kinds = new Set<string>();
  collectFeatures(
    parseJavaScript(text),
    (kind, _, __, isLoose) => {
      if (isLoose) kinds.add(kind);
    },
    true,
  );

  return kinds;
}

function kindsOf(features: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...features].map((feature) => feature.replace(/ .*/, '')));
}
