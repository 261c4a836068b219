/** The adapter: the real SSM behind the domain's port. Does not retry by itself: the SDK does. */

import {
  type CommandFilter,
  type CommandInvocation,
  DescribeInstanceInformationCommand,
  GetCommandInvocationCommand,
  InvalidNextToken,
  InvalidPluginName,
  InvocationDoesNotExist,
  ListCommandInvocationsCommand,
  ListCommandsCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import {
  type CommandQuery,
  CursorExpiredError,
  type Filter,
  type InvocationQuery,
  type InvocationRef,
  NotFoundError,
  type Page,
  type PageRequest,
  type RunCommandReader,
  UnavailableError,
  type UnavailableReason,
} from '../run-command/index.ts';
import { type AwsSettings, createClients, createDefaultRegion } from './clients.ts';
import { configuredEndpoint } from './endpoints.ts';
import { toCommand, toInvocation, toManagedNode, toPluginOutput } from './from-aws.ts';

/** On a page of DescribeInstanceInformation (service model, MaxResultsEC2Compatible). */
const MAX_NODES = 50;

export function createRunCommandReader(settings: AwsSettings): RunCommandReader {
  const clients = createClients(settings, 'SSM', async (config) => {
    // The SDK looks for the endpoint of the profile that AWS_PROFILE names, whatever profile a client is of.
    const endpoint = settings.isOneOfSeveral ? await configuredEndpoint('SSM', settings) : undefined;
    return new SSMClient({ ...config, ...(endpoint !== undefined && { endpoint }) });
  });

  const unavailable = (reason: UnavailableReason, operation: string, region: string) =>
    new UnavailableError(reason, { operation, region, profile: settings.profile });
  const malformed = (operation: string, region: string) => unavailable('malformed', operation, region);

  async function listInvocations<Item>(
    query: InvocationQuery,
    page: PageRequest,
    signal: AbortSignal,
    toItem: (raw: CommandInvocation) => Item,
  ): Promise<Page<Item>> {
    const reply = await clients
      .call({ operation: 'ListCommandInvocations', region: query.region }, signal, (client, options) =>
        client.send(
          new ListCommandInvocationsCommand({ ...listInput(query, page), Details: query.details }),
          options,
        ),
      )
      .catch(rethrowToken);
    return pageOf(reply.CommandInvocations, reply.NextToken, toItem, () =>
      malformed('ListCommandInvocations', query.region),
    );
  }

  return {
    listInvocations: (query, page, signal) => listInvocations(query, page, signal, toInvocation),

    listInvocationDocuments: (query, page, signal) =>
      listInvocations(query, page, signal, (document) => ({
        invocation: toInvocation(document),
        document: { ...document },
      })),

    async listCommands(query, page, signal) {
      const reply = await clients
        .call({ operation: 'ListCommands', region: query.region }, signal, (client, options) =>
          client.send(new ListCommandsCommand(listInput(query, page)), options),
        )
        .catch(rethrowToken);
      return pageOf(reply.Commands, reply.NextToken, toCommand, () =>
        malformed('ListCommands', query.region),
      );
    },

    async getPluginOutput(ref, pluginName, signal) {
      const reply = await clients
        .call({ operation: 'GetCommandInvocation', region: ref.region }, signal, (client, options) =>
          client.send(
            new GetCommandInvocationCommand({
              CommandId: ref.commandId,
              InstanceId: ref.instanceId,
              ...(pluginName !== undefined && { PluginName: pluginName }),
            }),
            options,
          ),
        )
        .catch((error: unknown) => rethrowMissing(error, ref));
      // Every reply has these, also of a plugin that printed nothing.
      if (reply.Status === undefined && reply.CommandId === undefined) {
        throw malformed('GetCommandInvocation', ref.region);
      }
      return toPluginOutput(reply);
    },

    async describeNodes({ region }, instanceIds, token, signal) {
      const input = {
        Filters: [{ Key: 'InstanceIds', Values: [...instanceIds] }],
        MaxResults: MAX_NODES,
        ...(token !== undefined && { NextToken: token }),
      };
      const reply = await clients.call(
        { operation: 'DescribeInstanceInformation', region },
        signal,
        (client, options) => client.send(new DescribeInstanceInformationCommand(input), options),
      );
      return pageOf(reply.InstanceInformationList, reply.NextToken, toManagedNode, () =>
        malformed('DescribeInstanceInformation', region),
      );
    },

    async getDocument(ref, signal) {
      // As any list's, its first page may be empty and yet not the last.
      const seenTokens = new Set<string>();
      for (let token: string | undefined; ; ) {
        const input = {
          CommandId: ref.commandId,
          InstanceId: ref.instanceId,
          Details: true,
          ...(token && { NextToken: token }),
        };
        const reply = await clients.call(
          { operation: 'ListCommandInvocations', region: ref.region },
          signal,
          (client, options) => client.send(new ListCommandInvocationsCommand(input), options),
        );
        const { items, nextToken } = pageOf(
          reply.CommandInvocations,
          reply.NextToken,
          (document) => ({ ...document }),
          () => malformed('ListCommandInvocations', ref.region),
        );
        if (items[0]) return items[0];
        if (nextToken === undefined) return undefined;
        if (seenTokens.has(nextToken)) {
          throw unavailable('stuckToken', 'ListCommandInvocations', ref.region);
        }
        seenTokens.add(nextToken);
        token = nextToken;
      }
    },

    defaultRegion: createDefaultRegion(settings),
  };
}

/**
 * A reply without its list is no end of the list: taken for one, it would end a walk in the middle as if everything
 * had been read. It throws what `malformed` makes.
 */
function pageOf<Raw, Item>(
  list: readonly Raw[] | undefined,
  nextToken: unknown,
  toItem: (raw: Raw) => Item,
  malformed: () => UnavailableError,
): Page<Item> {
  if (!Array.isArray(list)) throw malformed();
  const items = list.filter((raw: Raw) => raw !== null).map((raw: Raw) => toItem(raw));
  if (nextToken === undefined || nextToken === null || nextToken === '') return { items };
  if (typeof nextToken !== 'string') throw malformed();
  return { items, nextToken };
}

function listInput(query: InvocationQuery | CommandQuery, page: PageRequest) {
  return {
    ...(query.commandId !== undefined && { CommandId: query.commandId }),
    ...(query.instanceId !== undefined && { InstanceId: query.instanceId }),
    // An empty list breaks the service model's minimum of one filter.
    ...(query.filters.length > 0 && { Filters: query.filters.map(toFilter) }),
    MaxResults: page.size,
    ...(page.token !== undefined && { NextToken: page.token }),
  };
}

/** The one structure of this API whose members are lower case on the wire. */
function toFilter({ key, value }: Filter): CommandFilter {
  return { key, value };
}

function rethrowToken(error: unknown): never {
  throw causeOf(error) instanceof InvalidNextToken
    ? new CursorExpiredError('', 'aws', { cause: error })
    : error;
}

/** Both are the service's words for "there is no such thing", and both come without a message. */
function rethrowMissing(error: unknown, ref: InvocationRef): never {
  const cause = causeOf(error);
  if (cause instanceof InvocationDoesNotExist) throw new NotFoundError({ what: 'invocation', ...ref });
  if (cause instanceof InvalidPluginName) throw new NotFoundError({ what: 'plugin', ...ref });
  throw error;
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
