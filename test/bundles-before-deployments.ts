/**
 * Before the first test of those that deploy: in a fresh clone no bundle is kept, and what starts side by side would each
 * build all of them.
 */
export async function setup(): Promise<void> {
  await import('../scripts/build-bundles.ts');
}
