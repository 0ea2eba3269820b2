import { beforeEach, describe, expect, it } from 'vitest';
import { nightJson } from '../../cli/night-report.ts';
import { vigil } from '../../cli/program.ts';
import { findingLines } from '../../cli/render/finding-lines.ts';
import { json } from '../../cli/render/json.ts';
import { findingId } from '../../functions/domain/finding-id.ts';
import { chatNotification } from '../../functions/domain/notification/chat-notification.ts';
import { mailText } from '../../functions/domain/notification/mail.ts';
import { slackMessage } from '../../functions/domain/notification/slack-blocks.ts';
import { alertAbout } from '../domain/notification/samples.ts';
import { deployedStack } from './deployed.ts';
import { sampleFinding, wholeCoverage } from './samples.ts';
import { recordedWorld } from './world.ts';

const stack = deployedStack();
const finding = sampleFinding();
const id = findingId(finding);
const whole = [id, finding.target, finding.check, finding.subject];
const alert = alertAbout(finding);

beforeEach(() => stack.reset({ findings: [finding], coverage: wholeCoverage(finding.target) }));

describe('a finding has the same id', () => {
  it.each([
    ['vigil findings', ['findings'], [id, finding.check]],
    ['vigil findings --json', ['findings', '--json'], whole],
    ['vigil findings --csv', ['findings', '--csv'], whole],
    ['vigil show', ['show', id], whole],
    ['vigil show --json', ['show', id, '--json'], whole],
    ['vigil report', ['report', '--out', '-'], whole],
  ])('in %s', async (_, args, parts) => {
    const world = recordedWorld();

    await vigil(args, world);

    for (const part of parts) expect(world.stdout()).toContain(part);
  });

  it.each([
    ['vigil audit --json and vigil scan --json', json(nightJson(nightOf())), whole],
    ['the lines of vigil inspect', linesOf(), [id, finding.check]],
    ['a message for machines', JSON.stringify(alert), whole],
    ['a mail', mailText(alert), [id]],
    ['a message in Slack', JSON.stringify(slackMessage(alert)), [id]],
    ['a notification of a chat', JSON.stringify(chatNotification(alert)), [id]],
  ])('in %s', (_, text, parts) => {
    for (const part of parts) expect(text).toContain(part);
  });
});

function nightOf() {
  return {
    account: '111122223333',
    startedAt: finding.changedAt,
    finishedAt: finding.changedAt,
    findings: [finding],
    coverage: [],
    report: { scanners: [], unseen: [], targets: 1, seenWhole: 1, complete: true },
    calls: {},
  };
}

function linesOf(): string {
  return findingLines(finding, recordedWorld().terminal).join('\n');
}
