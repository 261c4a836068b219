/** The field: what a command, an invocation and a plugin are, and how SSM speaks of them. Imports nothing. */

export * from './cuts.ts';
export * from './deciding-plugin.ts';
export * from './errors.ts';
export * from './output-format.ts';
export * from './output-locations.ts';
export * from './output-search.ts';
export * from './output-store.ts';
export * from './places.ts';
export * from './regions.ts';
export * from './statuses.ts';
export * from './types.ts';
