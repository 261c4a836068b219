/** Parameters that several tools take, each described once. Numbers carry both bounds. */

import { z } from 'zod/v3';

export const COMMAND_ID_LENGTH = 36;

/** The service model's pattern for InstanceId: \w, not hex, and `mi-` only with 17. */
const INSTANCE_ID = /^(i-(\w{8}|\w{17})|mi-\w{17})$/;

/** The shape of every Region name of every partition; whether one exists only its endpoint can tell. */
const REGION = /^[a-z]{2,5}(-[a-z]{2,12}){1,3}-\d{1,2}$/;

export const commandId = z
  .string()
  .length(COMMAND_ID_LENGTH, 'a command id has 36 characters; list_commands shows them');

export const instanceId = z
  .string()
  .regex(INSTANCE_ID, 'a managed node id is i- with 8 or 17 characters, or mi- with 17');

export const region = z
  .string()
  .max(40)
  .regex(REGION, 'a Region reads like us-east-1')
  .describe("AWS Region; default: the server's");

export const maxTokens = z
  .number()
  .int('a whole number is wanted')
  .min(500, 'from 500 to 20,000')
  .max(20_000, 'from 500 to 20,000')
  .describe('Upper bound of this answer; default 2500');

export const pageSize = z
  .number()
  .int('a whole number is wanted')
  .min(1, 'from 1 to 50')
  .max(50, 'from 1 to 50, as AWS allows no more')
  .describe('Items per AWS call; default 50');

export const maxItems = z
  .number()
  .int('a whole number is wanted')
  .min(1, 'from 1 to 20,000')
  .max(20_000, 'from 1 to 20,000')
  .describe('Items to read and count in all; default 1000');

export const cursor = z
  .string()
  .min(1)
  .max(24, 'a cursor has at most 24 characters')
  .describe('From an earlier answer; suffices alone');
