import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { beforeAll, describe, expect, it } from 'vitest';
import { changeKinds } from '../../../cli/finding-changes.ts';
import { type ListingFormat, rendered } from '../../../cli/render/formats.ts';
import { findingId } from '../../../functions/domain/finding-id.ts';
import { examples, seed } from '../../property.ts';
import { outputSchema } from '../output-schema.ts';
import { hostileFindings } from './hostile-findings.ts';
import { listingOf } from './listings.ts';

const HOW_MANY = examples(2_500, 5_000);
const findings = hostileFindings(HOW_MANY, seed);
const hostile = listingOf(findings);
const texts = new Map<ListingFormat, string>();
/** Milliseconds. */
const times = new Map<ListingFormat, number>();

const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const ajv2020 = new Ajv2020({ strict: false });
const isSarif = ajv.compile(read('./sarif-schema/sarif-schema-2.1.0.json'));
const isAsff = ajv.compile(read('../../schemas/asff/asff.schema.json'));
const isOcsf = {
  2002: ajv2020.compile(read('../../schemas/ocsf/vulnerability-finding.schema.json')),
  2003: ajv2020.compile(read('../../schemas/ocsf/compliance-finding.schema.json')),
};

const listingFormats = ['jsonl', 'csv', 'sarif', 'ocsf', 'asff', 'markdown', 'html'] as const;

describe(`${HOW_MANY} findings of hostile text`, () => {
  beforeAll(async () => {
    for (const format of listingFormats) {
      const time = await processorTimeOf(async () => {
        texts.set(format, await rendered(format, hostile));
      });
      times.set(format, time);
    }
  });

  it.each(listingFormats)('have in %s nothing that a terminal obeys', (format) => {
    expect(textOf(format).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(textOf(format).isWellFormed()).toBe(true);
  });

  it('are in JSON lines one each, as the schema of a finding says', () => {
    const lines = textOf('jsonl').split('\n');
    const printed = lines.map((line) => JSON.parse(line));

    expect(lines).toHaveLength(HOW_MANY);
    expect(printed.map(({ id }) => id)).toEqual(findings.map(findingId));
    const some = printed.slice(0, examples(300, HOW_MANY)).map((one) => ({ ...one, cwe: 'CWE-1' }));
    expect(() => outputSchema('findings').parse({ findings: some })).not.toThrow();
  });

  it.each(changeKinds)('are as schemas say also as changes: %s', async (kind) => {
    const some = findings.slice(0, 50);
    const changed = { ...listingOf(some), changes: new Map(some.map((each) => [each, kind])) };
    const events: readonly { readonly class_uid: 2002 | 2003 }[] = JSON.parse(
      await rendered('ocsf', changed),
    );

    expect(isSarif(JSON.parse(await rendered('sarif', changed)))).toBe(true);
    for (const event of events) expect(isOcsf[event.class_uid](event)).toBe(true);
    expect(events).toHaveLength(some.length);
  });

  it('are in CSV a row each, of which no cell is a formula', () => {
    const [header, ...rows] = textOf('csv').split('\n');

    expect(rows).toHaveLength(HOW_MANY);
    for (const row of rows) {
      const cells = cellsIn(row);
      expect(cells).toHaveLength(header?.split(',').length ?? 0);
      expect(cells.some((cell) => /^[=+\-@\t\r]/.test(cell))).toBe(false);
    }
  });

  it('are valid SARIF', () => {
    const log = JSON.parse(textOf('sarif'));

    isSarif(log);
    expect(isSarif.errors ?? []).toEqual([]);
    expect(log.runs[0].results).toHaveLength(HOW_MANY);
  });

  it('are valid OCSF', () => {
    const events = JSON.parse(textOf('ocsf'));

    expect(events).toHaveLength(HOW_MANY);
    for (const event of events) {
      const isValid = isOcsf[event.class_uid as 2002 | 2003];
      isValid(event);
      expect(isValid.errors ?? []).toEqual([]);
    }
    expect(new Set(events.map(({ class_uid }: { class_uid: number }) => class_uid)).size).toBe(2);
  });

  it('are valid ASFF, within its limits', () => {
    const list = JSON.parse(textOf('asff'));

    expect(list).toHaveLength(HOW_MANY);
    for (let at = 0; at < list.length; at += 100) {
      isAsff(list.slice(at, at + 100));
      expect(isAsff.errors ?? []).toEqual([]);
    }
    const largest = Math.max(...list.map((one: object) => Buffer.byteLength(JSON.stringify(one))));
    expect(largest).toBeLessThan(240_000);
  });

  it('are in Markdown text and code alone: no link, no image, no markup', async () => {
    const page = micromark(await rendered('markdown', listingOf(findings.slice(0, 150))), {
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
      allowDangerousHtml: true,
      allowDangerousProtocol: true,
    });
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9!]+)([^>]*)>/gi)].map(([tag]) => tag));

    expect([...tags].map((tag) => tag.replace('/', '')).toSorted()).toEqual(
      expect.arrayContaining(['<h1>', '<h2>', '<table>', '<li>', '<code>']),
    );
    expect([...tags].filter((tag) => !MARKDOWN_TAGS.test(tag))).toEqual([]);
    expect(page).not.toMatch(/<[^a-z/]/);
  });

  it('are in Markdown no mention of a user and no reference to an issue', () => {
    const outside = textOf('markdown').replaceAll(/(`+) .*? \1(?!`)/g, '');

    expect(outside).not.toMatch(/[@]/);
    expect(outside).not.toMatch(/[^&\n#]#\w/);
  });

  it('are in HTML text alone', () => {
    const page = textOf('html').replace(/<style>.*<\/style>/s, '');
    const tags = new Set(
      [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, '""')),
    );

    expect([...tags].filter((tag) => !HTML_TAGS.test(tag))).toEqual([]);
    expect(page.replaceAll(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
  });

  it.each(listingFormats)('take in %s time that grows with their number', async (format) => {
    const some = listingOf(findings.slice(0, HOW_MANY / 10));
    const one = await processorTimeOf(() => rendered(format, some));

    expect(times.get(format)).toBeLessThan(30 * one + 300);
  });
});

const MARKDOWN_TAGS = /^<\/?(?:h1|h2|p|ul|li|table|thead|tbody|tr|th|td|code|strong)>$/;
const HTML_TAGS =
  /^<(?:!doctype html|html lang=""|\/html|\/?head|meta [a-z-]+=""(?: content="")?|\/?title|\/?body|\/?main|\/?h1|\/?h2|\/?p|\/?b|time datetime=""|\/time|\/?table|\/?thead|\/?tbody|\/?tr|th scope=""|\/th|\/?td|a href=""|\/a|\/?code|article id=""|\/article|\/?ul|\/?li|\/?pre|\/?section)>$/;

function textOf(format: ListingFormat): string {
  return texts.get(format) ?? '';
}

/** Of one line: quoted ones have their quotes doubled. */
function cellsIn(row: string): readonly string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

/** Milliseconds, also of what is awaited. */
async function processorTimeOf(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();

  return process.cpuUsage(before).user / 1_000;
}

function read(path: string): object {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}
