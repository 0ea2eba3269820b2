import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { BedrockRuntimeClient, InvokeModelWithResponseStreamCommand } from '@aws-sdk/client-bedrock-runtime';

const client = new BedrockRuntimeClient({});

export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const { prompt } = JSON.parse(event.body);
  const { body } = await client.send(new InvokeModelWithResponseStreamCommand({ modelId: process.env.MODEL, contentType: 'application/json', body: JSON.stringify({ messages: [{ role: 'user', content: prompt }], max_tokens: 500 }) }));
  const stream = awslambda.HttpResponseStream.from(responseStream, { statusCode: 200, headers: { 'Content-Type': 'text/plain' } });
  await pipeline(Readable.from(texts(body)), stream);
});

async function* texts(body) {
  for await (const { chunk } of body) yield JSON.parse(new TextDecoder().decode(chunk.bytes)).delta?.text ?? '';
}
