import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';

const client = new BedrockRuntimeClient({ region: 'us-east-1' });

export const handler = async (event) => {
  const { messages } = JSON.parse(event.body);
  const { output } = await client.send(new ConverseCommand({
    modelId: process.env.MODEL_ID,
    system: [{ text: 'You are a friendly shop assistant.' }],
    messages: messages.slice(-10).map(({ role, text }) => ({ role: role === 'assistant' ? 'assistant' : 'user', content: [{ text: String(text) }] })),
  }));
  return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text: output.message.content[0].text }) };
};
