-- CreateEnum
CREATE TYPE "campaign_state" AS ENUM ('running', 'finished', 'undone');

-- CreateEnum
CREATE TYPE "campaign_member_state" AS ENUM ('waiting', 'told', 'chosen', 'unreachable', 'settled', 'undone');

-- CreateEnum
CREATE TYPE "waiting_list_state" AS ENUM ('waiting', 'booked', 'left');

-- CreateEnum
CREATE TYPE "opening_state" AS ENUM ('open', 'taken', 'exhausted', 'gone');

-- CreateEnum
CREATE TYPE "invitation_state" AS ENUM ('invited', 'accepted', 'declined', 'too_late');

-- DropIndex
DROP INDEX "agent_message_to_agent_id_state_idx";

-- AlterTable
ALTER TABLE "agent" ADD COLUMN     "clinic_id" UUID,
ADD COLUMN     "removed_at" TIMESTAMPTZ(3),
ADD COLUMN     "status_reason" TEXT;

-- AlterTable
ALTER TABLE "agent_message" ADD COLUMN     "answered_at" TIMESTAMPTZ(3),
ADD COLUMN     "failed_at" TIMESTAMPTZ(3),
ADD COLUMN     "process_by" TIMESTAMPTZ(3),
ADD COLUMN     "reply_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "requirements" TEXT[],
ADD COLUMN     "result_sealed" TEXT,
ADD COLUMN     "routing_reason" TEXT,
ADD COLUMN     "task_type" TEXT;

-- AlterTable
ALTER TABLE "clinic" ADD COLUMN     "quiet_hours" TEXT,
ADD COLUMN     "suggests_preferred" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "patient" ADD COLUMN     "time_zone" TEXT;

-- AlterTable
ALTER TABLE "offer" ADD COLUMN     "moves_appointment_id" UUID;

-- AlterTable
ALTER TABLE "provider" ADD COLUMN     "agent_id" UUID;

-- AlterTable
ALTER TABLE "service_type" ADD COLUMN     "backfill_enabled" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "backfill_notice_minutes" INTEGER NOT NULL DEFAULT 120,
ADD COLUMN     "backfill_wave_minutes" INTEGER NOT NULL DEFAULT 15,
ADD COLUMN     "backfill_wave_size" INTEGER NOT NULL DEFAULT 3;

