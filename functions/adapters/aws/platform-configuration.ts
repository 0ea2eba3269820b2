import {
  GetFunctionConfigurationCommand,
  paginateListEventSourceMappings,
  paginateListFunctionEventInvokeConfigs,
} from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { FunctionTarget } from '../../core/target.ts';
import type { PlatformConfiguration, PolledSource } from '../../engines/iam/index.ts';
import type { LambdaClients } from './lambda-clients.ts';
import { listsOf } from './pages.ts';

/**
 * What of a function's configuration has Lambda call AWS in its name.
 *
 * @throws when any of it cannot be read.
 */
export function platformConfiguration(clientIn: LambdaClients) {
  return async (target: FunctionTarget): Promise<PlatformConfiguration> => {
    const client = clientIn(target.region);
    const asked = { FunctionName: target.arn };
    const [answer, sources, delivered] = await Promise.all([
      client.send(new GetFunctionConfigurationCommand(asked)),
      sourcesOf(client, asked),
      destinationsOf(client, asked),
    ]);
    const configured = configuration.parse(answer);
    const deadLetters = configured.DeadLetterConfig?.TargetArn;

    return {
      logGroup: configured.LoggingConfig?.LogGroup ?? `/aws/lambda/${target.name}`,
      isInVpc: (configured.VpcConfig?.SubnetIds ?? []).length > 0,
      isTraced: configured.TracingConfig?.Mode === 'Active',
      environmentKey: configured.KMSKeyArn || null,
      mountsFiles: (configured.FileSystemConfigs ?? []).length > 0,
      sources: sources.map(({ source }) => source),
      destinations: [
        ...new Set([
          ...delivered,
          ...sources.flatMap(({ destination }) => destination ?? []),
          ...(deadLetters ? [deadLetters] : []),
        ]),
      ],
      layers: target.layers,
    };
  };
}

type Client = ReturnType<LambdaClients>;
type Asked = { readonly FunctionName: string };

async function sourcesOf(client: Client, asked: Asked) {
  const found: { readonly source: PolledSource; readonly destination: string | undefined }[] = [];

  for await (const page of listsOf(
    paginateListEventSourceMappings({ client }, asked),
    'EventSourceMappings',
    'NextMarker',
  )) {
    for (const { EventSourceArn, SourceAccessConfigurations, DestinationConfig } of z
      .array(mapping)
      .parse(page)) {
      const secrets = (SourceAccessConfigurations ?? []).flatMap(({ URI }) =>
        URI?.startsWith('arn:') === true && URI.includes(':secretsmanager:') ? [URI] : [],
      );
      found.push({
        source: { arn: EventSourceArn, secrets },
        destination: DestinationConfig?.OnFailure?.Destination,
      });
    }
  }
  return found;
}

async function destinationsOf(client: Client, asked: Asked): Promise<readonly string[]> {
  const found: string[] = [];

  for await (const page of listsOf(
    paginateListFunctionEventInvokeConfigs({ client }, asked),
    'FunctionEventInvokeConfigs',
    'NextMarker',
  )) {
    for (const { DestinationConfig } of z.array(destinations).parse(page)) {
      for (const way of [DestinationConfig?.OnSuccess, DestinationConfig?.OnFailure]) {
        if (way?.Destination) found.push(way.Destination);
      }
    }
  }
  return found;
}

const configuration = z.object({
  VpcConfig: z.optional(z.object({ SubnetIds: z.optional(z.array(z.string())) })),
  TracingConfig: z.optional(z.object({ Mode: z.optional(z.string()) })),
  KMSKeyArn: z.optional(z.string()),
  FileSystemConfigs: z.optional(z.array(z.unknown())),
  LoggingConfig: z.optional(z.object({ LogGroup: z.optional(z.string()) })),
  DeadLetterConfig: z.optional(z.object({ TargetArn: z.optional(z.string()) })),
});

const way = z.optional(z.object({ Destination: z.optional(z.string()) }));

const mapping = z.object({
  EventSourceArn: z.optional(z.string()),
  SourceAccessConfigurations: z.optional(z.array(z.object({ URI: z.optional(z.string()) }))),
  DestinationConfig: z.optional(z.object({ OnFailure: way })),
});

const destinations = z.object({
  DestinationConfig: z.optional(z.object({ OnSuccess: way, OnFailure: way })),
});
