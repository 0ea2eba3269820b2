/** The part of the checkout's package.json that is read. */
export interface ProjectManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly repository?: unknown;
}

/** What an app has of the CDK, in a version of its own: ids of rules that cdk-nag gives are refused by 2.260. */
const peerDependencies = { 'aws-cdk-lib': '^2.275.0', constructs: '^10.5.0' };

/**
 * The package.json that is published. Its own and not the checkout's, for everything that the compiled
 * code needs is in it: it has no dependencies, no scripts, and no Node of its own. The CDK is a peer
 * that may be absent: an audit needs none of it, and it is ten times as large.
 *
 * @param installed the version of a package that this one was tested with.
 */
export async function manifestFrom(
  { name, version, description, license, repository }: ProjectManifest,
  installed: (name: string) => Promise<string>,
) {
  const peers = Object.keys(peerDependencies);
  const fetched = ['aws-cdk', ...peers];

  return {
    name,
    version,
    description,
    keywords: ['aws', 'lambda', 'serverless', 'security', 'scanner', 'cdk', 'aws-cdk', 'construct'],
    license,
    ...(repository !== undefined && { repository }),
    type: 'commonjs',
    engines: { node: '>=22' },
    bin: { 'lambda-vigil': 'bin/lambda-vigil.mjs', vigil: 'bin/lambda-vigil.mjs' },
    main: 'construct/index.js',
    types: 'construct/index.d.ts',
    exports: {
      '.': { types: './construct/index.d.ts', default: './construct/index.js' },
      './package.json': './package.json',
    },
    imports: { '#analyser': './command/analyse-archive.mjs', '#cdk.json': './deploy/cdk.json' },
    peerDependencies,
    peerDependenciesMeta: Object.fromEntries(peers.map((peer) => [peer, { optional: true }])),
    fetchedByDeploy: Object.fromEntries(
      await Promise.all(fetched.map(async (each) => [each, await installed(each)] as const)),
    ),
  };
}
