import * as z from 'zod/mini';
import { isVendored, mapKnown, type PackageFormat, parsedAs } from './package-format.ts';

/** What `dotnet publish` leaves beside the assemblies. Source: "deps.json" (.NET runtime docs). */
export const depsJson: PackageFormat = {
  ecosystem: 'NuGet',
  channel: 'installed',
  describes: (path) => /(?:^|\/)[^/]+\.deps\.json$/.test(path),

  read: (text) =>
    mapKnown(parsedAs(deps, JSON.parse, text), ({ libraries }) =>
      Object.entries(libraries).flatMap(([key, { type }]) => {
        const [name = '', version = ''] = key.split('/');
        // A runtime that is deployed along with the code is a package too.
        if (type === 'runtimepack') return [{ name: name.replace(/^runtimepack\./, ''), version }];

        return type === 'package' ? [{ name, version }] : [];
      }),
    ),
};

const deps = z.object({ libraries: z.record(z.string(), z.object({ type: z.string() })) });

/** Source: "Locking dependencies" (NuGet docs). */
export const nugetLock: PackageFormat = {
  ecosystem: 'NuGet',
  channel: 'lockfile',
  describes: (path) => /(?:^|\/)packages\.lock\.json$/.test(path) && !isVendored(path),

  read: (text) =>
    mapKnown(parsedAs(lock, JSON.parse, text), ({ dependencies }) =>
      Object.values(dependencies).flatMap((framework) =>
        Object.entries(framework).flatMap(([name, { type, resolved }]) =>
          resolved === undefined || type === 'Project' ? [] : [{ name, version: resolved }],
        ),
      ),
    ),
};

const lock = z.object({
  dependencies: z.record(
    z.string(),
    z.record(z.string(), z.object({ type: z.string(), resolved: z.optional(z.string()) })),
  ),
});
