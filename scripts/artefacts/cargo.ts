import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, type Toolchain } from './artefact.ts';

/** The lock only: cargo writes nothing into programs without cargo-auditable. */
export const cargo: Toolchain = {
  tool: 'cargo',

  async build(folder) {
    const manifest = '[package]\nname = "orders"\nversion = "0.1.0"\nedition = "2021"\n';
    await mkdir(join(folder, 'src'));
    await writeFile(join(folder, 'src/main.rs'), 'fn main() {}\n');
    await writeFile(
      join(folder, 'Cargo.toml'),
      `${manifest}\n[dependencies]\nitoa = "=1.0.9"\nsmallvec = "=1.6.1"\n`,
    );
    await run(['cargo', 'generate-lockfile', '--quiet'], folder);
    const metadata = await run(['cargo', 'metadata', '--format-version', '1', '--locked'], folder);
    const { packages } = JSON.parse(metadata) as { packages: readonly CargoPackage[] };

    return [
      {
        what: 'a Cargo.lock',
        folder,
        only: ['Cargo.lock'],
        expected: packages
          .filter(({ source }) => source !== null)
          .map(({ name, version }) => `pkg:cargo/${name}@${version}`),
      },
    ];
  },
};

interface CargoPackage {
  readonly name: string;
  readonly version: string;
  /** Null for what is the project's own. */
  readonly source: string | null;
}
