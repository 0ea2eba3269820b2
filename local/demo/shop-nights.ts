import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type FindingChanges, findingChanges } from '../../cli/finding-changes.ts';
import { allCoverage } from '../../cli/findings.ts';
import { severitiesOf } from '../../cli/render/finding-table.ts';
import { usd } from '../../cli/render/usd.ts';
import { worstFirst } from '../../cli/selection.ts';
import { counted } from '../../functions/core/amounts.ts';
import { severities } from '../../functions/core/severity.ts';
import { accountOf } from '../../functions/core/target.ts';
import { type Finding, NOT_ENTERED } from '../../functions/domain/finding.ts';
import { type DeployedVigil, deployVigil } from '../deployed-vigil.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { nightFigures } from '../night-figures.ts';
import { changes } from '../shop/changes.ts';
import { seed } from '../shop/seed.ts';
import { shop, shopLayers } from '../shop/shop-functions.ts';
import { shopRoles } from '../shop/shop-roles.ts';
import { slackText } from '../slack-text.ts';
import { company, isOfShop, letIn, seedCompany } from './company.ts';
import { messagesFolder, reportFile } from './kept-files.ts';
import { drawnPath, kindRows, mailCard, type Picture, WIDTH } from './pictures.ts';
import { missedIn, type Planted, plantedByPractice, plantedCount } from './planted.ts';
import type { Screen } from './screen.ts';
import { shortPath } from './short-path.ts';

/** How long mail and Slack may take after a night. */
const DELIVERY_MS = 15_000;
const MOST_KINDS = 7;
const MOST_OF_MAIL = 7;
const INDENT = '      ';

export interface Watched {
  readonly cloud: LocalCloud;
  readonly screen: Screen;
  readonly isVerbose: boolean;
  /** Resolves once those are built that a deployment would have to build. */
  readonly bundles: Promise<void>;
}

/** A shop is watched for three nights. */
export async function watchShop(watched: Watched): Promise<void> {
  const { cloud, screen, bundles } = watched;
  const accounts = company.map(({ account }) => account).join();
  mkdirSync(messagesFolder, { recursive: true });

  // On two cores: the template is made while the shop is.
  const [vigil] = await Promise.all([
    bundles.then(() => deployVigil(cloud, { accounts })),
    createShop(watched),
  ]);
  title(screen, 'Deployed with the CDK: four scanners that run by night, a table, mail and Slack');
  await letIn(cloud, await command(watched, 'member-template', '--format', 'json'));
  const watching = company.filter(({ letsIn }) => letsIn).map(({ name }) => name);
  screen.line(
    INDENT,
    `Roles that only read let them into the company's accounts ${watching.join(' and ')} too`,
  );

  await firstNight(watched, vigil);
  await quietNight(watched, vigil);
  await lastNight(watched, vigil);
  await Promise.all([
    command(watched, 'coverage'),
    command(watched, 'report', '--out', reportFile),
  ]);
}

async function createShop({ cloud, screen }: Watched): Promise<void> {
  screen.waiting('creating the shop');
  await seed(cloud, shop, shopRoles);
  await seedCompany(cloud);
  showPlanted(screen);
  screen.waiting('deploying with the CDK');
}

function showPlanted(screen: Screen): void {
  title(
    screen,
    `A shop: ${shop.length} functions, ${shopRoles.length} more roles, ${shopLayers.length} layers, and ${plantedCount} faults planted in them:`,
  );
  for (const { title: practice, count, kinds } of plantedByPractice()) {
    screen.line(
      INDENT,
      { text: String(count).padStart(4), style: 'bold' },
      `  ${practice.padEnd(16)}`,
      { text: someOf(kinds, WIDTH - INDENT.length - 22), style: 'dim' },
    );
  }
}

/** As many names as there is room for, and how many more there are. */
function someOf(names: readonly string[], room: number): string {
  const inWords = (count: number) => {
    const more = names.length - count;
    return `${names.slice(0, count).join(', ')}${more > 0 ? ` and ${more} more kinds` : ''}`;
  };
  const fits = names.findLastIndex((_, index) => inWords(index + 1).length <= room);

  return inWords(Math.max(1, fits + 1));
}

