import type { SdkCalls } from '../../core/sdk-calls.ts';
import { defineFact, typed } from '../define-fact.ts';
import { readsStored } from '../table-grants.ts';

/** What its code asks of AWS, as the code scanner has last stored it. */
export const sdkCallsFact = defineFact({
  key: 'sdkCalls',
  about: ['function'],
  value: typed<SdkCalls>(),
  words: 'what its code calls of AWS',
  grants: readsStored,
});