-- CreateTable
CREATE TABLE "alert_settings" (
    "id" INTEGER NOT NULL,
    "thresholds" JSONB NOT NULL,
    "webhook_url" TEXT,
    "webhook_secret_sealed" TEXT,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "clinic_id" UUID,
    "message" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_post" (
    "id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "time_off_id" UUID NOT NULL,
    "state" "campaign_state" NOT NULL,
    "wave_size" INTEGER NOT NULL,
    "wave_minutes" INTEGER NOT NULL,
    "next_wave_at" TIMESTAMPTZ(3),
    "agent_message_id" UUID,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_member" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "state" "campaign_member_state" NOT NULL,
    "position" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "offer_id" UUID,
    "conversation_id" UUID,
    "choose_by" TIMESTAMPTZ(3) NOT NULL,
    "is_urgent" BOOLEAN NOT NULL DEFAULT false,
    "told_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "waiting_list_entry" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "service_type_id" UUID NOT NULL,
    "provider_id" UUID,
    "appointment_id" UUID,
    "state" "waiting_list_state" NOT NULL,
    "weekdays" INTEGER[],
    "times_of_day" TEXT[],
    "from_date" DATE,
    "until_date" DATE,
    "source" TEXT NOT NULL,
    "last_offered_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "waiting_list_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opening" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "service_type_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "opening_state" NOT NULL,
    "cause" TEXT NOT NULL,
    "freed_by_id" UUID,
    "next_wave_at" TIMESTAMPTZ(3),
    "wave" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "opening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opening_invitation" (
    "id" UUID NOT NULL,
    "opening_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "entry_id" UUID,
    "offer_id" UUID NOT NULL,
    "wave" INTEGER NOT NULL,
    "state" "invitation_state" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "opening_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "availability_exception" (
    "id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "start_local" TEXT,
    "end_local" TEXT,
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "availability_exception_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_closed_at_opened_at_idx" ON "alert"("closed_at", "opened_at");

-- CreateIndex
CREATE INDEX "alert_post_state_due_at_idx" ON "alert_post"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "alert_post_alert_id_event_key" ON "alert_post"("alert_id", "event");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_time_off_id_key" ON "campaign"("time_off_id");

-- CreateIndex
CREATE INDEX "campaign_clinic_id_created_at_idx" ON "campaign"("clinic_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "campaign_state_next_wave_at_idx" ON "campaign"("state", "next_wave_at");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_member_offer_id_key" ON "campaign_member"("offer_id");

-- CreateIndex
CREATE INDEX "campaign_member_appointment_id_idx" ON "campaign_member"("appointment_id");

-- CreateIndex
CREATE INDEX "campaign_member_state_choose_by_idx" ON "campaign_member"("state", "choose_by");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_member_campaign_id_appointment_id_key" ON "campaign_member"("campaign_id", "appointment_id");

-- CreateIndex
CREATE INDEX "waiting_list_entry_clinic_id_service_type_id_state_idx" ON "waiting_list_entry"("clinic_id", "service_type_id", "state");

-- CreateIndex
CREATE INDEX "waiting_list_entry_patient_id_idx" ON "waiting_list_entry"("patient_id");

-- CreateIndex
CREATE INDEX "opening_clinic_id_created_at_idx" ON "opening"("clinic_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "opening_state_next_wave_at_idx" ON "opening"("state", "next_wave_at");

-- CreateIndex
CREATE INDEX "opening_freed_by_id_idx" ON "opening"("freed_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "opening_invitation_offer_id_key" ON "opening_invitation"("offer_id");

-- CreateIndex
CREATE INDEX "opening_invitation_entry_id_idx" ON "opening_invitation"("entry_id");

-- CreateIndex
CREATE UNIQUE INDEX "opening_invitation_opening_id_patient_id_key" ON "opening_invitation"("opening_id", "patient_id");

-- CreateIndex
CREATE INDEX "availability_exception_provider_id_date_idx" ON "availability_exception"("provider_id", "date");

-- CreateIndex
CREATE INDEX "agent_message_to_agent_id_state_priority_created_at_idx" ON "agent_message"("to_agent_id", "state", "priority", "created_at");

-- CreateIndex
CREATE INDEX "agent_message_state_failed_at_idx" ON "agent_message"("state", "failed_at");

-- CreateIndex
CREATE INDEX "agent_message_created_at_idx" ON "agent_message"("created_at");

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_post" ADD CONSTRAINT "alert_post_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_time_off_id_fkey" FOREIGN KEY ("time_off_id") REFERENCES "time_off"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_member" ADD CONSTRAINT "campaign_member_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_member" ADD CONSTRAINT "campaign_member_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_member" ADD CONSTRAINT "campaign_member_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_member" ADD CONSTRAINT "campaign_member_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_list_entry" ADD CONSTRAINT "waiting_list_entry_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_list_entry" ADD CONSTRAINT "waiting_list_entry_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_list_entry" ADD CONSTRAINT "waiting_list_entry_service_type_id_fkey" FOREIGN KEY ("service_type_id") REFERENCES "service_type"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_list_entry" ADD CONSTRAINT "waiting_list_entry_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waiting_list_entry" ADD CONSTRAINT "waiting_list_entry_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening" ADD CONSTRAINT "opening_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening" ADD CONSTRAINT "opening_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening" ADD CONSTRAINT "opening_service_type_id_fkey" FOREIGN KEY ("service_type_id") REFERENCES "service_type"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening" ADD CONSTRAINT "opening_freed_by_id_fkey" FOREIGN KEY ("freed_by_id") REFERENCES "appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_invitation" ADD CONSTRAINT "opening_invitation_opening_id_fkey" FOREIGN KEY ("opening_id") REFERENCES "opening"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_invitation" ADD CONSTRAINT "opening_invitation_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_invitation" ADD CONSTRAINT "opening_invitation_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "waiting_list_entry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_invitation" ADD CONSTRAINT "opening_invitation_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_moves_appointment_id_fkey" FOREIGN KEY ("moves_appointment_id") REFERENCES "appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider" ADD CONSTRAINT "provider_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "availability_exception" ADD CONSTRAINT "availability_exception_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open alert per trouble, one open opening per provider and start, one place on a waiting list per patient and service.
CREATE UNIQUE INDEX "alert_open_idx" ON "alert" (kind, subject) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX "opening_open_idx" ON "opening" (provider_id, starts_at) WHERE state = 'open';
CREATE UNIQUE INDEX "waiting_list_waiting_idx" ON "waiting_list_entry" (patient_id, service_type_id) WHERE state = 'waiting';

-- What the loops look for.
CREATE INDEX "agent_message_leased_idx" ON "agent_message" (lease_until) WHERE state = 'pending' AND lease_until IS NOT NULL;
CREATE INDEX "agent_message_expiring_idx" ON "agent_message" (expires_at) WHERE state IN ('pending', 'delivered') AND expires_at IS NOT NULL;
CREATE INDEX "agent_message_process_by_idx" ON "agent_message" (process_by) WHERE state = 'delivered' AND process_by IS NOT NULL;
CREATE INDEX "agent_message_reply_due_idx" ON "agent_message" (reply_due_at) WHERE answered_at IS NULL AND reply_due_at IS NOT NULL;
CREATE INDEX "agent_message_unrouted_idx" ON "agent_message" (created_at) WHERE state = 'pending' AND to_agent_id IS NULL;

ALTER TABLE "service_type"
  ADD CONSTRAINT "service_type_backfill_check"
  CHECK (backfill_wave_size BETWEEN 1 AND 20 AND backfill_wave_minutes BETWEEN 1 AND 1440 AND backfill_notice_minutes BETWEEN 0 AND 20160);
ALTER TABLE "campaign"
  ADD CONSTRAINT "campaign_wave_check" CHECK (wave_size BETWEEN 1 AND 200 AND wave_minutes BETWEEN 1 AND 1440);
ALTER TABLE "agent_message"
  ADD CONSTRAINT "agent_message_priority_check" CHECK (priority BETWEEN 1 AND 10);
