/**
 * What a stored fact is about, by the kind it is stored as. A kind that is not here cannot be stored:
 * whether accounts share it is decided before anything is.
 *
 * - `account`: known by an id that another account has too, such as a region. Each account has its own.
 * - `arn`: known by an ARN, or something that has one in it, and so by its account.
 * - `content`: known by what it is made of: equal code is analysed once, whichever account it is in.
 * - `feed`: what the world outside says, and the same for all.
 * - `night`: a message or a list of the night, which names its account where it is about one.
 */
export const factKinds = {
  changers: 'account',
  carriers: 'account',
  'change-candidates': 'account',
  'guest-roles': 'account',
  'everlasting-logs': 'account',
  controls: 'account',
  'role-powers': 'account',
  'orphan-roles': 'account',
  'orphan-log-groups': 'account',
  'event-sources': 'account',
  'api-routes': 'account',
  'usage-plans': 'account',
  'balancer-rules': 'account',
  'appsync-apis': 'account',
  'log-groups': 'account',
  sweep: 'account',
  'region listing': 'account',
  'region listed': 'account',
  'layer-sharers': 'account',
  'role survey': 'account',
  'tags-of-region': 'account',
  'deployments of region': 'account',
  'functions of region': 'account',
  'kept tables': 'account',

  role: 'arn',
  'last-access': 'arn',
  'function-calls': 'arn',
  'layer-seeker': 'arn',
  'ways-in': 'arn',
  'version policies': 'arn',
  aliases: 'arn',
  'function URLs': 'arn',
  'failure destinations': 'arn',
  recursion: 'arn',
  'reserved concurrency': 'arn',
  'provisioned concurrency': 'arn',
  build: 'arn',
  aging: 'arn',
  'framework note': 'arn',
  'part note': 'arn',
  advisories: 'arn',
  environment: 'arn',
  'equal values': 'arn',
  tags: 'arn',
  deployment: 'arn',
  'layer claim': 'arn',
  'layer owners': 'arn',

  code: 'content',
  layer: 'content',
  sought: 'content',
  unanalysed: 'content',

  'exploit likelihood': 'feed',
  'filed advisory': 'feed',
  'known exploited': 'feed',
  'nvd rating': 'feed',
  releases: 'feed',
  'retire advisories': 'feed',

  sent: 'night',
  'watched accounts': 'night',
  'accounts of the sweep': 'night',
  'layer users': 'night',
} as const;

export type FactKind = keyof typeof factKinds;
