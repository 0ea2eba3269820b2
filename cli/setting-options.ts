import { Option } from 'commander';
import { checkIds } from '../functions/checks/index.ts';
import {
  InvalidSetting,
  readScanSettings,
  readSetting,
  refuseTooManyTags,
} from '../functions/domain/settings/read-settings.ts';
import {
  type AuditSettingName,
  auditSettingNames,
  type ScanSettings,
} from '../functions/domain/settings/settings.ts';
import { type Setting, settingsTable } from '../functions/domain/settings/settings-table.ts';

const known = { disabledChecks: checkIds, enabledChecks: checkIds };

/** All that an audit is set with. A new one each time: commander keeps state in them. */
export function settingOptions(): readonly Option[] {
  return auditSettingNames.map(settingOption);
}

/** Flags, help and default are those of the table. It reads by the table, too. @throws InvalidSetting */
export function settingOption(name: AuditSettingName): Option {
  const { about, otherwise, option, default: value }: Setting = settingsTable[name];
  const flags = option ?? '';
  const words = otherwise === undefined ? about : `${about} (default: ${otherwise})`;
  const made = new Option(flags, words).argParser((text) => read(name, text, flags));

  return otherwise === undefined ? made.default(value) : made;
}

/** @param given what commander has read, by the attributes of its options. */
export function settingsFrom(given: object): ScanSettings {
  const values = new Map(Object.entries(given));

  const settings = readScanSettings(
    Object.fromEntries(
      auditSettingNames.map((name) => [name, values.get(settingOption(name).attributeName())]),
    ),
    known,
  );
  refuseTooManyTags(settings);

  return settings;
}

/** The sentence is that of every other way in, after the option that it is about. */
function read(name: AuditSettingName, text: string, flags: string): unknown {
  try {
    return readSetting(name, text, known);
  } catch (error) {
    if (!(error instanceof InvalidSetting)) throw error;
    throw new InvalidSetting(`${flags.split(' ')[0]}: ${error.message}`);
  }
}
