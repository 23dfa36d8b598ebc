-- AlterEnum
ALTER TYPE "sms_state" ADD VALUE 'scheduled';

-- AlterTable
ALTER TABLE "clinic" ADD COLUMN     "fails_over" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "max_texts_per_day" INTEGER,
ADD COLUMN     "max_texts_per_week" INTEGER;

-- AlterTable
ALTER TABLE "sms_message" ADD COLUMN     "carrier_account" TEXT,
ADD COLUMN     "carrier_created_at" TIMESTAMPTZ(3),
ADD COLUMN     "carrier_price_micros" INTEGER,
ADD COLUMN     "carrier_price_unit" TEXT,
ADD COLUMN     "counts_to_cap" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_answer" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "left_at" TIMESTAMPTZ(3),
ADD COLUMN     "pace_slot_at" TIMESTAMPTZ(3),
ADD COLUMN     "sends_now" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "waits_for" TEXT;

-- AlterTable
ALTER TABLE "sms_attempt" ADD COLUMN     "reported" TEXT,
ADD COLUMN     "reported_at" TIMESTAMPTZ(3),
ADD COLUMN     "reported_code" TEXT;

-- CreateTable
CREATE TABLE "sms_gateway_state" (
    "provider" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_code" TEXT,
    "failed_at" TIMESTAMPTZ(3),
    "rests_until" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sms_gateway_state_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "sms_sender_pace" (
    "sender" TEXT NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,
    "answers_free_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sms_sender_pace_pkey" PRIMARY KEY ("sender")
);

-- CreateIndex
CREATE INDEX "sms_message_patient_id_left_at_idx" ON "sms_message"("patient_id", "left_at");

-- CreateIndex
CREATE INDEX "sms_message_clinic_id_created_at_idx" ON "sms_message"("clinic_id", "created_at");

-- CreateIndex
CREATE INDEX "sms_attempt_provider_provider_message_id_idx" ON "sms_attempt"("provider", "provider_message_id");
