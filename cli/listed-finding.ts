import type { Finding } from '../functions/domain/finding.ts';
import { type FindingJson, findingJson } from '../functions/domain/finding-json.ts';
import { type Mapped, mappedItems } from '../functions/domain/frameworks.ts';
import { knownCheck } from './known-checks.ts';

/** A finding as every command lists it for machines, with what its check is mapped to. */
export function listedFinding(finding: Finding): FindingJson {
  return findingJson(finding, mappedBy(finding).frameworks);
}

/** `CWE-78`, `S1:2017`: all that it is mapped to. */
export function itemsOf(finding: Finding): readonly string[] {
  return mappedItems(mappedBy(finding));
}

/** By its check of today, for a finding that is stored holds its CWE alone. */
export function mappedBy({ check, cwe }: Pick<Finding, 'check' | 'cwe'>): Mapped {
  return { cwe, frameworks: knownCheck(check)?.frameworks };
}
