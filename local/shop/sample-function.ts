/** A function of the shop as a team would have it, and the findings that a night should open about it. */
export interface SampleFunction {
  readonly name: string;
  /** @default the region of the cloud */
  readonly region?: string;
  /** An image has none. */
  readonly runtime?: string;
  /** @default index.handler */
  readonly handler?: string;
  /** Contents by path. @default the code of a function that answers */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** In the order in which they are laid over each other. */
  readonly layers?: readonly UsedLayer[];
  /** Name of its role. @default its own name */
  readonly role?: string;
  /** @default x86_64 */
  readonly architecture?: 'arm64';
  /** Concurrency that is kept ready, by alias. */
  readonly provisioned?: Readonly<Record<string, number>>;
  /** With ACCOUNT to be filled in, and QUEUES, below which queues have their URLs. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Published ones that no alias leads to, before those of the aliases. @default none */
  readonly versions?: number;
  /** Number of one that is invoked by it, of late. */
  readonly invokedVersion?: string;
  /** Names; each leads to a version of its own. */
  readonly aliases?: readonly string[];
  readonly permissions?: readonly Permission[];
  /** Triggers that exist; a source that only its permissions name does not. */
  readonly sources?: readonly SampleSource[];
  /** What Lambda polls for it. */
  readonly eventSources?: readonly SampleEventSource[];
  /** ARN of the destination of failed events, with ACCOUNT to be filled in. */
  readonly onFailure?: string;
  /** @default Terminate */
  readonly recursion?: 'Allow';
  readonly url?: SampleUrl;
  /** Name of a load balancer on the internet that leads to it. */
  readonly balancer?: string;
  /** Id of an AppSync API that has it for a data source and takes an API key. Another one merges that. */
  readonly graphql?: string;
  readonly iot?: SampleIotRule;
  /** Name of a user pool that runs it when someone has signed up, and anyone may. */
  readonly members?: string;
  /** Whether its URL is called by distributions of CloudFront: one of anyone, and one of an office alone. */
  readonly distributed?: true;
  /** An API that leads to it. */
  readonly api?: SampleApi;
  /** Days since it was last deployed or configured. @default 400 */
  readonly age?: number;
  readonly invocations?: Invocations;
  /** @default it has never logged */
  readonly logs?: SampleLogs;
  /** @default what Lambda gives */
  readonly memoryMb?: number;
  /** @default what Lambda gives */
  readonly timeoutSeconds?: number;
  /** 0 switches it off. @default none */
  readonly reservedConcurrency?: number;
  /**
   * `check#subject` of each finding that the first night should open about it, with ACCOUNT to be
   * filled in.
   */
  readonly faults?: readonly string[];
}

export interface UsedLayer {
  readonly layer: ShopLayer;
  readonly version: number;
}

/** A layer of the shop or of a vendor, and the findings that a night should open about it. */
export interface ShopLayer {
  readonly name: string;
  /** Twelve digits. A layer of another account exists, but its content cannot be read. @default own */
  readonly account?: string;
  /** From the first, of an own one. */
  readonly versions?: readonly ShopLayerVersion[];
  /** `check#subject`, of whichever version. */
  readonly faults?: readonly string[];
}

interface ShopLayerVersion {
  /** Contents by path, below `nodejs`. */
  readonly files: Readonly<Record<string, string>>;
  /** Statements of its policy: who may download it. */
  readonly permissions?: readonly Pick<Permission, 'sid' | 'principal' | 'organization'>[];
}

/** A function URL. The permissions of the function say who may call it. */
export interface SampleUrl {
  readonly authType: 'NONE' | 'AWS_IAM';
  /** Origins of the pages that may call it. */
  readonly origins?: readonly string[];
}

/** An API with one route, at its root. */
export interface SampleApi {
  readonly id: string;
  readonly kind: 'REST' | 'HTTP';
  readonly method: 'GET' | 'POST';
  readonly authorization: 'NONE' | 'AWS_IAM';
  /** Name of the user pool whose users it admits, and at which anyone may sign up. */
  readonly userPool?: string;
  /** Name of the function that authorizes the callers of a REST API. */
  readonly authorizer?: string;
  /** Calls a second that its stage lets through. */
  readonly throttle?: number;
  /** Name of the usage plan whose API keys a REST API requires. It has no throttle. */
  readonly usagePlan?: string;
  /** The resource policy of a REST API. */
  readonly policy?: object;
  /** Whether an HTTP API answers at its own address. @default on */
  readonly ownAddress?: 'off';
  /** That leads to an HTTP API. */
  readonly domain?: string;
}

/** A rule of AWS IoT that runs a function, with a custom authorizer of the same name. */
export interface SampleIotRule {
  readonly name: string;
  /** Guests of an identity pool may publish to its topics, and devices to any topic. */
  readonly isOpen?: true;
}

export interface SampleEventSource {
  /** Name. */
  readonly queue: string;
  /** Invocations at once. @default as many as there are */
  readonly mostAtOnce?: number;
  /** @default it is on */
  readonly isOff?: true;
}

export interface SampleSource {
  readonly kind: 'bucket' | 'topic' | 'rule';
  readonly name: string;
  /** Anyone may write to the bucket or topic. */
  readonly isOpen?: true;
  /** By its access control list instead of a policy: of a bucket. */
  readonly byAcl?: true;
  /** A rule that is switched off. */
  readonly isOff?: true;
}

export interface SampleLogs {
  readonly bytes: number;
  /** @default they are kept for ever */
  readonly days?: number;
}

/** A statement of a resource policy. */
export interface Permission {
  /** Name of an alias. @default the function itself */
  readonly alias?: string;
  readonly sid: string;
  readonly action: string;
  readonly principal: string;
  /** With ACCOUNT to be filled in. */
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
  readonly organization?: string;
  /** Of the URLs that it is about. */
  readonly urlAuthType?: 'NONE' | 'AWS_IAM';
  /** Not for who invokes the function directly. */
  readonly viaUrl?: boolean;
}

/** @default some every day */
export type Invocations =
  | 'never'
  /** Runs at the edge: counted in another region, under another name. */
  | 'at the edge'
  | Measured;

/** What CloudWatch remembers of the last two hundred days. */
export interface Measured {
  /** Invocations a day. */
  readonly daily: number;
  /** The same, of today and yesterday. @default as on the others */
  readonly lately?: number;
  /** Days without any, of which today is the last. @default 0 */
  readonly quietFor?: number;
  /** All of them end in an error. */
  readonly isErring?: true;
  /** Milliseconds that each takes. @default not measured */
  readonly runMs?: number;
  /** Megabytes that each takes, as Lambda Insights measures it. @default it does not */
  readonly usedMb?: number;
}

export interface ShopRole {
  readonly name: string;
  readonly path?: string;
  /** Statements of its inline policy. */
  readonly statements?: readonly object[];
  /** Names of AWS-managed policies, besides that for logs. */
  readonly managed?: readonly string[];
  /** Statements of its trust policy, besides that for Lambda. */
  readonly trust?: readonly object[];
  /** Days since it was made. @default it is new */
  readonly age?: number;
  /** Days since it last used a service or an action, by its name. @default it has used nothing */
  readonly accessed?: Readonly<Record<string, number>>;
  /** Days since anything has run as it. @default nothing has */
  readonly lastUsed?: number;
  /** There although no function runs as it. */
  readonly orphan?: boolean;
  /** Deleted once its functions have it. */
  readonly gone?: boolean;
  readonly faults?: readonly string[];
}
