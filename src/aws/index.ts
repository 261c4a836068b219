/** The only room that talks to AWS: the real SSM behind the port of run-command. */

export type { AwsSettings } from './clients.ts';
export { createOutputSearch } from './loaded-search.ts';
export { createOutputStore } from './output-store.ts';
export { createRunCommandReader } from './reader.ts';
