import * as bedrock from '@aws-sdk/client-bedrock-runtime';
import { PollyClient, SynthesizeSpeechCommand } from '@aws-sdk/client-polly';

const model = new bedrock.BedrockRuntimeClient({});
const polly = new PollyClient({});

export const handler = async ({ text }) => {
  const { body } = await model.send(new bedrock.InvokeModelCommand({ modelId: 'amazon.titan-text-lite-v1', body: JSON.stringify({ inputText: text }) }));
  return polly.send(new SynthesizeSpeechCommand({ Text: Buffer.from(body).toString(), OutputFormat: 'mp3', VoiceId: 'Amy' }));
};
