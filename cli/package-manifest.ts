import { createRequire } from 'node:module';

interface PackageManifest {
  readonly version: string;
  /** What `deploy` has npm fetch where it is not installed; a checkout has it. */
  readonly fetchedByDeploy?: Readonly<Record<string, string>>;
}

/** Of this product: of the checkout, or of the package. */
export const { version, fetchedByDeploy = {} } = createRequire(import.meta.url)(
  '../package.json',
) as PackageManifest;
