import * as z from 'zod/mini';
import { parseJson } from '../core/parse-json.ts';
import { mainGets, selector } from './routing.ts';
import { readSetting } from './settings/read-settings.ts';

/** Environment variables of the functions that notify: lib sets these, and handlers read no others. */
export type NotifyEnvironment = z.input<typeof notifyEnvironment>;
export type DigestEnvironment = z.input<typeof digestEnvironment>;
export type DeliverSlackEnvironment = z.input<typeof deliverSlackEnvironment>;
export type PublishEventsEnvironment = z.input<typeof publishEventsEnvironment>;
export type ImportFindingsEnvironment = z.input<typeof importFindingsEnvironment>;

/** What a route is in the environment: whose, and its topics. */
export type RouteTopics = z.infer<typeof routeTopics>;

const routeTopics = z.extend(selector, {
  /** ARN. */
  topic: z.string(),
  /** ARN of the topic of its channel of Amazon Q Developer, where it has one. */
  chat: z.exactOptional(z.string()),
});

const topics = {
  ALERT_TOPIC_ARN: z.string(),
  /** Of the channel of Amazon Q Developer, where there is one. */
  CHAT_TOPIC_ARN: z.exactOptional(z.string()),
  /** Routes, as JSON. @default none */
  ROUTES: z.exactOptional(
    z.pipe(
      z.string(),
      z.pipe(
        z.transform((text: string) => parseJson(text)),
        z.array(routeTopics),
      ),
    ),
  ),
  /** @default all */
  MAIN_GETS: z.exactOptional(z.enum(mainGets)),
};

const notifiedTopics = z.object(topics);

/** Where notifications go, as the functions read it. */
export type NotifiedTopics = z.infer<typeof notifiedTopics>;

export const notifyEnvironment = z.object({
  ...topics,
  /** Severities that are notified at once, separated by commas. */
  ALERT_ON: z.pipe(
    list(),
    z.transform((given: string[]) => readSetting('alertOn', given)),
  ),
});

export const digestEnvironment = z.object({
  ...topics,
  FINDINGS_TABLE: z.string(),
  FACTS_TABLE: z.string(),
  /** By what the metrics of this deployment are known. */
  DEPLOYMENT: z.string(),
  /** `alarm`: what the alarm for a night that did not end is on, and no other. */
  METRICS: z.enum(['all', 'alarm']),
  /** That of the deployment, where it watches others too. Twelve digits. */
  WATCHING_ACCOUNT: z.exactOptional(z.string()),
  /** The path of the rules, beside its code. @default none */
  RULES: z.exactOptional(z.string()),
});

/** What the schedules of the digest give it. */
export interface DigestWake {
  /** A later wake-up, for a digest that waits for scanners; any other digest has nothing to do. */
  readonly again?: boolean | undefined;
}

export const deliverSlackEnvironment = z.object({
  /** Name or ARN of the secret that is the URL of the incoming webhook. */
  SLACK_WEBHOOK_SECRET: z.pipe(
    z.string(),
    z.transform((given: string) => readSetting('slackWebhookSecret', given)),
  ),
  /**
   * Origins that the URL may have, separated by commas: a writer of the secret cannot send
   * notifications elsewhere.
   *
   * @default Slack; only the local cloud sets another
   */
  WEBHOOK_ORIGINS: z.exactOptional(
    z.pipe(
      list(),
      z.transform((given: string[]) => given.map((one) => readSetting('slackWebhookOrigin', one))),
    ),
  ),
});

export const publishEventsEnvironment = z.object({
  EVENT_BUS_ARN: z.string(),
  DEAD_LETTERS_URL: z.string(),
});

export const importFindingsEnvironment = z.object({
  FINDINGS_TABLE: z.string(),
  DEAD_LETTERS_URL: z.string(),
  /** Whose Security Hub takes the findings. */
  ACCOUNT: z.string(),
  REGION: z.string(),
  PARTITION: z.string(),
});

/** What the weekly schedule of the import gives it. */
export interface ImportAgain {
  readonly again: true;
}

function list() {
  return z.pipe(
    z.string(),
    z.transform((text: string) => text.split(',').filter((item) => item !== '')),
  );
}
