import type { Ecosystem } from './ecosystem.ts';
import { composerOrder } from './orders/composer-order.ts';
import { mavenOrder } from './orders/maven-order.ts';
import { nugetOrder } from './orders/nuget-order.ts';
import { pep440Order } from './orders/pep440-order.ts';
import { rubygemsOrder } from './orders/rubygems-order.ts';
import { semverOrder } from './orders/semver-order.ts';
import type { VersionOrder } from './version-order.ts';

export const versionOrders: Readonly<Record<Ecosystem, VersionOrder>> = {
  npm: semverOrder,
  PyPI: pep440Order,
  Maven: mavenOrder,
  Go: semverOrder,
  NuGet: nugetOrder,
  RubyGems: rubygemsOrder,
  'crates.io': semverOrder,
  Packagist: composerOrder,
};
