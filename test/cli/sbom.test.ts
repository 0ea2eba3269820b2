import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { billOfMaterials } from '../../cli/cyclonedx.ts';
import type { DeployedPackage } from '../../cli/package-list.ts';
import { vigil } from '../../cli/program.ts';
import { archiveOf } from '../../local/archive.ts';
import { mockClient } from '../fakes/mock-client.ts';
import { recordedWorld } from './world.ts';

const scratch = mkdtempSync(join(tmpdir(), 'vigil-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const archive = await archiveOf({
  'index.js': 'exports.handler = () => 1',
  'node_modules/lodash/package.json': '{"name":"lodash","version":"4.17.15"}',
});
const zip = join(scratch, 'dist.zip');
writeFileSync(zip, archive);

const zips = { empty: await archiveOf({}), text: await archiveOf({ 'a.txt': '' }) };

describe('vigil sbom', () => {
  it('prints a document that is valid by the schema of CycloneDX 1.6', async () => {
    const world = recordedWorld();

    expect(await vigil(['sbom', zip], world)).toBe(0);

    const document = JSON.parse(world.stdout());
    expect(faultsIn(document)).toEqual([]);
    expect(document).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { name: zip } },
      components: [{ name: 'lodash', version: '4.17.15', purl: 'pkg:npm/lodash@4.17.15' }],
      compositions: [{ aggregate: 'complete' }],
    });
  });

  it('lists each of two packages that one may be, neither as sure', () => {
    const one: DeployedPackage = {
      purl: 'pkg:npm/lodash@4.17.15',
      ecosystem: 'npm',
      name: 'lodash',
      version: '4.17.15',
      certainty: 'possible',
      candidates: ['4.17.15'],
      alternatives: [{ name: 'lodash-es', versions: ['4.17.15'] }],
      evidence: [{ channel: 'fingerprint', path: 'index.js' }],
      requires: undefined,
      isTopLevel: false,
    };
    const document = billOfMaterials({ name: 'x', packages: [one], unseen: [], now: new Date(0) });

    expect(faultsIn(document)).toEqual([]);
    expect(document).toMatchObject({
      components: [
        {
          purl: 'pkg:npm/lodash-es@4.17.15',
          evidence: { identity: [{ confidence: 0.4 }] },
          properties: expect.arrayContaining([
            { name: 'lambda-vigil:or', value: 'lodash@4.17.15' },
          ]),
        },
        {
          purl: 'pkg:npm/lodash@4.17.15',
          evidence: { identity: [{ confidence: 0.4 }] },
          properties: expect.arrayContaining([
            { name: 'lambda-vigil:or', value: 'lodash-es@4.17.15' },
          ]),
        },
      ],
    });
  });

  it('says which package depends on which, and of which packages that is not known', async () => {
    const path = join(scratch, 'dependencies.zip');
    const manifests = {
      'node_modules/a/package.json': '{"name":"a","version":"1.0.0","dependencies":{"@s/b":"*"}}',
      'node_modules/@s/b/package.json':
        '{"name":"@s/b","version":"2.0.0","dependencies":{"a":"*"}}',
      'requirements.txt': 'c==1.0',
    };
    writeFileSync(path, await archiveOf(manifests));
    const world = recordedWorld();

    await vigil(['sbom', path], world);

    const document = JSON.parse(world.stdout());
    expect(faultsIn(document)).toEqual([]);
    const [a, b, c] = ['pkg:npm/a@1.0.0', 'pkg:npm/%40s/b@2.0.0', 'pkg:pypi/c@1.0'];
    expect(document.dependencies).toEqual([
      { ref: 'deployed', dependsOn: [a, b] },
      { ref: a, dependsOn: [b] },
      { ref: b, dependsOn: [a] },
    ]);
    expect(document.compositions).toContainEqual({ aggregate: 'unknown', dependencies: [c] });
  });

  it('says on the side, and in the document, what it could not see', async () => {
    const path = join(scratch, 'unpinned.zip');
    writeFileSync(path, await archiveOf({ 'app.py': '', 'requirements.txt': 'flask' }));
    const world = recordedWorld();

    expect(await vigil(['sbom', path, '--strict'], world)).toBe(3);

    const document = JSON.parse(world.stdout());
    expect(faultsIn(document)).toEqual([]);
    expect(document).toMatchObject({
      compositions: [{ aggregate: 'incomplete' }],
      properties: [
        { name: 'lambda-vigil:unseen', value: expect.stringContaining('requirements.txt') },
      ],
    });
    expect(world.stderr()).toMatch(/^not covered: /);
  });

  it.each([
    ['no zip', 'hi', /cannot be read \(the archive is not a readable zip: .*\): build it again/],
    ['a zip that is cut short', archive.subarray(0, -40), /cannot be read/],
    ['a zip of nothing', zips.empty, /holds no files/],
    ['a zip without code', zips.text, /holds no code that Lambda runs/],
  ])('makes no bill of %s', async (_, bytes, message) => {
    const path = join(scratch, 'bad.zip');
    writeFileSync(path, bytes);
    const world = recordedWorld();

    expect(await vigil(['sbom', path], world)).toBe(2);
    expect(world.stderr()).toMatch(message);
    expect(world.stdout()).toBe('');
  });

  it('asks AWS for no file that is not there', async () => {
    const world = recordedWorld();

    expect(await vigil(['sbom', 'dist/nowhere.zip'], world)).toBe(2);
    expect(world.stderr()).toBe('vigil: dist/nowhere.zip cannot be read: there is no such file');
  });

  it('says that there is no such function, nor a file', async () => {
    const lambda = mockClient(LambdaClient);
    lambda
      .on(GetFunctionConfigurationCommand)
      .rejects(Object.assign(new Error('no'), { name: 'ResourceNotFoundException' }));
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    const world = recordedWorld();

    expect(await vigil(['sbom', 'checkout'], world)).toBe(2);
    expect(world.stderr()).toContain(
      'there is neither a file nor, in eu-west-1, a function named checkout',
    );
    lambda.restore();
  });

  it('downloads a function, and makes no bill of it when that fails', async () => {
    const lambda = mockClient(LambdaClient);
    lambda.on(GetFunctionConfigurationCommand).resolves({
      FunctionName: 'checkout',
      FunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:checkout',
      Role: 'arn:aws:iam::111122223333:role/checkout',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      CodeSha256: 'one',
      CodeSize: 10,
      LastModified: '2026-01-01T00:00:00.000+0000',
    });
    lambda
      .on(GetFunctionCommand)
      .rejects(Object.assign(new Error('not authorised'), { name: 'AccessDeniedException' }));
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    const world = recordedWorld();

    expect(await vigil(['sbom', 'checkout'], world)).toBe(2);
    expect(world.stderr()).toMatch(
      /^vigil: the packages of checkout are not known: .*not authorised/,
    );
    expect(world.stdout()).toBe('');
    lambda.restore();
  });
});

