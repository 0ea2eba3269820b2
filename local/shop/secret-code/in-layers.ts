import { sampleSecrets } from '../sample-secrets.ts';

/** Of a layer, which every function that uses it can read. */
export const registryWithSecret: Readonly<Record<string, string>> = {
  'registry.js': `exports.registry = { url: 'https://npm.shop.example', token: '${sampleSecrets.npmToken}' };\n`,
};

export const faultsOfRegistry = ['code/secret-in-code#nodejs/registry.js: npm token'];

export const registryWithoutSecret: Readonly<Record<string, string>> = {
  'registry.js': `exports.registry = { url: 'https://npm.shop.example', token: process.env.NPM_TOKEN };\n`,
};
