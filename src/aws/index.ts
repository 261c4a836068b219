/** The only room that talks to AWS: the real SSM behind the port of run-command. */

export { type AccountsSettings, type Aws, createAws } from './accounts.ts';
