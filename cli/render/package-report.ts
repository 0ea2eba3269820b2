import { counted } from '../../functions/core/amounts.ts';
import { compareTexts } from '../../functions/core/compare-texts.ts';
import { doneBy, isProved, type SignatureCheck } from '../../functions/core/signature-check.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { factInWords } from '../../functions/domain/gap-in-words.ts';
import { printable, wrapped } from '../../functions/domain/notification/plain-text.ts';
import { identityOf } from '../../functions/domain/target-identity.ts';
import { namesInWords } from '../../functions/engines/packages/index.ts';
import { factWords } from '../../functions/facts/index.ts';
import type { AwsCall, UnresolvedAwsCall } from '../aws-calls.ts';
import { withNotChecked } from '../not-checked.ts';
import type { PackageInspection } from '../package-inspection.ts';
import type { DeployedPackage } from '../package-list.ts';
import type { Terminal } from '../terminal.ts';
import { findingLines } from './finding-lines.ts';
import { tallyOf } from './finding-table.ts';

/** Packages, and calls, that are listed; --json has them all. */
const MOST_LISTED = 200;

/** What is inside, what is wrong with it, and what is not known. */
export function packageReport(
  path: string,
  { packages, calls, unresolvedCalls, verifiesSignature, findings, unknown }: PackageInspection,
  terminal: Terminal,
): string {
  const { paint, columns } = terminal;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [[paint(['bold'], title), ...lines].join('\n')];

  return [
    ...section('Packages', packageLines(packages)),
    ...section('AWS calls', [...callLines(calls), ...unresolvedCalls.map(unresolvedLine)]),
    ...section('Senders', verifiesSignature ? [senderLine(verifiesSignature)] : []),
    ...findingSections(findings, terminal),
    ...section(
      'Not checked',
      unknown.flatMap(({ fact, path: of, reason }) =>
        wrapped(
          `${factInWords(fact, factWords)}${of === undefined ? '' : ` of ${of}`}: ${reason}`,
          '  ',
          '    ',
          columns,
        ),
      ),
    ),
    `${printable(path)}: ${counted(packages.length, 'package')}, ${withNotChecked(findings.length > 0 ? tallyOf(findings) : 'no findings', unknown.length, 'listed above')}`,
  ].join('\n\n');
}

function packageLines(packages: readonly DeployedPackage[]): readonly string[] {
  return listed(packages.map(lineOf));
}

/** Each action with its resource once: `  s3:GetObject ${BUCKET}  index.js:12 and 2 more` */
function callLines(calls: readonly AwsCall[]): readonly string[] {
  const places = Map.groupBy(calls, ({ action, resource }) =>
    resource === undefined ? action : `${action} ${resource}`,
  );
  const lines = [...places].map(([what, [first, ...others]]) => {
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return printable(`  ${what}  ${first?.path}:${first?.line}${more}`);
  });

  return listed(lines.toSorted(compareTexts));
}

/** `  may call anything: …  index.js:12` */
function unresolvedLine({ service, reason, path, line }: UnresolvedAwsCall): string {
  const what = service === undefined ? 'anything' : `anything of ${service}`;

  return printable(`  may call ${what}: ${reason}  ${path}:${line}`);
}

/** `  verifies the signature of GitHub before it acts  index.js:12` */
function senderLine(check: SignatureCheck): string {
  const { path, line } = check;
  const how = isProved(check) ? ' before it acts' : '; whether each is asked for it is not seen';

  return printable(`  ${doneBy(check)}${how}  ${path}:${line}`);
}

function listed(all: readonly string[]): readonly string[] {
  const lines = all.slice(0, MOST_LISTED);
  const more = all.length - lines.length;

  return more > 0 ? [...lines, `  and ${more} more: --json lists them all`] : lines;
}

/** `  lodash 4.17.15  npm, exact: installed (node_modules/lodash/package.json)` */
function lineOf(one: DeployedPackage): string {
  const { version, ecosystem, certainty, evidence } = one;
  const [first, ...others] = evidence;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const where = first ? `: ${first.channel} (${first.path})${more}` : '';

  return printable(`  ${namesInWords(one)} ${version}  ${ecosystem}, ${certainty}${where}`);
}

function findingSections(findings: readonly Finding[], terminal: Terminal): readonly string[] {
  const byTarget = Map.groupBy(findings, ({ target }) => target);

  return [...byTarget].map(([target, some]) =>
    [
      terminal.paint(['bold'], printable(titleOf(target))),
      ...some.flatMap((finding) => findingLines(finding, terminal)),
    ].join('\n'),
  );
}

function titleOf(target: string): string {
  const { kind, name } = identityOf(target);

  return kind === 'layer' ? `Findings in layer ${name}` : 'Findings';
}
