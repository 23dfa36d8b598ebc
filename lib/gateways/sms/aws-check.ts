import {
  DescribePhoneNumbersCommand,
  DescribeSpendLimitsCommand,
  type PhoneNumberInformation,
  type PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { AwsSmsConfig, ExpectedSetUp, SetUpFinding } from '#lib/domain/messaging/sms-gateway.ts'

const good = (name: string, words: string): SetUpFinding => ({ name, is_ok: true, words })
const bad = (name: string, words: string): SetUpFinding => ({ name, is_ok: false, words })

/** Pages of a hundred numbers; nobody has more to look through for one. */
const MAX_PAGES = 10

/** A number of ours, by its digits, its id or its ARN; null when there is none, or a pool or a sender name is set. */
async function findNumber(
  client: PinpointSMSVoiceV2Client,
  wanted: string,
): Promise<PhoneNumberInformation | null> {
  let NextToken: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await client.send(new DescribePhoneNumbersCommand({ NextToken, MaxResults: 100 }))
    const found = answer.PhoneNumbers?.find(({ PhoneNumber, PhoneNumberId, PhoneNumberArn }) =>
      [PhoneNumber, PhoneNumberId, PhoneNumberArn].includes(wanted),
    )
    if (found) return found
    NextToken = answer.NextToken
    if (!NextToken) return null
  }
  return null
}

function checkTwoWay(number: PhoneNumberInformation, expected: ExpectedSetUp): SetUpFinding[] {
  const topic = number.TwoWayChannelArn
  const twoWay =
    number.TwoWayEnabled && topic
      ? good('AWS two-way texts', `replies go to ${topic}.`)
      : bad(
          'AWS two-way texts',
          'replies go nowhere. Switch two-way SMS on for the number, with an SNS topic as its destination.',
        )
  const isSame = (number.SelfManagedOptOutsEnabled ?? false) === expected.is_opt_out_self_managed
  const answers = isSame
    ? good('AWS opt-outs', 'exactly one party answers STOP, START and HELP.')
    : bad(
        'AWS opt-outs',
        `both or nobody would answer STOP. Set AWS_SMS_SELF_MANAGED_OPT_OUTS=${number.SelfManagedOptOutsEnabled ?? false}, as the number has it.`,
      )
  return [twoWay, answers]
}

async function checkNumber(client: PinpointSMSVoiceV2Client, config: AwsSmsConfig, expected: ExpectedSetUp) {
  const name = 'AWS number'
  const wanted = config.originationNumber ?? ''
  const number = await findNumber(client, wanted)
  if (!number) {
    return /^\+|phone-/.test(wanted)
      ? [
          bad(
            name,
            'the account has no such number in this region. Compare AWS_SMS_ORIGINATION_NUMBER and AWS_REGION.',
          ),
        ]
      : [good(name, 'a pool or a sender name; its numbers are not compared.')]
  }
  if (number.Status !== 'ACTIVE') {
    return [bad(name, `it is ${number.Status}. Finish its registration in the End User Messaging console.`)]
  }
  const canText = number.NumberCapabilities?.includes('SMS') ?? false
  const own = canText
    ? good(name, 'it belongs to the account and can text.')
    : bad(name, 'it cannot send texts. Request a number with the SMS capability.')
  return [own, ...checkTwoWay(number, expected)]
}

async function checkSpend(client: PinpointSMSVoiceV2Client): Promise<SetUpFinding> {
  const name = 'AWS spend limit'
  const { SpendLimits = [] } = await client.send(new DescribeSpendLimitsCommand({}))
  const limit = SpendLimits.find((each) => each.Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')
  const dollars = limit?.EnforcedLimit ?? 0
  // Every new account begins with one dollar.
  return dollars > 1
    ? good(name, `${dollars} US dollars a month for texts.`)
    : bad(
        name,
        `${dollars} US dollars a month. Raise it under "Spend limits" in the End User Messaging console.`,
      )
}

/** Whether AWS takes our credentials, has our number with two-way texts, and lets us spend. Sends nothing. */
export async function checkAws(
  client: PinpointSMSVoiceV2Client,
  config: AwsSmsConfig,
  expected: ExpectedSetUp,
  codeOf: (error: unknown) => string | null,
): Promise<SetUpFinding[]> {
  try {
    const number = await checkNumber(client, config, expected)
    return [good('AWS credentials', 'AWS takes them.'), ...number, await checkSpend(client)]
  } catch (error) {
    const code = codeOf(error)
    const advice =
      code === 'AccessDeniedException'
        ? 'AWS refused the call. Allow sms-voice:DescribePhoneNumbers and sms-voice:DescribeSpendLimits, and see that the credentials are current.'
        : `AWS could not be asked (${code}). See that this machine reaches sms-voice.${config.region ?? '<region>'}.amazonaws.com.`
    return [bad('AWS credentials', advice)]
  }
}
