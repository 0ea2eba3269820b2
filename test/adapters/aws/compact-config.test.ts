import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { awsClients } from '../../../functions/adapters/aws/aws-clients.ts';
import { withCompactConfig } from '../../../functions/adapters/aws/compact-config.ts';

it.each([
  ['LambdaClient', LambdaClient],
  ['S3Client', S3Client],
])('V8 keeps the configuration of a client with fixed places: %s', (_, Client) => {
  const plain = new Client({ region: 'eu-west-1' });
  expect(hasFixedPlaces(plain.config)).toBe(false);

  const { limitedIn, unlimited } = awsClients({ perSecond: 10 });

  expect(hasFixedPlaces(limitedIn<LambdaClient | S3Client>(Client)('eu-west-1').config)).toBe(true);
  expect(hasFixedPlaces(unlimited<LambdaClient | S3Client>(Client).config)).toBe(true);
});

it('leaves it as it is: the same keys, and credentials that are asked for anew', async () => {
  const options = { region: 'eu-west-1', credentials: keyOf('first') };
  const before = new LambdaClient(options);

  const { config } = withCompactConfig(new LambdaClient(options));

  expect(Object.keys(config)).toEqual(Object.keys(before.config));
  expect(await config.credentials()).toMatchObject(keyOf('first'));
  config.credentials = async () => keyOf('second');
  expect(await config.credentials()).toMatchObject(keyOf('second'));
});

it('takes a client without one', () => {
  const client = { middlewareStack: { add() {}, addRelativeTo() {} } };

  expect(withCompactConfig(client)).toBe(client);
});

function keyOf(accessKeyId: string) {
  return { accessKeyId, secretAccessKey: 'key' };
}

/** As V8 says itself. */
function hasFixedPlaces(object: object): boolean {
  setFlagsFromString('--allow-natives-syntax');
  const is: (object: object) => boolean = runInThisContext(
    '(object) => %HasFastProperties(object)',
  );

  return is(object);
}
