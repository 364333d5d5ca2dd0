// What Redocly cannot see, because it only follows references: parts of section files that nothing refers to.
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The keys of the block mapping at a place such as ['components', 'schemas'], with their positions. Enough of YAML for our own files. */
function* keysAt(text, ...place) {
  const open = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const match = /^( *)(['"]?)([^\s#'"-][^'"]*?)\2:(?:\s|$)/.exec(line);
    if (!match) continue;
    const indent = match[1].length;
    while (open.length > 0 && open.at(-1).indent >= indent) open.pop();
    if (open.length === place.length && open.every(({ key }, depth) => key === place[depth])) {
      yield { key: match[3], line: i + 1, col: indent + 1 };
    }
    open.push({ indent, key: match[3] });
  }
}

async function readFolder(root) {
  const folder = dirname(root);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => ({ file: join(folder, name), text: await readFile(join(folder, name), 'utf8') })));
}

export async function findUnlistedPaths(root) {
  const files = await readFolder(root);
  const listed = new Set(files.filter(({ file }) => file === root).flatMap(({ text }) => [...keysAt(text, 'paths')].map(({ key }) => key)));
  return files.filter(({ file }) => file !== root).flatMap(({ file, text }) =>
    [...keysAt(text, 'paths')].filter(({ key }) => !listed.has(key)).map(({ key, line, col }) => ({
      file, line, col, code: 'VIOLET030',
      text: `The path is not listed in ${basename(root)}. Add there: ${key}: { $ref: '${basename(file)}#/paths/${key.replaceAll('/', '~1')}' }`,
    })));
}

export async function findUnusedSchemas(root, bundle) {
  const used = new Set(Object.keys(bundle.components?.schemas ?? {}));
  const referenced = new Set([...JSON.stringify(bundle).matchAll(/"#\/components\/schemas\/([^"/]+)"/g)].map(([, name]) => name));
  const files = await readFolder(root);
  return files.flatMap(({ file, text }) =>
    [...keysAt(text, 'components', 'schemas')].filter(({ key }) => !used.has(key) || !referenced.has(key)).map(({ key, line, col }) => ({
      file, line, col, code: 'VIOLET031', text: `Schema '${key}' is not used by any operation: refer to it or remove it.`,
    })));
}
