import { Token } from 'aws-cdk-lib';
import { checkIds } from '../functions/checks/index.ts';
import {
  type Given,
  readSettings,
  refuseClearText,
} from '../functions/domain/settings/read-settings.ts';
import type { GivenSettings, Settings } from '../functions/domain/settings/settings.ts';
import { type Setting, settingsTable } from '../functions/domain/settings/settings-table.ts';

/**
 * What a Vigil is set with, by props or by context. What is known only at deployment, such as the ARN
 * of a queue of the same app, is taken as it is where its row says so; a secret is then taken by name.
 *
 * @throws InvalidSetting that says what is wrong, what it is, and what it may be.
 */
export function settingsOf(given: GivenSettings | Given): Settings {
  const known = { disabledChecks: checkIds, enabledChecks: checkIds };
  const parts = Object.entries(given).map(([name, value]) => [name, partsOf(name, value)] as const);
  const readable = parts.map(([name, { plain }]) => [name, plain] as const);
  const settings = readSettings(Object.fromEntries(readable), known);
  const tokens = parts.flatMap(([name, { token }]) => (token === undefined ? [] : [[name, token]]));

  const all = { ...settings, ...Object.fromEntries(tokens) };
  refuseClearText(all);

  return all;
}

interface Parts {
  /** What can be read now. */
  readonly plain: unknown;
  /** The whole value, where a part of it is known only at deployment. */
  readonly token?: unknown;
}

function partsOf(name: string, value: unknown): Parts {
  const row: Setting | undefined = Object.entries(settingsTable).find(([one]) => one === name)?.[1];
  if (!row?.token) return { plain: value };
  if (!Array.isArray(value)) {
    return isToken(value) ? { plain: undefined, token: value } : { plain: value };
  }

  const plain = value.filter((item) => !isToken(item));
  return plain.length < value.length ? { plain, token: value } : { plain };
}

function isToken(value: unknown): boolean {
  return typeof value === 'string' && Token.isUnresolved(value);
}
