/**
 * Sets keys of a TOML text that are there already, line by line, and leaves comments and order alone.
 * `changes`: { section: { key: value } }, "" being the part before the first section.
 */
export function setToml(text, changes) {
  const open = new Set(Object.entries(changes).flatMap(([section, keys]) => Object.keys(keys).map((key) => `${section}.${key}`)));
  let section = "";
  const lines = text.split("\n").map((line) => {
    const header = /^\[([^\]]+)\]\s*$/.exec(line);
    if (header) section = header[1];
    const key = /^([\w-]+)\s*=/.exec(line)?.[1];
    if (key === undefined || !open.delete(`${section}.${key}`)) return line;
    return `${key} = ${JSON.stringify(changes[section][key])}`;
  });
  if (open.size > 0) throw new Error(`no such setting in this version of the node: ${[...open].join(", ")}`);
  return lines.join("\n");
}
