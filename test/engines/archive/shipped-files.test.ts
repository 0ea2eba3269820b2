import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { shippedFilesIn } from '../../../functions/engines/archive/shipped-files.ts';
import { processorTime } from '../../processor-time.ts';

describe('shippedFilesIn', () => {
  it.each([
    ['.git/HEAD', 'git repository', '.git/'],
    ['app/.git/objects/aa/bb', 'git repository', 'app/.git/'],
    ['.git/config', 'git repository', '.git/'],
    ['.git/refs/heads/main', 'git repository', '.git/'],
    ['.git/logs/HEAD', 'git repository', '.git/'],
    ['.git/packed-refs', 'git repository', '.git/'],
    ['.aws/credentials', 'credentials file', '.aws/credentials'],
    ['.docker/config.json', 'credentials file', '.docker/config.json'],
    ['.kube/config', 'credentials file', '.kube/config'],
    ['_netrc', 'credentials file', '_netrc'],
    ['.pypirc', 'credentials file', '.pypirc'],
    ['.pgpass', 'credentials file', '.pgpass'],
    ['.git-credentials', 'credentials file', '.git-credentials'],
    ['.dockercfg', 'credentials file', '.dockercfg'],
    ['.s3cfg', 'credentials file', '.s3cfg'],
    ['infra/terraform.tfstate.backup', 'Terraform state', 'infra/terraform.tfstate.backup'],
    ['client.pfx', 'key store', 'client.pfx'],
    ['release.keystore', 'key store', 'release.keystore'],
    ['client.bks', 'key store', 'client.bks'],
    ['login.ppk', 'key store', 'login.ppk'],
    ['team.kdbx', 'key store', 'team.kdbx'],
    ['node.heapdump', 'memory dump', 'node.heapdump'],
    ['java_pid1.hprof', 'memory dump', 'java_pid1.hprof'],
    ['core.4711', 'memory dump', 'core.4711'],
    ['.aws-sam/build.toml', 'deployment output', '.aws-sam/'],
    ['cdk.out/manifest.json', 'deployment output', 'cdk.out/'],
    ['src/test/orders.ts', 'tests', 'src/test/'],
    ['lib/test/orders.rb', 'tests', 'lib/test/'],
    ['app/tests/orders.py', 'tests', 'app/tests/'],
    ['e2e/orders.mjs', 'tests', 'e2e/'],
    ['spec/orders_spec.rb', 'tests', 'spec/'],
    ['cypress/orders.cy.tsx', 'tests', 'cypress/'],
    ['lib/orders.test.mjs', 'tests', 'lib/orders.test.mjs'],
    ['conftest.py', 'tests', 'conftest.py'],
    ['.vscode/settings.json', 'editor settings', '.vscode/'],
    ['.vs/slnx.sqlite', 'editor settings', '.vs/'],
    ['yarn-error.log', 'log', 'yarn-error.log'],
    ['yarn-debug.log', 'log', 'yarn-debug.log'],
    ['lerna-debug.log', 'log', 'lerna-debug.log'],
    ['debug.log', 'log', 'debug.log'],
    ['error.log.1', 'log', 'error.log.1'],
    ['nohup.out', 'log', 'nohup.out'],
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
    ['.env.sample'],
    ['.env.template'],
    ['.env.tmpl'],
    ['.env.dist'],
    ['.env.defaults'],
    ['.env.test'],
    ['.env.d/index.js'],
    ['types/.env.d'],
    ['lib/security/cacerts.jks'],
    ['certs/my-trust.p12'],
    ['node_modules/a/.vscode/settings.json'],
    ['bower_components/a/.env'],
    ['jspm_packages/a/.env'],
    ['python/lib/python3.13/site-packages/a/.env'],
    ['dist-packages/a/.env'],
    ['vendor/a/.env'],
    ['a-1.0.dist-info/.env'],
    ['a.egg-info/.env'],
    ['.yarn/cache/.env'],
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

  it('passes over a map that others wrote', () => {
    const path = 'node_modules/a/index.js.map';
    const file = archiveFile(path, new TextEncoder().encode('{"sourcesContent":["a"]}'));
    const found = shippedFilesIn({ listing: [], files: [file], unread: [] }, {});

    expect(found).toEqual({ known: true, value: [] });
  });

  it('names paths in their order, whatever that of the archive is', () => {
    expect(kindsOf('b.test.js', 'a.test.js')).toMatchObject([
      { paths: ['a.test.js', 'b.test.js'] },
    ]);
  });

  it('takes linear time for a hostile listing', () => {
    const path = `${'a/'.repeat(400)}.env.${'b.'.repeat(100)}`;
    const listing = Array.from({ length: 6_000 }, (_, at) => ({ path: `${path}${at}`, bytes: 1 }));
    const ms = processorTime(() => shippedFilesIn({ listing, files: [], unread: [] }, {}));

    expect(ms).toBeLessThan(1_200);
  });
});

function kindsOf(...paths: readonly string[]) {
  const listing = paths.map((path) => ({ path, bytes: 1 }));
  const found = shippedFilesIn({ listing, files: [], unread: [] }, {});

  return found.known ? found.value : [];
}
