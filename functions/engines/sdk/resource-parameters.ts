import { sdkResources } from '../../data/sdk-resources.ts';

/** Where a parameter lies in what an operation is given, and what it goes by. */
export interface ResourceParameter {
  /** `TableName`, or `Put.TableName` of an item of a transaction. */
  readonly name: string;
  /** Fields; `[]` is each element of a list, `{}` each key of a map. */
  readonly path: readonly string[];
}

/** Those of the service that name what its operations are about. */
export function resourceParametersOf(service: string): readonly ResourceParameter[] {
  const known = decoded.get(service);
  if (known) return known;

  const parameters = (sdkResources[service] ?? '').split(' ').flatMap((cell) => {
    const [path = '', name = path] = cell.split('=');
    return path === '' ? [] : { name, path: path.split('.') };
  });
  decoded.set(service, parameters);
  return parameters;
}

const decoded = new Map<string, readonly ResourceParameter[]>();
