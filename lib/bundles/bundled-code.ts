import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { AssetHashType, DockerImage, type ILocalBundling } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { BundleSource } from './build-bundle.ts';
import { obtainBundle } from './bundle-cache.ts';
import { cacheFolder } from './cache-folder.ts';

/** The code of a function, built when its stack is; the paths of its source are absolute. */
export function bundledCode({ entry, workers, data }: BundleSource): Code {
  const source = {
    entry: inProject(entry),
    workers: workers.map(inProject),
    data: data.map(inProject),
  };

  return Code.fromAsset(PROJECT, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: { image: DockerImage.fromRegistry('none-is-used'), local: new LocalBundling(source) },
  });
}

const PROJECT = join(import.meta.dirname, '../..');

class LocalBundling implements ILocalBundling {
  /** A field, for the CDK takes two assets for one if the fields of their bundling are the same. */
  private readonly source: BundleSource;

  constructor(source: BundleSource) {
    this.source = source;
  }

  tryBundle(output: string): boolean {
    const files = obtainBundle(this.source, { project: PROJECT, folder: cacheFolder(PROJECT) });
    for (const [path, contents] of files) writeReadable(join(output, path), contents);

    return true;
  }
}

/** For all, whatever the umask: Lambda runs as another user than the one who deploys. */
function writeReadable(path: string, contents: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  chmodSync(dirname(path), 0o755);
  writeFileSync(path, contents);
  chmodSync(path, 0o644);
}

function inProject(path: string): string {
  return relative(PROJECT, path).replaceAll(sep, '/');
}
