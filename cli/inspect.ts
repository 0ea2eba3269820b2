import { Command } from 'commander';
import { inspectRolesCommand } from './inspect-roles.ts';
import { examples } from './options.ts';
import type { End, World } from './world.ts';

export function inspectCommand(world: World, end: End): Command {
  return new Command('inspect')
    .description('look at what you have saved or built, without AWS')
    .addHelpText('after', examples('vigil inspect roles details.json'))
    .addCommand(inspectRolesCommand(world, end));
}
