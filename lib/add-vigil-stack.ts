import type { App } from 'aws-cdk-lib';
import { InvalidSetting } from '../functions/domain/settings/read-settings.ts';
import { refuseChatIn } from './chat-channel.ts';
import { VigilStack } from './vigil-stack.ts';

/** The app's only stack. What it is set with wrongly ends the process with one sentence. */
export function addVigilStack(app: App): void {
  try {
    // The stack fits every region, so only the CDK's command line knows which one it is for.
    const region = process.env.CDK_DEFAULT_REGION;
    if (region && app.node.tryGetContext('slackChannel')) refuseChatIn(region);

    new VigilStack(app, 'LambdaVigil');
  } catch (error) {
    if (!(error instanceof InvalidSetting)) throw error;

    console.error(`lambda-vigil: ${error.message}`);
    process.exit(1);
  }
}
