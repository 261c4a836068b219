/**
 * Names in what a client shows without quotation marks: menus, completions, titles. They come from nodes and from
 * whoever sent the command, so that one which could be a sentence is left out.
 */

/** The parts of a host name, which Windows lets have underscores. */
const HOST_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,252}$/;

/** Names of documents and of their plugins ("aws:runShellScript"), and ARNs of shared documents. */
const DOCUMENT_NAME = /^[a-zA-Z0-9_\-.:/]{1,256}$/;

/** Characters of a menu's line that a name may take. */
const MAX_NAME_LENGTH = 64;

/** As it is, shortened where it is long; `undefined` where it is no host name. */
export function hostName(name: string): string | undefined {
  return HOST_NAME.test(name) ? shortened(name) : undefined;
}

/** As `hostName`, of a document or a plugin. */
export function documentName(name: string): string | undefined {
  return isDocumentName(name) ? shortened(name) : undefined;
}

export function isDocumentName(name: string): boolean {
  return DOCUMENT_NAME.test(name);
}

export function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_NAME_LENGTH
    ? text
    : `${characters.slice(0, MAX_NAME_LENGTH - 1).join('')}…`;
}
