const { BedrockRuntimeClient, InvokeModelCommand, ConverseCommand } = require('@aws-sdk/client-bedrock-runtime');
const OpenAI = require('openai');
const Anthropic = require('@anthropic-ai/sdk');

const bedrock = new BedrockRuntimeClient({});
const openai = new OpenAI();
const anthropic = new Anthropic();

exports.bedrock = async (event) => {
  const { text } = JSON.parse(event.body);
  await bedrock.send(new InvokeModelCommand({ modelId: 'm', body: JSON.stringify({ prompt: `Summarise this: ${text}` }) })); // bad
  await bedrock.send(new ConverseCommand({ system: [{ text: 'You help ' + event.name }], messages: [] })); // bad
  await bedrock.send(new ConverseCommand({ messages: [{ role: 'user', content: [{ text }] }] })); // good
  await bedrock.send(new InvokeModelCommand({ modelId: 'm', body: JSON.stringify({ prompt: 'Write a poem' }) })); // good
};

exports.others = async (event) => {
  const content = `Answer as a pirate: ${event.question}`;
  await openai.chat.completions.create({ model: 'm', messages: [{ role: 'system', content }] }); // bad
  await openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: event.question }] }); // good
  await anthropic.messages.create({ model: 'm', messages: [{ role: 'user', content: 'Count to ' + Number(event.n) }] }); // good
};
