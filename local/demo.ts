import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { deployCommand, vigilCommand } from '../functions/domain/vigil-command.ts';
import { type DemoOptions, demoOptionsIn } from './demo/demo-options.ts';
import { firstBundles } from './demo/first-bundles.ts';
import { messagesFolder, reportFile } from './demo/kept-files.ts';
import { type Screen, screenOn } from './demo/screen.ts';
import { shortPath } from './demo/short-path.ts';
import { terminalSvg } from './demo/terminal-svg.ts';
import { keep, keptCloud, runDetached } from './keep.ts';
import { CannotStart, type LocalCloud, startLocalCloud } from './local-cloud.ts';

/** By then another process starts the emulator, or installs its packages: modules take two seconds to load. */
const BEFORE_LOADING_MS = 300;

/** What a picture of it shows. */
const RECORDED =
  'npm run demo: what was planted in a small shop, what each of three nights found, and what was sent';

try {
  process.exitCode = await run(demoOptionsIn(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function run(options: DemoOptions): Promise<number> {
  if (!options.keep) return demo(options);
  if (await keptCloud()) {
    console.error('A local cloud is still up from an earlier demo: npm run demo:stop ends it.');
    return 1;
  }

  const others = process.argv.slice(2).filter((word) => word !== '--keep');
  return runDetached(import.meta.filename, [...others, '--kept']);
}

/** The main job, on a cloud of its own. Returns the exit code. */
async function demo({ kept, verbose, record }: DemoOptions): Promise<number> {
  const screen = screenOn(process, Date.now);
  const failed = new AbortController();
  let cloud: LocalCloud | undefined;

  try {
    screen.line(
      { text: 'lambda-vigil watches a small shop for three nights', style: 'bold' },
      {
        text: '  (a cloud within this machine: no AWS account)',
        style: 'dim',
      },
    );
    screen.waiting('starting a local cloud');
    const bundles = firstBundles(failed.signal);
    const nights = sleep(BEFORE_LOADING_MS).then(() => import('./demo/shop-nights.ts'));
    // They are awaited once there is a cloud, which then is stopped.
    for (const each of [bundles, nights]) each.catch(() => {});
    cloud = await startLocalCloud({
      say: (line) => (verbose ? screen.line(`      ${line}`) : screen.waiting(line)),
    });
    const { watchShop } = await nights;
    await watchShop({ cloud, screen, isVerbose: verbose, bundles });

    if (!kept) {
      screen.waiting('stopping the cloud');
      await cloud.stop();
      printEnd(screen);
    }
    if (record !== undefined) writeFileSync(record, terminalSvg(screen.shown(), RECORDED));
    return kept ? await leaveUp(cloud, screen) : 0;
  } catch (error) {
    failed.abort();
    await cloud?.stop();
    if (!(error instanceof CannotStart)) throw error;

    console.error(`\n${error.message}`);
    return 1;
  }
}

async function leaveUp(cloud: LocalCloud, screen: Screen): Promise<number> {
  const { endpoint, region, client, advisories } = cloud;
  const { accessKeyId, secretAccessKey } = client.credentials;
  const { osv, kev, epss, nvd, releases, retire } = advisories;
  const lines = [
    '',
    'The cloud stays up, and nothing is left of it after npm run demo:stop. To ask it:',
    '',
    `  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${region}`,
    `  export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    '',
    `  ${vigilCommand('findings --severity high')}`,
    `  ${vigilCommand('findings "shop-*" --json')}`,
    `  ${vigilCommand('diff')}`,
    `  ${vigilCommand('show ID')}`,
    `  ${vigilCommand('coverage')}`,
    `  ${vigilCommand('report')}`,
    `  ${vigilCommand('suppress ID --reason "runs once a year" --until 2027-01-31')}`,
    `  ${vigilCommand('scan')}`,
    `  ${vigilCommand('audit')} --advisories ${osv} --exploited ${kev} --epss ${epss} --nvd ${nvd} --releases ${releases} --retire ${retire}`,
    '',
    `The three nights as one page: ${reportFile}`,
  ];
  for (const line of lines) screen.line(line);
  await keep(cloud);

  // The cloud lives as long as this process, which `stop` ends.
  return 0;
}

/** Last of all the report, for it has everything. */
function printEnd(screen: Screen): void {
  screen.line();
  screen.line(`Nothing is left running. Every message and list is in ${shortPath(messagesFolder)}`);
  screen.line(`Your own account, from here:   ${vigilCommand('audit')}`);
  screen.line(`Every night, by itself:        ${deployCommand('-c email=you@example.com')}`);
  screen.line({ text: `The three nights as one page:  ${shortPath(reportFile)}`, style: 'bold' });
}
