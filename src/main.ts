#!/usr/bin/env node
/** The process edge: the only file that touches argv, the environment and the process itself. */

import { setFlagsFromString } from 'node:v8';
import {
  type Config,
  parseConfig,
  type ServerConfig,
  type SimulateConfig,
  USAGE,
  UsageError,
} from './config.ts';
import { serve as serveMcp } from './mcp/index.ts';
import { once } from './once.ts';

declare const VERSION: string;

/**
 * Between collections V8 lets the heap grow to several times what is in use: after a few large results 580 MiB above
 * idle where 200 do. Collecting sooner costs a tenth of the time of a large call, and nothing of a small one.
 */
const HEAP_GROWTH_PERCENT = 30;

ignoreUnfilled(process.env);
await run(readConfig());

/**
 * Clients pass a setting that was left blank as "", and one that they could not fill in as its own placeholder
 * ("${AWS_PROFILE}"). The AWS SDK, which reads the environment by itself, would take either for a name.
 */
function ignoreUnfilled(env: NodeJS.ProcessEnv): void {
  for (const [name, value = ''] of Object.entries(env)) {
    if (!/^(AWS|SSM_INVOCATIONS)_/.test(name) || !/^(?:\$\{[^}]*\})?$/.test(value.trim())) continue;
    if (value.includes('$')) log(`${name} was not filled in by the client; ignored.`);
    delete env[name];
  }
}

function readConfig(): Config {
  try {
    return parseConfig(process.argv.slice(2), process.env);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`ssm-invocations-mcp: ${error.message}`);
    process.exit(2);
  }
}

async function run(config: Config): Promise<void> {
  switch (config.command) {
    case 'help':
      process.stdout.write(`${USAGE}\n`);
      return;
    case 'version':
      process.stdout.write(`${VERSION}\n`);
      return;
    case 'simulate':
      return await simulate(config);
    case 'serve':
      return await serve(config);
  }
}

async function serve(config: ServerConfig): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
  const { AWS_PROFILE: one, AWS_DEFAULT_PROFILE: other } = process.env;
  if (one && other && one !== other && !config.profileIsFlag) {
    // The AWS CLI would take the other one.
    log(`AWS_PROFILE ("${one}") is used, and AWS_DEFAULT_PROFILE ("${other}") is not.`);
  }
  // The SDK goes by this variable alone where it looks up the endpoints of a profile, those of STS and SSO among them.
  if (config.profile !== undefined) process.env['AWS_PROFILE'] = config.profile;
  await serveMcp({
    version: VERSION,
    offers: {
      profiles: config.profiles.length > 1,
      regions: config.regions.length > 1,
      search: config.searchedLogGroups !== undefined,
    },
    session: once(() => openSession(config)),
    log,
    exit: () => process.exit(0),
  });
}

function log(line: string): void {
  console.error(`ssm-invocations-mcp: ${line}`);
}

async function openSession(config: ServerConfig) {
  const { openSession } = await import('./session.ts');
  // The SDK is part of the bundle: that its later versions want another Node is no news for the log of a client.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const demo = config.demo ? await startDemo(config) : undefined;
  return openSession({
    aws: {
      ...(config.region !== undefined && { region: config.region }),
      ...(config.profile !== undefined && { profile: config.profile }),
      ...(config.profileIsFlag && { profileIsFlag: true }),
      ...(config.profiles.length > 1 && { profiles: config.profiles }),
      warn: log,
      // The demo fleet lives in one Region, whatever the user's own is.
      ...(demo && { region: config.regions[0] ?? DEMO_REGION, demoEndpoint: demo.url }),
    },
    regions: config.regions,
    maxTokens: config.maxTokens,
    redact: config.redact,
    fullOutput: config.fullOutput,
    searchedLogGroups: config.searchedLogGroups,
  });
}

const DEMO_REGION = 'us-east-1';
const DEMO_NODES = 10_000;

async function startDemo({ profiles, regions }: ServerConfig) {
  const { startEndpoint } = await import('./demo/index.ts');
  return await startEndpoint({
    nodes: DEMO_NODES,
    ...(profiles.length > 1 && { accounts: profiles.length }),
    ...(regions.length > 2 && { regions: Math.min(regions.length, 8) }),
  });
}

async function simulate({ command: _, ...options }: SimulateConfig): Promise<void> {
  const { startEndpoint } = await import('./demo/index.ts');
  const endpoint = await startEndpoint(options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void endpoint.close().then(() => process.exit(0));
    });
  }
  process.stdout.write(`${endpoint.url}\n`);
}
