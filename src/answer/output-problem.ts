/** Why a whole output could not be read in S3 or CloudWatch Logs, and who can change it. */

import type { AwsContext, OutputMissingError } from '../run-command/index.ts';
import { profileClause } from './credentials-problem.ts';
import { formatName } from './format.ts';

type Prose = readonly [happened: string, remedy: string];

export function outputDeniedProse(aws: AwsContext): Prose {
  const { service, operation, region, resource = '' } = aws;
  const who = `the AWS identity in use${profileClause(aws)}`;
  const where = formatName(resource);
  if (service === 'KMS') {
    return [
      `${who} may not decrypt what lies in S3 bucket ${where} (kms:Decrypt).`,
      "Tell the user: an administrator has to allow kms:Decrypt on the bucket's KMS key, in the key's own policy too.",
    ];
  }
  if (service === 'S3') {
    return [
      `${who} may not read the object in S3 bucket ${where} (s3:${operation}), or it is not there: without s3:ListBucket S3 says the same of both.`,
      "Tell the user: an administrator has to allow s3:GetObject on the bucket's objects and s3:ListBucket on the bucket; a bucket policy, or that of the KMS key (kms:Decrypt), may refuse it too.",
    ];
  }
  if (!READING_EVENTS.has(operation)) {
    return [
      `${who} may not call logs:${operation} in ${region}.`,
      `Tell the user: search_command_output takes logs:StartQuery, logs:GetQueryResults, logs:StopQuery, logs:DescribeLogGroups and logs:GetLogRecord.${operation === 'DescribeLogGroups' ? ' Without the last but one, pass document_name or log_group.' : ''}`,
    ];
  }
  return [
    `${who} may not call logs:${operation} on log group ${where} in ${region}.`,
    `Tell the user: an administrator has to allow logs:GetLogEvents and logs:DescribeLogStreams on log group ${where}.`,
  ];
}

const READING_EVENTS = new Set(['GetLogEvents', 'DescribeLogStreams']);

export function outputMissingProse({ what, container, printed, listed }: OutputMissingError): Prose {
  const where = formatName(container);
  switch (what) {
    case 'bucket':
      return [
        `there is no S3 bucket ${where}.`,
        'It was deleted, or its name in the command was wrong, so that nothing was uploaded.',
      ];
    case 'object':
      return [
        `S3 bucket ${where} has no object of this stream.`,
        possible(
          !printed && 'the step printed nothing to it',
          "the upload failed, which only the agent's log on the node tells (the node's role needs s3:PutObject, and its KMS key)",
          "the bucket's lifecycle rules removed it",
          !listed && 'it lies in another folder (s3:ListBucket would show it)',
        ),
      ];
    case 'group':
      return [
        `there is no log group ${where}.`,
        "The node's role lacks logs:CreateLogGroup (the agent then sends nothing and does not say so), or the group was deleted.",
      ];
    case 'stream':
      return [
        `log group ${where} has no log stream of this output.`,
        possible(
          !printed && 'the step has printed nothing to it yet',
          "the node's role lacks logs:CreateLogStream or logs:PutLogEvents",
          'the retention of the group removed it',
          !listed && 'it has another name (logs:DescribeLogStreams would show it)',
        ),
      ];
  }
}

function possible(...reasons: readonly (string | false)[]): string {
  return `Possible: ${reasons.filter(Boolean).join('; ')}.`;
}
