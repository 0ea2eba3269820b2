import { isVendored, MOST_REQUIRED, type ProjectManifest } from './package-format.ts';

/**
 * What a project in Ruby asks for. It is a program, of which these lines are read: `gem`, `group … do`,
 * and what else opens a block, up to its `end`. Source: "gemfile" (Bundler man pages).
 */
export const gemfile: ProjectManifest = {
  describes: (path) => /(?:^|\/)(?:Gemfile|gems\.rb)$/.test(path) && !isVendored(path),

  asked(text) {
    const deployed: string[] = [];
    const development: string[] = [];
    /** Names of the groups that each open block is for. */
    const blocks: string[] = [];

    for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
      const [, gem] = /^gem[\s(]+["']([^"']+)["']/.exec(line) ?? [];
      const groups = groupsOf(line);

      if (gem !== undefined) {
        const isApart = isForDevelopment([...blocks, inline(line)].join(' '));
        (isApart ? development : deployed).push(gem);
      } else if (groups !== undefined) blocks.push(groups);
      else if (opensBlock.test(line)) blocks.push('');
      else if (/^(?:end\b|\}$)/.test(line)) blocks.pop();
    }

    return { deployed: keysOf(deployed), development: keysOf(development) };
  },
};

/** Of `group :test, :development do`, what stands between. */
function groupsOf(line: string): string | undefined {
  const end = /^group[\s(]/.test(line) ? line.search(/\bdo\b|\{$/) : -1;

  return end < 0 ? undefined : line.slice('group'.length, end);
}

const opensBlock = /^(?:if|unless|case|begin|while|def)\b|(?:\bdo|\{)(?:\s*\|[^|]*\|)?$/;

/** `group: :test`, `groups: [:a, :b]`, and with an arrow as it was before. */
function inline(line: string): string {
  return (
    /\bgroups?(?::|\s{0,20}=>)\s{0,20}(\[[^[\]]{0,500}\]|:?["']?\w{1,100})/.exec(line)?.[1] ?? ''
  );
}

/** Those around it and its own, of which all are; what has none is deployed. */
function isForDevelopment(groups: string): boolean {
  const names = groups.match(/\w+/g) ?? [];

  return (
    names.length > 0 &&
    names.every((name) => /^(?:dev|development|tests?|lint|docs?|ci|debug)$/.test(name))
  );
}

function keysOf(names: readonly string[]): readonly (readonly string[])[] {
  return names.slice(0, MOST_REQUIRED).map((name) => [name]);
}