describe('billOfMaterials', () => {
  it('shows by evidence how sure it is, and what else a package may be', () => {
    const document = billOfMaterials({
      name: 'checkout',
      packages: [
        packageFound({ certainty: 'exact' }),
        packageFound({ certainty: 'possible', version: '1.1.0', candidates: ['1.1.0', '1.2.0'] }),
        packageFound({ purl: 'pkg:npm/%40scope/other@1.0.0', name: '@scope/other' }),
      ],
      unseen: [],
      now: new Date('2026-11-25T02:00:00Z'),
    });

    expect(faultsIn(document)).toEqual([]);
    expect(document).toMatchObject({
      components: [
        { group: '@scope', name: 'other' },
        { evidence: { identity: [{ field: 'version', confidence: 1 }] } },
        {
          version: '1.1.0',
          properties: [{ value: '1.1.0' }, { value: '1.2.0' }],
          evidence: {
            identity: [{ confidence: 0.4, methods: [{ technique: 'ast-fingerprint' }] }],
            occurrences: [{ location: 'index.js' }],
          },
        },
      ],
    });
  });
});

function packageFound(more: Partial<DeployedPackage>): DeployedPackage {
  const version = more.version ?? '1.0.0';

  return {
    purl: `pkg:npm/some@${version}`,
    ecosystem: 'npm',
    name: 'some',
    version,
    certainty: 'exact',
    evidence: [{ channel: 'fingerprint', path: 'index.js' }],
    requires: undefined,
    isTopLevel: false,
    ...more,
  };
}

/** By the schemas that the library carries. */
function faultsIn(document: unknown): readonly unknown[] {
  const ajv = new Ajv({ strict: false, validateFormats: true });
  addFormats.default(ajv);
  for (const name of ['spdx', 'jsf-0.82']) {
    ajv.addSchema(schemaNamed(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  const validate = ajv.compile(schemaNamed('bom-1.6'));

  return validate(document) ? [] : (validate.errors ?? ['no reason']);
}

function schemaNamed(name: string): object {
  const library = createRequire(import.meta.url).resolve(
    '@cyclonedx/cyclonedx-library/package.json',
  );

  return JSON.parse(
    readFileSync(join(library, '..', 'res', 'schema', `${name}.SNAPSHOT.schema.json`), 'utf8'),
  );
}
