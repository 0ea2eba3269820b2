import { build } from 'esbuild';

/**
 * Code as esbuild bundles it, with the packages that it imports: as much of each as has a file, for
 * no package is installed here.
 */
export async function bundled(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, sourcefile: 'src/index.js' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    plugins: [
      {
        name: 'packages',
        setup(building) {
          building.onResolve({ filter: /^[a-z]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('node:')
              ? undefined
              : { path: `node_modules/${path}/index.js`, namespace: 'package' },
          );
          building.onLoad({ filter: /./, namespace: 'package' }, () => ({
            contents: 'module.exports = function () { return this; };',
          }));
        },
      },
    ],
  });

  // As it heads what lies in the file system, which these do not.
  return (outputFiles[0]?.text ?? '').replaceAll('package:node_modules/', 'node_modules/');
}
