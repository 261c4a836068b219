/**
 * The options of `aws ssm list-command-invocations`, and the equivalent of each here; those of its global options that
 * say something about the answer or the way to AWS. docs/aws-cli.md shows the same table.
 */

type CliOption = {
  /** As the AWS CLI writes it. */
  readonly option: string;
  /** What says the same here, in Markdown. */
  readonly here: string;
  readonly remark: string;
};

export const AWS_CLI_OPTIONS: readonly CliOption[] = [
  { option: '--command-id', here: '`command_id`', remark: '36 characters.' },
  {
    option: '--instance-id',
    here: '`instance_id`',
    remark: 'Not together with the filter Status = Pending, as in AWS.',
  },
  {
    option: '--filters',
    here: '`filters`',
    remark:
      'A list of `{"key": ..., "value": ...}` with InvokedAfter, InvokedBefore, Status or DocumentName, each key once. Times may also be a date or a span such as `2h`; DocumentName may be the ARN of a shared document. ExecutionStage belongs to `list_commands`, as in AWS.',
  },
  {
    option: '--details, --no-details',
    here: '`details`: true or false',
    remark: 'Default false. With true, nodes are also grouped by their output.',
  },
  {
    option: '--max-items',
    here: '`max_items`',
    remark:
      '1 to 20,000: invocations to read and count. Default: all of the command with `command_id`, else 1,000.',
  },
  { option: '--page-size', here: '`page_size`', remark: '1 to 50, default 50: invocations per AWS call.' },
  {
    option: '--starting-token',
    here: '`cursor`',
    remark:
      'From `next_cursor` of an earlier answer, and works on its own. Tokens of the AWS CLI mean nothing here.',
  },
  {
    option: '--no-paginate, --max-results',
    here: '`max_items` no larger than `page_size`',
    remark:
      'Reads one page, or more where pages of AWS come short. Otherwise all are followed, empty ones too.',
  },
  {
    option: '--region',
    here: '`region`',
    remark:
      'Default: `--region` of the server, or AWS_REGION, or the Region of the profile. With `--regions` also `"*"`: all of them.',
  },
  {
    option: '--profile',
    here: '`--profile` of the server, or AWS_PROFILE',
    remark: 'One is fixed while the server runs; with `--profiles` calls name one of them as `profile`.',
  },
  {
    option: '--endpoint-url',
    here: 'AWS_ENDPOINT_URL_SSM or AWS_ENDPOINT_URL in the environment of the server',
    remark: 'Fixed while the server runs.',
  },
  {
    option: '--ca-bundle',
    here: 'AWS_CA_BUNDLE in the environment of the server, or `ca_bundle` of the profile',
    remark: 'Fixed while the server runs.',
  },
  {
    option: '--no-verify-ssl',
    here: 'no equivalent',
    remark: 'Certificates are always checked; name the CA with AWS_CA_BUNDLE instead.',
  },
  {
    option: '--no-sign-request',
    here: 'no equivalent',
    remark: 'Systems Manager answers no unsigned request.',
  },
  {
    option: '--cli-connect-timeout, --cli-read-timeout',
    here: 'no equivalent',
    remark:
      'Fixed: 5 s to connect, 14 s for a reply, 45 s for a call, whose answer is what was read by then.',
  },
  {
    option: '--debug',
    here: 'no equivalent',
    remark: 'Errors name the cause and the next step; nothing of a request is logged.',
  },
  {
    option: '--query',
    here: '`query`',
    remark:
      'The same JMESPath on the same `CommandInvocations`, redacted; at most 1,000 characters, 2 seconds and 64 MiB. What it gives is `result`, an array paged by `cursor`. Times as version 2 writes them, in UTC.',
  },
  {
    option: '--output',
    here: 'no equivalent',
    remark: 'Each answer has a text form and a JSON form; the client chooses which one its model reads.',
  },
  {
    option: '--cli-input-json, --cli-input-yaml',
    here: 'the arguments of the call',
    remark: 'They are JSON already; CommandId is `command_id`, and so on.',
  },
  {
    option: '--generate-cli-skeleton',
    here: '`tools/list`',
    remark: 'The input schema of the tool, which every client has.',
  },
];

/** The table in Markdown, without a line end at its own end. */
export function awsCliTable(): string {
  return [
    '| AWS CLI | here | remark |',
    '|---|---|---|',
    ...AWS_CLI_OPTIONS.map(({ option, here, remark }) => `| ${codes(option)} | ${here} | ${remark} |`),
  ].join('\n');
}

export function awsCliPageText(): string {
  return `# aws ssm list-command-invocations and its equivalents here

The tool is \`list_command_invocations\`. It makes the same AWS call, follows all pages, and answers with counts, causes and rows instead of the raw list.

${awsCliTable()}

## Example

\`\`\`sh
aws ssm list-command-invocations --region us-east-1 --details \\
    --command-id ef7fdfd8-9b57-4151-a15c-db9a12345678 \\
    --filters key=Status,value=Failed
\`\`\`

becomes a call of \`list_command_invocations\` with

\`\`\`json
{
  "region": "us-east-1",
  "details": true,
  "command_id": "ef7fdfd8-9b57-4151-a15c-db9a12345678",
  "filters": [{ "key": "Status", "value": "Failed" }]
}
\`\`\`

\`aws ssm get-command-invocation\` is \`get_command_invocation\` here, and \`aws ssm list-commands\` is \`list_commands\`.
`;
}

/** "--a, --b" -> "`--a`, `--b`" */
function codes(options: string): string {
  return options
    .split(', ')
    .map((option) => `\`${option}\``)
    .join(', ');
}
