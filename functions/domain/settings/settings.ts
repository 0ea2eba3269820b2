import type * as z from 'zod/mini';
import { settingsTable } from './settings-table.ts';

type Table = typeof settingsTable;

export type SettingName = keyof Table;

/** Those that have an option of `vigil audit`. */
export type AuditSettingName = {
  [N in SettingName]: Table[N] extends { readonly option: string } ? N : never;
}[SettingName];

/** Those that scanners read. */
export type ScanSettingName =
  | AuditSettingName
  | { [N in SettingName]: Table[N] extends { readonly deployed: true } ? N : never }[SettingName];

/** What may be given for each setting: its value, or text that says it. */
export type GivenSettings = {
  readonly [N in keyof Table]?: z.input<Table[N]['takes']['schema']> | undefined;
};

/** All settings, as they were read. */
export type Settings = {
  readonly [N in keyof Table]:
    | z.output<Table[N]['takes']['schema']>
    | Extract<Table[N]['default'], undefined>;
};

/** The settings that a scanner has a use for. */
export type ScanSettings = Pick<Settings, ScanSettingName>;

// The keys of the table, which nothing adds to.
export const settingNames = Object.keys(settingsTable) as readonly SettingName[];

export const auditSettingNames = settingNames.filter(
  (name): name is AuditSettingName => 'option' in settingsTable[name],
);

export const scanSettingNames = settingNames.filter(
  (name): name is ScanSettingName =>
    'option' in settingsTable[name] || 'deployed' in settingsTable[name],
);
