/** What the licences of bundled packages ask for: their names, copyright lines and texts, beside the bundle. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** No code of it is bundled, but src/tokens/tables.ts holds a part of its vocabularies. */
const SOURCE_OF_TABLES = 'node_modules/gpt-tokenizer';

/**
 * The notices as one text. `metafile` is esbuild's: of installed packages, only those with code in the bundle count.
 * Throws where a bundled package states no licence, because nobody may then pass it on.
 */
export async function thirdPartyNotices(metafile) {
  const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? packageOf(path) : [])),
  );
  const packages = await Promise.all([...new Set([...bundled, SOURCE_OF_TABLES])].map(readPackage));
  packages.sort((a, b) => (a.name < b.name ? -1 : 1));

  const textsToPackages = new Map();
  for (const { name, version, license, text } of packages) {
    const sharing = textsToPackages.get(text) ?? [];
    sharing.push(`${name} ${version} (${license})`);
    textsToPackages.set(text, sharing);
  }
  const sections = [...textsToPackages].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
  return `This program contains code or data of these packages, under their licences.\n\n${sections.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** The innermost package that a bundled file belongs to; nothing for the project's own. */
function packageOf(path) {
  const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
  return folder === undefined ? [] : [folder];
}

async function readPackage(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} ${version} is bundled and states no licence`);
  const files = (await readdir(folder)).filter((file) =>
    /^(licen[cs]e|notice|copying)(\.(md|txt))?$/i.test(file),
  );
  const texts = await Promise.all(files.toSorted().map((file) => readFile(join(folder, file), 'utf8')));
  const holder = typeof author === 'string' ? author : author?.name;
  const text = texts.map((one) => one.replace(/\r\n/g, '\n').trim()).join('\n\n');
  return {
    name,
    version,
    license,
    text: text || `No licence file is published with it. Author: ${holder ?? 'not stated'}.`,
  };
}
