import { Command } from 'commander';
import { examples } from './examples.ts';
import { inspectPackageCommand } from './inspect-package.ts';
import { inspectRolesCommand } from './inspect-roles.ts';
import type { End, World } from './world.ts';

export function inspectCommand(world: World, end: End): Command {
  return new Command('inspect')
    .addHelpText(
      'after',
      examples('vigil inspect package dist.zip', 'vigil inspect roles details.json'),
    )
    .addCommand(inspectPackageCommand(world, end))
    .addCommand(inspectRolesCommand(world, end));
}
