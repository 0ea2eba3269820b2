/** Whether all hosts with this end are of one owner: `.host.name`. */
export function isEndOfHosts(text: string): boolean {
  return text.startsWith('.') && isOwned(text.slice(1));
}

/** Whether it is one with a domain, also with a port: `host.name:443`. */
export function isNamedHost(text: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/.test(text);
}

/** Not those of all who are inside, nor what registries give names below, nor the end of a number. */
function isOwned(text: string): boolean {
  return (
    isNamedHost(text) &&
    !ofInside.test(text) &&
    !ofRegistries.test(text) &&
    !/\.\d+(?::\d+)?$/.test(text)
  );
}

const ofInside = /(?:^|\.)(?:internal|local|localhost|localdomain)(?::\d+)?$/i;
const ofRegistries = /^(?:ac|co|com|edu|gov|net|org)\.[a-z]{2}$/i;