async function firstNight(watched: Watched, vigil: DeployedVigil): Promise<void> {
  const { cloud, screen } = watched;
  await night(watched, vigil, 'one');
  const open = await openFindings(vigil);
  const inShop = open.filter(({ target }) => isOfShop(target));
  const missed = missedIn(inShop, cloud.account);

  title(screen, `Night one finds ${foundInWords(inShop, missed)}: ${severitiesOf(inShop)}`);
  for (const { name = 'the account', check, subject } of missed) {
    screen.line(INDENT, { text: `missed: ${name}, ${check}, ${subject}`, style: 'red' });
  }
  show(kindRows(inShop, MOST_KINDS), screen);
  screen.line(INDENT, {
    text: `and more, all of it in ${shortPath(join(messagesFolder, 'vigil-findings.txt'))}`,
    style: 'dim',
  });
  await showCompany(open, vigil, screen);
  await showMessages(watched, 'one', { mails: 1, posts: 1 });

  const [path] = open.filter(({ check }) => check === 'usage/attack-path');
  if (path) {
    screen.line();
    screen.line(INDENT, { text: `${path.title}:`, style: 'bold' });
    show(drawnPath(path), screen);
  }
  screen.line();
  screen.line(INDENT, moneyIn(open));
  await Promise.all([command(watched, 'findings'), command(watched, 'coverage')]);
}

/** `all 140 of them` */
function foundInWords(found: readonly Finding[], missed: readonly Planted[]): string {
  const more = found.length + missed.length - plantedCount;
  const planted =
    missed.length === 0
      ? `all ${plantedCount}`
      : `${plantedCount - missed.length} of the ${plantedCount}`;

  return `${planted}${more > 0 ? `, and ${more} more` : ''}`;
}

/** What lies in the other accounts. One that cannot be entered is not covered, which is no good news. */
async function showCompany(
  open: readonly Finding[],
  { findings }: DeployedVigil,
  screen: Screen,
): Promise<void> {
  const coverage = await allCoverage(findings);
  const isClosed = (account: string) =>
    coverage.some(
      ({ target, gaps }) =>
        accountOf(target) === account && gaps.some(({ fact }) => fact === NOT_ENTERED),
    );

  for (const { account, name } of company) {
    const there = open.filter(({ target }) => accountOf(target) === account);
    screen.line(
      INDENT,
      `account ${name.padEnd(10)} `,
      isClosed(account)
        ? {
            text: 'not covered: it has no such roles yet, and is reported as a gap',
            style: 'yellow',
          }
        : severitiesOf(there) || 'nothing',
    );
  }
}

async function quietNight(watched: Watched, vigil: DeployedVigil): Promise<void> {
  const { cloud, screen } = watched;
  await night(watched, vigil, 'two');
  const received = cloud.mailbox.received().length + cloud.slack.received().length;

  title(
    screen,
    received === 0
      ? 'Night two: nothing has changed, so no mail and no Slack message'
      : `Night two: nothing has changed, and ${received} messages came`,
  );
}

async function lastNight(watched: Watched, vigil: DeployedVigil): Promise<void> {
  const { cloud, screen } = watched;
  const from = new Date().toISOString();
  for (const { make } of changes) await make(cloud);
  await night(watched, vigil, 'three');
  const all = await Array.fromAsync(vigil.findings.all());
  const changed = findingChanges(worstFirst(all), { from, to: new Date().toISOString() });

  title(screen, `Night three, after a day's work in the shop: ${inWords(changed)}`);
  for (const { what } of changes) screen.line(INDENT, { text: what, style: 'dim' });
  show(kindRows([...changed.new, ...changed.worse], MOST_KINDS), screen);
  await showMessages(watched, 'three', { mails: 2, posts: 2 });
}

function inWords({ new: opened, worse, fixed }: FindingChanges): string {
  return `${opened.length} new, ${worse.length} worse, ${fixed.length} fixed or gone`;
}

