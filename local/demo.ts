import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { vigilCommand } from '../functions/domain/vigil-command.ts';
import { type DeployedVigil, deployVigil } from './deployed-vigil.ts';
import { keep, keptCloud, runDetached } from './keep.ts';
import { CannotStart, type LocalCloud, startLocalCloud } from './local-cloud.ts';
import type { Mail } from './mailbox.ts';
import { nightFigures } from './night-figures.ts';
import { changes } from './shop/changes.ts';
import { seed } from './shop/seed.ts';
import { shop } from './shop/shop-functions.ts';
import { shopRoles } from './shop/shop-roles.ts';
import { slackText } from './slack-text.ts';
import { localFolder } from './virtual-environment.ts';

/** How long mail and Slack may take after a night. */
const DELIVERY_MS = 15_000;

/** Stays when the cloud is gone, to be opened. */
const reportFile = join(localFolder, 'vigil-report.html');

const started = Date.now();
const [option] = process.argv.slice(2);

if (option !== undefined && option !== '--keep' && option !== '--kept') {
  console.error(`There is no option ${option}. There is --keep, which leaves the cloud up.`);
  process.exitCode = 2;
} else if (option === '--keep' && (await keptCloud())) {
  console.error('A local cloud is still up from an earlier demo: npm run demo:stop ends it.');
  process.exitCode = 1;
} else if (option === '--keep') {
  process.exitCode = await runDetached(import.meta.filename, ['--kept']);
} else {
  process.exitCode = await demo(option === '--kept');
}

/** The main job, on a cloud of its own. Returns the exit code. */
async function demo(kept: boolean): Promise<number> {
  let cloud: LocalCloud | undefined;

  try {
    step('Starting a local cloud');
    cloud = await startLocalCloud({ say: detail });
    await watchTheShop(cloud);

    if (kept) return await leaveUp(cloud);
    step('Stopping the cloud: nothing is left running, and nothing is left behind');
    await cloud.stop();
    printNextSteps();
    return 0;
  } catch (error) {
    await cloud?.stop();
    if (!(error instanceof CannotStart)) throw error;

    console.error(`\n${error.message}`);
    return 1;
  }
}

async function watchTheShop(cloud: LocalCloud): Promise<void> {
  step(`Creating the backend of a small shop: ${shop.length} functions`);
  await seed(cloud, shop, shopRoles);

  step('Deploying lambda-vigil with the CDK');
  const vigil = await deployVigil(cloud);

  step('Night one: four scanners, woken as EventBridge Scheduler wakes them');
  await night(cloud, vigil);
  await command(cloud, 'findings');
  await command(cloud, 'findings', '--check', 'code/*');
  await showMessages(cloud, { mails: 1, posts: 1 });
  await command(cloud, 'coverage');

  step('Night two: nothing has changed');
  await night(cloud, vigil);
  const quiet = cloud.mailbox.received().length === 0 ? 'no mail, no Slack message' : 'mail came!';
  detail(`sent: ${quiet}`);

  step('Meanwhile, in the shop');
  for (const { what, make } of changes) {
    detail(what);
    await make(cloud);
  }

  step('Night three');
  await night(cloud, vigil);
  await showMessages(cloud, { mails: 2, posts: 2 });
  await command(cloud, 'coverage');
  await command(cloud, 'report', '--out', reportFile);
}

async function night(cloud: LocalCloud, vigil: DeployedVigil): Promise<void> {
  cloud.proxy.clear();
  cloud.mailbox.clear();
  cloud.slack.clear();
  await vigil.night();

  const { calls, findingsWritten, downloads, messages } = nightFigures(cloud.calls());
  detail(
    `recorded: ${calls} calls, ${downloads} archives of code downloaded, ${findingsWritten} findings written, ${messages} messages sent`,
  );
}

async function showMessages(
  cloud: LocalCloud,
  { mails, posts }: { readonly mails: number; readonly posts: number },
): Promise<void> {
  for (const mail of await cloud.mailbox.waitFor(mails, DELIVERY_MS)) showMail(mail);

  for (const post of await cloud.slack.waitFor(posts, DELIVERY_MS)) {
    console.info(heading('Slack, as received'));
    console.info(frame(slackText(post)));
  }
}

function showMail({ subject, from, to, text }: Mail): void {
  console.info(heading('Mail, as received'));
  console.info(frame(`From: ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text.trim()}`));
}

/** The command line, as a user would run it. */
function command(cloud: LocalCloud, ...words: readonly string[]): Promise<void> {
  console.info(heading(vigilCommand(...words)));

  return new Promise((done, failed) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../bin/vigil.mjs'), ...words],
      { env: { ...cloud.environment, ...colours() }, stdio: ['ignore', 'inherit', 'inherit'] },
    );
    child.once('error', failed);
    child.once('close', (code) =>
      code === 0 ? done() : failed(new Error(`vigil ${words.join(' ')} ended with ${code}`)),
    );
  });
}

async function leaveUp(cloud: LocalCloud): Promise<number> {
  const { endpoint, region } = cloud;
  step('The cloud stays up');
  console.info(
    [
      '',
      `  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${region}`,
      `  export AWS_ACCESS_KEY_ID=${cloud.client.credentials.accessKeyId} AWS_SECRET_ACCESS_KEY=${cloud.client.credentials.secretAccessKey}`,
      '',
      `  ${vigilCommand('findings --severity high')}`,
      `  ${vigilCommand('findings --function "shop-*" --json')}`,
      `  ${vigilCommand('show ID')}`,
      `  ${vigilCommand('coverage')}`,
      `  ${vigilCommand('report')}`,
      `  ${vigilCommand('suppress ID --reason "runs once a year" --until 2027-01-31')}`,
      `  ${vigilCommand('scan')}`,
      `  ${vigilCommand('audit')} --advisories ${cloud.advisories.osv} --exploited ${cloud.advisories.kev} --epss ${cloud.advisories.epss} --nvd ${cloud.advisories.nvd} --releases ${cloud.advisories.releases} --retire ${cloud.advisories.retire}`,
      '',
      'npm run demo:stop ends it.',
    ].join('\n'),
  );
  await keep(cloud);

  // The cloud lives as long as this process, which `stop` ends.
  return 0;
}

function printNextSteps(): void {
  console.info(
    [
      '',
      'What next:',
      `  open ${reportFile}  the three nights as one page`,
      '  npm run demo -- --keep                     the same, and the cloud stays up to be asked',
      `  ${vigilCommand('audit').padEnd(42)} your own account, from here: nothing is deployed`,
      '  npm run deploy -- -c email=you@example.com every night, in your own account',
    ].join('\n'),
  );
}

function step(what: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(4);

  console.info(styleText('bold', `\n${seconds} s  ${what}`));
}

function detail(what: string): void {
  console.info(`        ${what}`);
}

function heading(what: string): string {
  return styleText('cyan', `\n        ${what}`);
}

function frame(text: string): string {
  return text.replace(/^/gm, '        | ');
}

function colours(): Record<string, string> {
  return process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
}
