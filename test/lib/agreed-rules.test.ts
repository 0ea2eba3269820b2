import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import { writtenRules } from '../../functions/domain/rules/read-rules.ts';
import { noRules } from '../../functions/domain/rules/rules.ts';
import { InvalidSetting } from '../../functions/domain/settings/read-settings.ts';
import { deployedRules } from '../../functions/handlers/deployed-rules.ts';
import { agreedRules } from '../../lib/agreed-rules.ts';
import { bundledCode } from '../../lib/bundles/bundled-code.ts';
import { Vigil } from '../../lib/vigil.ts';
import type { VigilProps } from '../../lib/vigil-props.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-rules-'));
const rule = {
  name: 'billing-goes',
  match: { function: 'billing-*' },
  suppress: true,
  reason: 'replaced',
  forever: true,
};

afterAll(() => rmSync(folder, { recursive: true }));

describe('agreedRules', () => {
  it('has none where no file lies and none is named', () => {
    expect(agreedRules(undefined, folder)).toEqual({ rules: noRules });
  });

  it('has those of the setting, of a file by its path, and of vigil.yaml where it lies', () => {
    const { rules } = agreedRules({ rules: [rule] }, folder);
    expect(rules.rules.map(({ name }) => name)).toEqual(['billing-goes']);

    for (const name of ['vigil.yaml', 'other.json']) {
      const file = join(folder, name);
      writeFileSync(file, JSON.stringify({ rules: [rule] }));
      expect(agreedRules(name, folder)).toEqual({ file, rules });
    }
    expect(agreedRules(undefined, folder).rules).toEqual(rules);
  });

  it('refuses a file that is named and not there, and rules that are wrong', () => {
    const wrong = { rules: [{ ...rule, match: { chekc: 'x' } }] };

    expect(() => agreedRules('no.yaml', folder)).toThrow(InvalidSetting);
    expect(() => agreedRules('no.yaml', folder)).toThrow(/no\.yaml cannot be read/);
    expect(() => agreedRules(wrong, folder)).toThrow(
      'setting "rules": rule "billing-goes": there is no key "chekc". Did you mean check?',
    );
    writeFileSync(join(folder, 'wrong.yaml'), JSON.stringify(wrong));
    expect(() => agreedRules('wrong.yaml', folder)).toThrow(/wrong\.yaml: rule "billing-goes"/);
  });
});

describe('Vigil', () => {
  const rules = { rules: [rule] };

  it('has them lie beside the code of each scanner and of the digest, and lets them read nothing more for that', () => {
    const ruled = templateOf({ rules });
    const plain = templateOf({});

    const environments = Object.values(ruled.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties.Environment?.Variables ?? {},
    );
    expect(environments.filter(({ SETTINGS }) => SETTINGS)).toHaveLength(4);
    for (const { SETTINGS, METRICS, RULES } of environments) {
      expect(RULES).toBe(SETTINGS || METRICS ? 'data/rules.json' : undefined);
    }
    expect(ruled.findResources('AWS::IAM::Policy')).toEqual(
      plain.findResources('AWS::IAM::Policy'),
    );
    expect(JSON.stringify(plain.toJSON())).not.toContain('rules.json');
  });

  it('writes them into the bundle', () => {
    const outdir = join(folder, 'assembly');
    const stack = new Stack(new App({ outdir }), 'Bundled');
    bundledCode('deliver-slack', { 'data/rules.json': '{"rules":[]}' }).bind(stack);
    bundledCode('deliver-slack').bind(new Stack(stack, 'Other'));

    const written = readdirSync(outdir, { encoding: 'utf8', recursive: true });
    const [file = '', ...more] = written.filter((path) => path.endsWith('rules.json'));
    expect(readFileSync(join(outdir, file), 'utf8')).toBe('{"rules":[]}');
    expect(more).toEqual([]);
    expect(written.filter((path) => path.endsWith('index.mjs'))).toHaveLength(2);
  });
});

function templateOf(props: VigilProps): Template {
  const app = new App({
    // The rules of CloudFormation take longer than all else here: limits-of-aws.test.ts has them.
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  const stack = new Stack(app, 'Ruled');
  new Vigil(stack, 'Vigil', props);

  return Template.fromStack(stack);
}

describe('deployedRules', () => {
  it('has what was written beside the code', () => {
    const { rules } = agreedRules({ rules: [rule] }, folder);
    const file = join(folder, 'rules.json');
    writeFileSync(file, writtenRules(rules));

    expect(deployedRules(pathToFileURL(file))).toEqual(rules);
    expect(deployedRules(undefined)).toEqual(noRules);
  });

  it('fails where they should be and are not', () => {
    expect(() => deployedRules(pathToFileURL(join(folder, 'none.json')))).toThrow('ENOENT');
  });
});
