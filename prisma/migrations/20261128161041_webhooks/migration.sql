-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "is_unknown_sender" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "sms_message" ADD COLUMN     "media_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "opt_out_type" TEXT,
ADD COLUMN     "repaired_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "webhook_channel" (
    "channel" TEXT NOT NULL,
    "last_good_at" TIMESTAMPTZ(3),
    "last_bad_at" TIMESTAMPTZ(3),
    "bad_count" INTEGER NOT NULL DEFAULT 0,
    "test_nonce" TEXT,
    "tested_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_channel_pkey" PRIMARY KEY ("channel")
);

-- CreateTable
CREATE TABLE "webhook_failure" (
    "channel" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_failure_pkey" PRIMARY KEY ("channel","reason")
);

-- CreateTable
CREATE TABLE "sns_subscription" (
    "topic_arn" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sns_subscription_pkey" PRIMARY KEY ("topic_arn")
);

-- CreateTable
CREATE TABLE "carrier_event" (
    "channel" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_event_pkey" PRIMARY KEY ("channel","event_id")
);

-- CreateTable
CREATE TABLE "inbound_check" (
    "provider" TEXT NOT NULL,
    "checked_until" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "ran_at" TIMESTAMPTZ(3),
    "fault" TEXT,

    CONSTRAINT "inbound_check_pkey" PRIMARY KEY ("provider")
);

-- CreateIndex
CREATE INDEX "carrier_event_received_at_idx" ON "carrier_event"("received_at");

-- CreateIndex
CREATE INDEX "conversation_is_unknown_sender_last_message_at_idx" ON "conversation"("is_unknown_sender", "last_message_at" DESC);

-- CreateIndex
CREATE INDEX "sms_message_repaired_at_idx" ON "sms_message"("repaired_at");

-- Threads of unknown numbers that staff have not named yet.
UPDATE "conversation" SET "is_unknown_sender" = true WHERE "needs_staff_reason" = 'unknown_sender';
