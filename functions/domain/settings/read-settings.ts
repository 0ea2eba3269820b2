import type * as z from 'zod/mini';
import { parseJson } from '../../core/parse-json.ts';
import { closestOrAll, withSuggestion } from '../closest.ts';
import { MOST_KEPT } from '../ownership.ts';
import { keysToKeep } from '../routing.ts';
import {
  type ScanSettings,
  type SettingName,
  type Settings,
  scanSettingNames,
  settingNames,
} from './settings.ts';
import { type Setting, settingsTable } from './settings-table.ts';
import { itemsOf } from './takes.ts';

/** A setting that there is not, or that has a value it cannot have: one sentence. */
export class InvalidSetting extends Error {
  override readonly name = 'InvalidSetting';
}

/** Whatever it was given by: a name and a value, or text that says the value. */
export type Given = Readonly<Record<string, unknown>>;

/** Names that are known only where all checks are. */
export interface KnownNames {
  /** Ids of checks. @default whatever has the form of one */
  readonly disabledChecks?: readonly string[];
  readonly enabledChecks?: readonly string[];
}

/**
 * All settings, by whichever way they were given. What is absent or empty takes its default.
 *
 * @throws InvalidSetting the same sentence by every way in.
 */
export function readSettings(given: Given, known?: KnownNames): Settings {
  // Each of its names has the value that its row reads.
  const settings = valuesOf(settingNames, given, known) as unknown as Settings;
  refuseTooManyTags(settings);

  return settings;
}

/**
 * The settings of scanners, as `readSettings` reads them.
 *
 * @throws InvalidSetting for a setting that scanners do not have, too.
 */
export function readScanSettings(given: Given, known?: KnownNames): ScanSettings {
  return valuesOf(scanSettingNames, given, known) as unknown as ScanSettings;
}

/**
 * One setting that is given.
 *
 * @throws InvalidSetting also for an empty text, which here stands for nothing else.
 */
export function readSetting<N extends SettingName>(
  name: N,
  given: unknown,
  known: KnownNames = {},
): Exclude<Settings[N], undefined> {
  const { takes }: Setting = settingsTable[name];
  const read = takes.schema.safeParse(given);
  const names = name in known ? known[name as keyof KnownNames] : takes.names;

  if (!read.success) throw new InvalidSetting(sentenceOf(name, given, read.error.issues, names));
  refuseUnknownItem(name, read.data, names);

  return read.data as Exclude<Settings[N], undefined>;
}

/** What the settings are when none is given. */
export const defaultScanSettings: ScanSettings = readScanSettings({});

/** @throws InvalidSetting where a key would be sent to a feed without encryption. */
export function refuseClearText({ nvdKeySecret, nvdUrl }: Given): void {
  if (nvdKeySecret === undefined || !String(nvdUrl).startsWith('http:')) return;

  throw new InvalidSetting(
    `setting "nvdKeySecret" has a key that would be sent in clear text to ${shown(nvdUrl)}; give "nvdUrl" an https URL, or no key`,
  );
}

/** @throws InvalidSetting where tags that are asked for would not be kept. */
export function refuseTooManyTags({
  keptTags,
  routes = [],
}: Pick<ScanSettings, 'keptTags'> & Partial<Pick<Settings, 'routes'>>): void {
  const keys = keysToKeep(routes, keptTags);
  if (keys.length <= MOST_KEPT) return;

  throw new InvalidSetting(
    `settings "keptTags" and "routes" name ${keys.length} keys of tags, ${keys.map(shown).join(', ')}; findings keep ${MOST_KEPT} at most: name fewer`,
  );
}

function valuesOf(
  names: readonly SettingName[],
  given: Given,
  known: KnownNames | undefined,
): Given {
  refuseUnknownSetting(given, names);

  const values: Given = Object.fromEntries(
    names.map((name) => {
      const value = given[name];
      const isGiven = value !== undefined && value !== '';
      return [name, isGiven ? readSetting(name, value, known) : settingsTable[name].default];
    }),
  );
  refuseClearText(values);

  return values;
}

function refuseUnknownSetting(given: Given, names: readonly SettingName[]): void {
  const unknown = Object.keys(given).find((name) => !names.some((one) => one === name));
  if (unknown === undefined) return;

  throw new InvalidSetting(
    closestOrAll(`there is no setting ${shown(unknown)}`, unknown, names, 'there are'),
  );
}

function refuseUnknownItem(name: SettingName, value: unknown, names?: readonly string[]): void {
  if (!names || !Array.isArray(value)) return;
  const unknown = value.find((item) => !names.includes(item));
  if (unknown !== undefined) throw new InvalidSetting(sentenceAbout(name, unknown, names, 'has'));
}

/** Of a list, the first item that is wrong. */
function sentenceOf(
  name: SettingName,
  given: unknown,
  issues: readonly z.core.$ZodIssue[],
  names: readonly string[] | undefined,
): string {
  const [place] = issues[0]?.path ?? [];
  const items = jsonItems(given) ?? itemsOf(given);
  if (typeof place !== 'number' || !Array.isArray(items)) {
    return sentenceAbout(name, given, names, 'is');
  }

  return sentenceAbout(name, items[place], names, 'has');
}

/** Those of a list that is given as JSON. */
function jsonItems(given: unknown): unknown {
  if (typeof given !== 'string' || !given.trimStart().startsWith('[')) return undefined;

  try {
    return parseJson(given);
  } catch {
    // It is no list then, and is shown as it is.
    return undefined;
  }
}

function sentenceAbout(
  name: SettingName,
  wrong: unknown,
  names: readonly string[] = [],
  verb: 'is' | 'has',
): string {
  const sentence = `setting "${name}" ${verb} ${shown(wrong)}; it takes ${settingsTable[name].takes.words}`;

  return withSuggestion(sentence, String(wrong), names);
}

/** Characters of a value that are shown. */
const LONGEST_SHOWN = 100;

/** One line, whatever is in it. */
function shown(value: unknown): string {
  const line = textOf(value);

  return line.length <= LONGEST_SHOWN ? line : `${line.slice(0, LONGEST_SHOWN).toWellFormed()}…`;
}

/** A number as the text that says it. */
function textOf(value: unknown): string {
  const isPlain = typeof value === 'string' || typeof value === 'number';

  try {
    return JSON.stringify(isPlain ? String(value).trim() : value) ?? String(value);
  } catch {
    // A construct, say, which refers to itself.
    return 'no text';
  }
}
