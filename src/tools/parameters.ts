/** Parameters that several tools take, each described once. Numbers carry both bounds. */

import { z } from 'zod/v3';
import { MAX_PATTERN_LENGTH } from '../patterns/index.ts';
import { EVERY, REGION_NAME } from '../run-command/index.ts';

export const COMMAND_ID_LENGTH = 36;

/** The service model's pattern for InstanceId: \w, not hex, and `mi-` only with 17. */
const INSTANCE_ID = /^(i-(\w{8}|\w{17})|mi-\w{17})$/;

export const commandId = z
  .string()
  .length(COMMAND_ID_LENGTH, 'a command id has 36 characters; list_commands shows them');

export const instanceId = z
  .string()
  .regex(INSTANCE_ID, 'a managed node id is i- with 8 or 17 characters, or mi- with 17');

export const region = z
  .string()
  .trim()
  .toLowerCase()
  .max(40)
  .refine((name) => name === EVERY || REGION_NAME.test(name), 'a Region reads like us-east-1')
  .describe("AWS Region; default: the server's");

/** Offered only where several are configured. */
export const profile = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .describe(`Profile, or "${EVERY}" for all; default: the first`);

export const maxTokens = z
  .number()
  .int('must be an integer')
  .min(500, 'from 500 to 20,000')
  .max(20_000, 'from 500 to 20,000')
  .describe('Upper bound of this answer; default 2500');

export const pageSize = z
  .number()
  .int('must be an integer')
  .min(1, 'from 1 to 50')
  .max(50, 'from 1 to 50, as AWS allows no more')
  .describe('Items per AWS call; default 50');

export const maxItems = z
  .number()
  .int('must be an integer')
  .min(1, 'from 1 to 20,000')
  .max(20_000, 'from 1 to 20,000')
  .describe('Items to read and count in all; default 1000');

/** Nothing but the length is said of what is no pattern here: the room of patterns knows the rest. */
export const match = z
  .string()
  .min(1, 'a regular expression of RE2')
  .max(MAX_PATTERN_LENGTH, `at most ${MAX_PATTERN_LENGTH} characters`);

export const cursor = z
  .string()
  .min(1)
  .max(24, 'a cursor has at most 24 characters')
  .describe('From an earlier answer; works on its own');
