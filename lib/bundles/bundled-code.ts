import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage, type ILocalBundling } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleOf } from '#bundles';
import type { HandlerName } from './function-sources.ts';

/**
 * The code of a function. A checkout builds it when its stack is synthesised, and the package has it
 * built already: `#bundles` in package.json is the one place that knows. The bytes are the same, and so
 * is their hash.
 *
 * @param beside what the deployment adds to it. @default nothing
 */
export function bundledCode(handler: HandlerName, beside: TextFiles = {}): Code {
  return Code.fromAsset(import.meta.dirname, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('none-is-used'),
      local: new LocalBundling(handler, beside),
    },
  });
}

/** Texts by path, with slashes. */
export type TextFiles = Readonly<Record<string, string>>;

class LocalBundling implements ILocalBundling {
  /** A field, for the CDK takes two assets for one if the fields of their bundling are the same. */
  private readonly handler: HandlerName;
  private readonly beside: TextFiles;

  constructor(handler: HandlerName, beside: TextFiles) {
    this.handler = handler;
    this.beside = beside;
  }

  tryBundle(output: string): boolean {
    for (const [path, contents] of bundleOf(this.handler)) {
      writeReadable(join(output, path), contents);
    }
    for (const [path, text] of Object.entries(this.beside)) {
      writeReadable(join(output, path), Buffer.from(text));
    }

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
