import type { SignatureCheck } from '../functions/core/signature-check.ts';
import type { Finding } from '../functions/domain/finding.ts';
import type { AwsCalls } from './aws-calls.ts';
import type { DeployedPackage } from './package-list.ts';

/** What is known of a package before it is deployed. */
export interface PackageInspection extends AwsCalls {
  /** Ids of those that were asked. */
  readonly checks: readonly string[];
  readonly packages: readonly DeployedPackage[];
  /** The worst first. */
  /** Where its code verifies who sent a request; undefined where it does not, or that is not known. */
  readonly verifiesSignature?: SignatureCheck | undefined;
  readonly findings: readonly Finding[];
  readonly unknown: readonly UnknownOfPackage[];
}

export interface UnknownOfPackage {
  readonly fact: string;
  /** Of the layer that it is about; absent for the package itself. */
  readonly path?: string;
  readonly reason: string;
}
