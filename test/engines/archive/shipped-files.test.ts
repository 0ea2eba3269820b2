import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { shippedFilesIn } from '../../../functions/engines/archive/shipped-files.ts';
import { processorTime } from '../../processor-time.ts';

describe('shippedFilesIn', () => {
  it.each([
    ['.git/HEAD', 'git repository', '.git/'],
    ['app/.git/objects/aa/bb', 'git repository', 'app/.git/'],
    ['.aws/credentials', 'credentials file', '.aws/credentials'],
    ['.netrc', 'credentials file', '.netrc'],
    ['config/master.key', 'credentials file', 'config/master.key'],
    ['infra/terraform.tfstate', 'Terraform state', 'infra/terraform.tfstate'],
    ['.terraform/providers/x', 'Terraform state', '.terraform/'],
    ['certs/client.p12', 'key store', 'certs/client.p12'],
    ['keystore.jks', 'key store', 'keystore.jks'],
    ['Heap.20261127.heapsnapshot', 'memory dump', 'Heap.20261127.heapsnapshot'],
    ['.env', 'environment file', '.env'],
    ['config/.env.production', 'environment file', 'config/.env.production'],
    ['.serverless/cloudformation-template-update-stack.json', 'deployment output', '.serverless/'],
    ['test/orders.js', 'tests', 'test/'],
    ['src/__tests__/orders.ts', 'tests', 'src/__tests__/'],
    ['tests/test_orders.py', 'tests', 'tests/'],
    ['lib/orders.spec.ts', 'tests', 'lib/orders.spec.ts'],
    ['test_orders.py', 'tests', 'test_orders.py'],
    ['.idea/workspace.xml', 'editor settings', '.idea/'],
    ['npm-debug.log', 'log', 'npm-debug.log'],
    ['node_modules/eslint/package.json', 'development dependency', 'node_modules/eslint'],
    ['nodejs/node_modules/jest/index.js', 'development dependency', 'nodejs/node_modules/jest'],
    ['pytest-8.0.0.dist-info/METADATA', 'development dependency', 'pytest-8.0.0.dist-info'],
  ])('knows %s', (path, kind, shown) => {
    expect(kindsOf(path)).toEqual([{ kind, paths: [shown], count: 1 }]);
  });

  it.each([
    ['index.js'],
    ['.gitignore'],
    ['.gitkeep'],
    ['.env.example'],
    ['environment.js'],
    ['.npmrc'],
    ['certs/ca.pem'],
    ['certs/truststore.jks'],
    ['test/fixtures/client.p12'],
    ['test-data.json'],
    ['tests/data.json'],
    ['latest/index.js'],
    ['lib/contest.js'],
    ['lib/testing.py'],
    ['templates/spec/a.html'],
    ['node_modules/a/test/index.js'],
    ['node_modules/a/.env'],
    ['node_modules/a/node_modules/eslint/index.js'],
    ['node_modules/eslint-scope/index.js'],
    ['requests-2.0.dist-info/METADATA'],
    ['logs/error.txt'],
  ])('passes over %s', (path) => {
    expect(kindsOf(path)).toEqual([]);
  });

  it('counts a folder once, and keeps the first paths', () => {
    const paths = Array.from({ length: 9 }, (_, at) => `${at}.test.js`);

    expect(kindsOf(...paths, 'test/a.js', 'test/b.js', '.git/HEAD', '.git/config')).toEqual([
      { kind: 'git repository', paths: ['.git/'], count: 1 },
      { kind: 'tests', paths: paths.slice(0, 5), count: 10 },
    ]);
  });

  it.each([
    ['with sources', '{"version":3,"sources":["a.ts"],"sourcesContent":["const a = 1;"]}', 1],
    ['with some sources', '{"sourcesContent": [null, null, "const a = 1;"]}', 1],
    ['without sources', '{"version":3,"sources":["a.ts"],"mappings":""}', 0],
    ['with empty sources', '{"sourcesContent":[null,null]}', 0],
  ])('looks into a map: %s', (_, content, count) => {
    const file = archiveFile('index.js.map', new TextEncoder().encode(content));
    const listing = [{ path: file.path, bytes: content.length }];
    const found = shippedFilesIn({ listing, files: [file], unread: [] }, {});

    expect(found.known && found.value.map(({ kind }) => kind)).toEqual(
      Array.from({ length: count }, () => 'source map with sources'),
    );
  });

  it('takes linear time for a hostile listing', () => {
    const path = `${'a/'.repeat(400)}.env.${'b.'.repeat(100)}`;
    const listing = Array.from({ length: 20_000 }, (_, at) => ({ path: `${path}${at}`, bytes: 1 }));
    const ms = processorTime(() => shippedFilesIn({ listing, files: [], unread: [] }, {}));

    expect(ms).toBeLessThan(4_000);
  });
});

function kindsOf(...paths: readonly string[]) {
  const listing = paths.map((path) => ({ path, bytes: 1 }));
  const found = shippedFilesIn({ listing, files: [], unread: [] }, {});

  return found.known ? found.value : [];
}