async function night(
  { cloud, screen }: Watched,
  vigil: DeployedVigil,
  which: string,
): Promise<void> {
  screen.waiting(`night ${which}: four scanners, woken as EventBridge Scheduler wakes them`);
  cloud.proxy.clear();
  cloud.mailbox.clear();
  cloud.slack.clear();
  await vigil.night();
}

async function openFindings({ findings }: DeployedVigil): Promise<readonly Finding[]> {
  const open = await Promise.all(severities.map((each) => Array.fromAsync(findings.open(each))));

  return worstFirst(open.flat());
}

/** Each as a file; one mail as a card, and of several their subjects. */
async function showMessages(
  { cloud, screen, isVerbose }: Watched,
  which: string,
  { mails, posts }: { readonly mails: number; readonly posts: number },
): Promise<void> {
  screen.waiting('mail and Slack');
  const received = await cloud.mailbox.waitFor(mails, DELIVERY_MS);
  const posted = await cloud.slack.waitFor(posts, DELIVERY_MS);
  const { calls, downloads } = nightFigures(cloud.calls());

  for (const [index, { subject, text }] of received.entries()) {
    writeFileSync(fileOf(which, `mail-${index + 1}`), `${subject}\n\n${text}`);
  }
  for (const [index, post] of posted.entries()) {
    writeFileSync(fileOf(which, `slack-${index + 1}`), slackText(post));
    if (isVerbose)
      for (const line of slackText(post).split('\n')) screen.line(`${INDENT}| ${line}`);
  }
  if (received.length === 1 || isVerbose) {
    const most = isVerbose ? Number.POSITIVE_INFINITY : MOST_OF_MAIL;
    for (const mail of received) show(mailCard(mail, most), screen);
  } else for (const { subject } of received) screen.line(INDENT, `mail: ${subject}`);
  screen.line(INDENT, {
    text: `${counted(received.length, 'mail')}, ${counted(posted.length, 'Slack message')}; ${readInWords(downloads, which)}`,
    style: 'dim',
  });
  if (isVerbose) screen.line(INDENT, `${calls.toLocaleString('en-US')} requests to AWS`);
}

function readInWords(downloads: number, which: string): string {
  const code = `${counted(downloads, 'download')} of code`;

  return which === 'one' ? code : `${code}, for no other has changed`;
}

/** `Money: $27 a month is wasted; anyone who calls could make it cost up to $86 an hour` */
function moneyIn(findings: readonly Finding[]): string {
  const perMonth = findings.reduce((sum, { figures }) => sum + (figures?.usdPerMonth ?? 0), 0);
  const perHour = findings.map(({ figures }) => figures?.usdPerHour ?? 0);

  return `Money: ${usd(perMonth)} a month is wasted; anyone who calls could make it cost up to ${usd(Math.max(...perHour))} an hour`;
}

/** The command line as a user would run it: into a file and, where all is shown, onto the screen. What it prints. */
async function command(
  { cloud, screen, isVerbose }: Watched,
  ...words: readonly string[]
): Promise<string> {
  screen.waiting(`vigil ${words.join(' ')}`);
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../bin/vigil.mjs'), ...words],
    { env: { ...cloud.environment, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise((done) => child.once('close', done));
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  if ((await ended) !== 0) throw new Error(`vigil ${words.join(' ')} failed: ${err}`);

  writeFileSync(fileOf('vigil', words[0] ?? ''), `${out}${err}`);
  if (isVerbose) for (const line of `${out}${err}`.split('\n')) screen.line(INDENT, line);
  return out;
}

async function textOf(stream: Readable): Promise<string> {
  return (await Array.fromAsync(stream.setEncoding('utf8'))).join('');
}

function show(picture: Picture, screen: Screen): void {
  for (const spans of picture) screen.line(...spans);
}

function title(screen: Screen, text: string): void {
  const seconds = Math.round(screen.elapsed() / 1000);

  screen.line();
  screen.line({ text: `${String(seconds).padStart(3)} s `, style: 'dim' }, { text, style: 'bold' });
}

function fileOf(which: string, what: string): string {
  return join(messagesFolder, `${which}-${what}.txt`);
}
