import { describe, expect, it } from 'vitest'
import { FakeSns, type SnsPost } from '#lib/test/fakes/sns.ts'
import sample from '#lib/test/payloads/sns-subscription-confirmation.json' with { type: 'json' }
import {
  certificateUrl,
  confirmationUrl,
  isSnsFresh,
  MAX_SNS_AGE_MS,
  parseSns,
  readCertificate,
  verifySns,
} from './sns.ts'

const NOW = Date.parse('2026-11-23T15:00:00Z')
const sns = new FakeSns({ now: () => NOW })
const certificate = async (of = sns) => {
  const answer = await of.web.get(of.certificateUrl)
  return readCertificate('body' in answer ? answer.body : '')!
}
const read = ({ headers, body }: SnsPost) => parseSns(body, headers['x-amz-sns-message-type']!)
const isSigned = async (post: SnsPost, of = sns, now = NOW) =>
  verifySns(read(post), await certificate(of), now)

describe('the signature of SNS', () => {
  it.each(['1', '2'] as const)('of version %s holds for all three kinds of message', async (version) => {
    expect(await isSigned(sns.notification({ a: 'ä\n🙂' }, { version }))).toBe(true)
    expect(await isSigned(sns.notification('x', { version, subject: 'About' }))).toBe(true)
    expect(await isSigned(sns.subscription({ version }))).toBe(true)
    expect(await isSigned(sns.unsubscription({ version }))).toBe(true)
  })

  it.each([
    ['Message', 'other'],
    ['MessageId', 'other'],
    ['Subject', 'added'],
    ['Timestamp', '2026-11-23T15:00:01.000Z'],
    ['TopicArn', 'arn:aws:sns:us-east-1:123456789012:other'],
    ['SignatureVersion', '2'],
    ['Signature', 'AAAA'],
    ['Signature', 'no base64 at all'],
  ])('breaks when %s is changed to %s', async (field, value) => {
    expect(await isSigned(sns.notification('x', { after: { [field]: value } }))).toBe(false)
  })

  it('of a confirmation covers its token and its address', async () => {
    expect(await isSigned(sns.subscription({ after: { Token: 'other' } }))).toBe(false)
    expect(await isSigned(sns.unsubscription({ after: { SubscribeURL: 'https://evil.example/' } }))).toBe(
      false,
    )
  })

  it('is not believed from another key, nor with a certificate that has run out', async () => {
    const other = new FakeSns({ now: () => NOW })
    expect(await isSigned(sns.notification('x'), other)).toBe(false)
    const old = new FakeSns({ now: () => NOW, validUntil: NOW - 1 })
    expect(await isSigned(old.notification('x'), old)).toBe(false)
    expect(await isSigned(sns.notification('x'), sns, NOW - 2 * 86_400_000)).toBe(false)
  })
})

describe('parseSns', () => {
  it('reads the sample of the guide', () => {
    const { _headers, ...message } = sample
    expect(parseSns(JSON.stringify(message), _headers['x-amz-sns-message-type'])).toMatchObject({
      Type: 'SubscriptionConfirmation',
      TopicArn: 'arn:aws:sns:us-west-2:123456789012:MyTopic',
    })
  })

  it.each([
    ['no JSON', '{', 'Notification'],
    ['a list', '[]', 'Notification'],
    ['a raw message without envelope', '{"originationNumber":"+14255550182"}', 'Notification'],
    ['another type than the header says', sns.notification('x').body, 'SubscriptionConfirmation'],
    ['a type that nobody knows', sns.notification('x', { before: { Type: 'Other' } }).body, 'Other'],
    ['an unknown version', sns.notification('x', { before: { SignatureVersion: '3' } }).body, 'Notification'],
  ])('refuses %s with 400', (_what, raw, type) => {
    expect(() => parseSns(raw, type)).toThrow(expect.objectContaining({ status: 400 }))
  })
})

describe('addresses of SNS', () => {
  it.each([
    'http://sns.us-east-1.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem',
    'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem',
    'https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem',
    'https://user@sns.us-east-1.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem',
    'https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem',
    'https://sns.us-east-1.amazonaws.com/other.pem',
    'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem?x=1',
    'https://sns.us-east-1.amazonaws.com/a/../../SimpleNotificationService-short.pem',
    'file:///etc/passwd',
    'nonsense',
  ])('gives no certificate at %s', (SigningCertURL) => {
    expect(certificateUrl(read(sns.notification('x', { before: { SigningCertURL } })))).toBeNull()
  })

  it('are in the region of the topic, in China too', () => {
    expect(certificateUrl(read(sns.notification('x')))).toBe(sns.certificateUrl)
    const url =
      'https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem'
    const chinese = { topicArn: 'arn:aws-cn:sns:cn-north-1:123456789012:t', before: { SigningCertURL: url } }
    expect(certificateUrl(read(sns.notification('x', chinese)))).toBe(url)
    expect(certificateUrl(read(sns.notification('x', { topicArn: 'arn:aws:sns:evil.example/#' })))).toBeNull()
  })

  it('confirm a subscription of this topic and do nothing else', () => {
    const post = sns.subscription()
    const { SubscribeURL } = JSON.parse(post.body)
    expect(confirmationUrl(read(post))).toBe(SubscribeURL)
    for (const url of [
      SubscribeURL.replace('ConfirmSubscription', 'DeleteTopic'),
      SubscribeURL.replace('incoming-sms', 'other'),
      SubscribeURL.replace('us-east-1.amazonaws.com/', 'us-east-1.amazonaws.com/inside/'),
      SubscribeURL.replace('sns.us-east-1.amazonaws.com', '169.254.169.254'),
      SubscribeURL.replace('https', 'http'),
    ])
      expect(confirmationUrl(read(sns.subscription({ before: { SubscribeURL: url } })))).toBeNull()
  })
})

it('takes messages that SNS may still be retrying, and none that are older or from the future', () => {
  const at = (timestamp: number) => isSnsFresh(read(sns.notification('x', { timestamp })), NOW)
  expect(at(NOW - MAX_SNS_AGE_MS)).toBe(true)
  expect(at(NOW - MAX_SNS_AGE_MS - 1)).toBe(false)
  expect(at(NOW + 60_000)).toBe(true)
  expect(at(NOW + 3_600_000)).toBe(false)
})
