/** A version as deps.dev describes it, as far as it is used. https://docs.deps.dev/api/v3/ */
export interface Release {
  readonly version: string;
  readonly publishedAt: string;
  readonly isDeprecated?: boolean;
  readonly deprecatedReason?: string;
}

/** By system and name; the last one is the latest. Versions and days are facts. */
export const knownReleases: Readonly<Record<string, readonly Release[]>> = {
  'npm/request': [
    { version: '1.9.0', publishedAt: '2011-03-22T00:00:00Z' },
    {
      version: '2.88.2',
      publishedAt: '2020-02-11T16:35:38Z',
      isDeprecated: true,
      deprecatedReason: 'request is not maintained any more',
    },
  ],
  'npm/uuid': [
    { version: '3.4.0', publishedAt: '2020-01-16T18:43:09Z' },
    { version: '8.3.2', publishedAt: '2020-12-08T18:17:12Z' },
    { version: '9.0.1', publishedAt: '2023-09-12T15:37:41Z' },
    { version: '11.1.0', publishedAt: '2025-02-19T16:40:10Z' },
    { version: '13.0.0', publishedAt: '2025-09-08T19:30:00Z' },
  ],
  'npm/ms': [
    { version: '2.0.0', publishedAt: '2017-05-16T12:40:32Z' },
    { version: '2.1.3', publishedAt: '2025-01-08T20:54:50Z' },
  ],
};
