import type { ScanSettings } from '../../functions/domain/settings/settings.ts';
import { vigilCommand } from '../../functions/domain/vigil-command.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Settings that name a feed, and what is read there. */
const feeds = {
  advisoryUrl: 'advisories',
  exploitedUrl: 'known exploited vulnerabilities',
  epssUrl: 'exploit likelihoods',
  nvdUrl: 'ratings',
  releasesUrl: 'releases',
  retireUrl: 'browser-side advisories',
} as const;

type FeedName = keyof typeof feeds;

export const feedNames = Object.keys(feeds) as readonly FeedName[];

const TIMEOUT_MS = 8_000;

/** Whether the feeds answer, from where the command runs: the deployed scanners ask from their region. */
export async function feedsDiagnosis(
  settings: Pick<ScanSettings, FeedName>,
  request: typeof fetch,
): Promise<Omit<Diagnosis, 'about'>> {
  const asked = feedNames.filter((name) => settings[name] !== 'off');
  const answers = await Promise.all(
    asked.map(async (name) => ({ name, why: await whySilent(String(settings[name]), request) })),
  );
  const silent = answers.filter(({ why }) => why !== undefined);
  if (silent.length === 0) return { state: 'ok', detail: `${asked.length} feeds answer` };

  return {
    state: 'not ok',
    detail: `${silent.length} of ${asked.length} feeds ${silent.length === 1 ? 'does' : 'do'} not answer this machine`,
    each: silent.map(({ name, why }) => `${feeds[name]}: ${settings[name]} ${why}`),
    toDo: [
      'Let this machine reach them, or name mirrors: for vigil audit, which asks from here, each is a gap',
      `The deployed scanners ask from their region: ${vigilCommand('coverage')} shows which did not answer them`,
    ],
  };
}

/** Undefined where it answers; that it does not know the bare address is an answer. */
async function whySilent(url: string, request: typeof fetch): Promise<string | undefined> {
  try {
    const { status, body } = await request(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await body?.cancel();

    const isRefused = status >= 500 || status === 403 || status === 407;
    return isRefused ? `answers ${status}` : undefined;
  } catch (error) {
    const { cause } = error instanceof Error ? error : {};

    return `cannot be reached (${cause instanceof Error ? cause.message : String(error)})`;
  }
}
