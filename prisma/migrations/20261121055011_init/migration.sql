CREATE EXTENSION IF NOT EXISTS btree_gist;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "agent_status" AS ENUM ('active', 'inactive', 'maintenance');

-- CreateEnum
CREATE TYPE "agent_message_state" AS ENUM ('pending', 'delivered', 'processed', 'failed', 'expired');

-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('admin', 'scheduler', 'viewer');

-- CreateEnum
CREATE TYPE "conversation_status" AS ENUM ('awaiting_response', 'slot_selected', 'confirmed', 'declined', 'expired', 'needs_staff', 'cancelled', 'opted_out', 'failed');

-- CreateEnum
CREATE TYPE "offer_state" AS ENUM ('open', 'answered', 'declined', 'expired', 'superseded', 'cancelled');

-- CreateEnum
CREATE TYPE "sms_direction" AS ENUM ('inbound', 'outbound');

-- CreateEnum
CREATE TYPE "sms_state" AS ENUM ('received', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'unknown', 'cancelled');

-- CreateEnum
CREATE TYPE "appointment_state" AS ENUM ('held', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow', 'released');

-- CreateTable
CREATE TABLE "agent" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "status" "agent_status" NOT NULL,
    "endpoint" TEXT,
    "capabilities" TEXT[],
    "is_builtin" BOOLEAN NOT NULL DEFAULT false,
    "secret_sealed" TEXT,
    "load" DOUBLE PRECISION,
    "heartbeat_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_message" (
    "id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "clinic_id" UUID,
    "conversation_id" UUID,
    "correlation_id" TEXT,
    "in_reply_to" UUID,
    "from_agent_id" UUID NOT NULL,
    "to_agent_id" UUID,
    "message_type" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 5,
    "content_sealed" TEXT NOT NULL,
    "metadata_sealed" TEXT,
    "state" "agent_message_state" NOT NULL,
    "failure_reason" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "redrive_count" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "processed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_attempt" (
    "id" UUID NOT NULL,
    "agent_message_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "response_code" INTEGER,
    "response_body_sealed" TEXT,
    "error" TEXT,
    "duration_ms" INTEGER,
    "attempted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clinic" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "phone_number" TEXT,
    "currency" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clinic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "staff_role" NOT NULL,
    "password_hash" TEXT NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_clinic" (
    "staff_id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,

    CONSTRAINT "staff_clinic_pkey" PRIMARY KEY ("staff_id","clinic_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "clinic_id" UUID,
    "agent_id" UUID,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "clinic_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "is_denied" BOOLEAN NOT NULL DEFAULT false,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT,
    "conversation_id" UUID,
    "patient_id" UUID,
    "detail" JSONB NOT NULL,
    "note_sealed" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "sequence" INTEGER NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "event_count" INTEGER NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "audit_seal_item" (
    "audit_event_id" UUID NOT NULL,
    "seal_sequence" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "audit_seal_item_pkey" PRIMARY KEY ("audit_event_id")
);

-- CreateTable
CREATE TABLE "idempotency" (
    "id" UUID NOT NULL,
    "principal" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "answer_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL,
    "canary_sealed" TEXT NOT NULL,
    "clock_offset_ms" BIGINT NOT NULL DEFAULT 0,
    "setup_token_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "clock_offset_ms" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "patient" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "phone_sealed" TEXT NOT NULL,
    "phone_index" TEXT NOT NULL,
    "is_stub" BOOLEAN NOT NULL DEFAULT false,
    "preferred_provider_id" UUID,
    "preferred_time_of_day" TEXT,
    "note_sealed" TEXT,
    "search_tokens" BIGINT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "patient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "phone_index" TEXT NOT NULL,
    "service_type_id" UUID,
    "status" "conversation_status" NOT NULL,
    "needs_staff_reason" TEXT,
    "needs_staff_since" TIMESTAMPTZ(3),
    "is_urgent" BOOLEAN NOT NULL DEFAULT false,
    "taken_over_by" UUID,
    "taken_over_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "round" INTEGER NOT NULL DEFAULT 0,
    "last_message_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "phone_index" TEXT NOT NULL,
    "service_type_id" UUID,
    "state" "offer_state" NOT NULL,
    "round" INTEGER NOT NULL,
    "cost_estimate" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "chosen_option_id" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "sms_message_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer_option" (
    "id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "slot_number" INTEGER NOT NULL,
    "reply_number" INTEGER NOT NULL,
    "provider_id" UUID NOT NULL,
    "provider_name" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_from" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3) NOT NULL,
    "cost_estimate" TEXT,
    "match_score" DOUBLE PRECISION,
    "reasoning" TEXT[],
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "appointment_id" UUID,

    CONSTRAINT "offer_option_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sms_message" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "conversation_id" UUID,
    "patient_id" UUID,
    "direction" "sms_direction" NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "sms_state" NOT NULL,
    "phone_index" TEXT NOT NULL,
    "phone_sealed" TEXT NOT NULL,
    "body_sealed" TEXT NOT NULL,
    "raw_sealed" TEXT,
    "provider" TEXT NOT NULL,
    "provider_message_id" TEXT,
    "offer_id" UUID,
    "in_reply_to" UUID,
    "sent_by" TEXT,
    "segments" INTEGER,
    "price_micros" INTEGER,
    "error_code" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3),
    "interpreted_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sms_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sms_attempt" (
    "id" UUID NOT NULL,
    "sms_message_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "code" TEXT,
    "provider_message_id" TEXT,
    "duration_ms" INTEGER,

    CONSTRAINT "sms_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "sms_message_id" UUID NOT NULL,
    "conversation_id" UUID,
    "offer_id" UUID,
    "option_id" UUID,
    "reader" TEXT NOT NULL,
    "model_id" TEXT,
    "reading" TEXT NOT NULL,
    "reason" TEXT,
    "evidence_sealed" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opt_out" (
    "phone_index" TEXT NOT NULL,
    "phone_sealed" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "opted_out_at" TIMESTAMPTZ(3) NOT NULL,
    "opted_in_at" TIMESTAMPTZ(3),
    "sms_message_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opt_out_pkey" PRIMARY KEY ("phone_index")
);

-- CreateTable
CREATE TABLE "provider" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "surname_key" TEXT NOT NULL,
    "specialty" TEXT,
    "is_external" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_type" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "duration_minutes" INTEGER NOT NULL,
    "buffer_before_minutes" INTEGER NOT NULL DEFAULT 0,
    "buffer_after_minutes" INTEGER NOT NULL DEFAULT 0,
    "alignment_minutes" INTEGER NOT NULL DEFAULT 15,
    "minimum_notice_minutes" INTEGER NOT NULL DEFAULT 60,
    "cost_estimate" TEXT,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_type_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_service_type" (
    "provider_id" UUID NOT NULL,
    "service_type_id" UUID NOT NULL,

    CONSTRAINT "provider_service_type_pkey" PRIMARY KEY ("provider_id","service_type_id")
);

-- CreateTable
CREATE TABLE "availability" (
    "id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "weekday" SMALLINT NOT NULL,
    "start_local" TEXT NOT NULL,
    "end_local" TEXT NOT NULL,
    "from_date" DATE,
    "until_date" DATE,
    "time_zone" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "availability_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "time_off" (
    "id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "note_sealed" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "time_off_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "patient_id" UUID,
    "service_type_id" UUID,
    "conversation_id" UUID,
    "state" "appointment_state" NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_from" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3) NOT NULL,
    "blocked" tstzrange GENERATED ALWAYS AS (tstzrange(blocked_from, blocked_until, '[)')) STORED,
    "held_until" TIMESTAMPTZ(3),
    "is_override" BOOLEAN NOT NULL DEFAULT false,
    "note_sealed" TEXT,
    "booked_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "agent_name_key" ON "agent"("name");

-- CreateIndex
CREATE UNIQUE INDEX "agent_message_sequence_key" ON "agent_message"("sequence");

-- CreateIndex
CREATE INDEX "agent_message_conversation_id_sequence_idx" ON "agent_message"("conversation_id", "sequence");

-- CreateIndex
CREATE INDEX "agent_message_to_agent_id_state_idx" ON "agent_message"("to_agent_id", "state");

-- CreateIndex
CREATE INDEX "agent_message_state_due_at_idx" ON "agent_message"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_attempt_agent_message_id_attempt_key" ON "delivery_attempt"("agent_message_id", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE INDEX "staff_clinic_clinic_id_idx" ON "staff_clinic"("clinic_id");

-- CreateIndex
CREATE INDEX "session_staff_id_idx" ON "session"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_sequence_key" ON "audit_event"("sequence");

-- CreateIndex
CREATE INDEX "audit_event_conversation_id_sequence_idx" ON "audit_event"("conversation_id", "sequence");

-- CreateIndex
CREATE INDEX "audit_event_patient_id_sequence_idx" ON "audit_event"("patient_id", "sequence");

-- CreateIndex
CREATE INDEX "audit_event_clinic_id_sequence_idx" ON "audit_event"("clinic_id", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_item_seal_sequence_position_key" ON "audit_seal_item"("seal_sequence", "position");

-- CreateIndex
CREATE INDEX "idempotency_expires_at_idx" ON "idempotency"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "idempotency_principal_key_key" ON "idempotency"("principal", "key");

-- CreateIndex
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit"("expire");

-- CreateIndex
CREATE INDEX "patient_phone_index_idx" ON "patient"("phone_index");

-- CreateIndex
CREATE INDEX "patient_clinic_id_last_name_first_name_id_idx" ON "patient"("clinic_id", "last_name", "first_name", "id");

-- CreateIndex
CREATE INDEX "conversation_clinic_id_last_message_at_id_idx" ON "conversation"("clinic_id", "last_message_at" DESC, "id");

-- CreateIndex
CREATE INDEX "conversation_clinic_id_status_last_message_at_idx" ON "conversation"("clinic_id", "status", "last_message_at" DESC);

-- CreateIndex
CREATE INDEX "conversation_phone_index_idx" ON "conversation"("phone_index");

-- CreateIndex
CREATE INDEX "conversation_patient_id_idx" ON "conversation"("patient_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_clinic_id_external_id_key" ON "conversation"("clinic_id", "external_id");

-- CreateIndex
CREATE INDEX "offer_conversation_id_created_at_idx" ON "offer"("conversation_id", "created_at");

-- CreateIndex
CREATE INDEX "offer_phone_index_state_idx" ON "offer"("phone_index", "state");

-- CreateIndex
CREATE INDEX "offer_state_expires_at_idx" ON "offer"("state", "expires_at");

-- CreateIndex
CREATE INDEX "offer_option_appointment_id_idx" ON "offer_option"("appointment_id");

-- CreateIndex
CREATE UNIQUE INDEX "offer_option_offer_id_slot_number_key" ON "offer_option"("offer_id", "slot_number");

-- CreateIndex
CREATE UNIQUE INDEX "offer_option_offer_id_reply_number_key" ON "offer_option"("offer_id", "reply_number");

-- CreateIndex
CREATE INDEX "sms_message_conversation_id_created_at_idx" ON "sms_message"("conversation_id", "created_at");

-- CreateIndex
CREATE INDEX "sms_message_phone_index_created_at_idx" ON "sms_message"("phone_index", "created_at");

-- CreateIndex
CREATE INDEX "sms_message_state_due_at_idx" ON "sms_message"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "sms_message_provider_provider_message_id_key" ON "sms_message"("provider", "provider_message_id");

-- CreateIndex
CREATE UNIQUE INDEX "sms_attempt_sms_message_id_attempt_key" ON "sms_attempt"("sms_message_id", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "decision_sms_message_id_key" ON "decision"("sms_message_id");

-- CreateIndex
CREATE INDEX "decision_conversation_id_idx" ON "decision"("conversation_id");

-- CreateIndex
CREATE INDEX "provider_clinic_id_surname_key_idx" ON "provider"("clinic_id", "surname_key");

-- CreateIndex
CREATE UNIQUE INDEX "provider_clinic_id_name_key_key" ON "provider"("clinic_id", "name_key");

-- CreateIndex
CREATE UNIQUE INDEX "service_type_clinic_id_name_key" ON "service_type"("clinic_id", "name");

-- CreateIndex
CREATE INDEX "provider_service_type_service_type_id_idx" ON "provider_service_type"("service_type_id");

-- CreateIndex
CREATE INDEX "availability_provider_id_idx" ON "availability"("provider_id");

-- CreateIndex
CREATE INDEX "time_off_provider_id_ends_at_idx" ON "time_off"("provider_id", "ends_at");

-- CreateIndex
CREATE INDEX "appointment_clinic_id_starts_at_idx" ON "appointment"("clinic_id", "starts_at");

-- CreateIndex
CREATE INDEX "appointment_provider_id_starts_at_idx" ON "appointment"("provider_id", "starts_at");

-- CreateIndex
CREATE INDEX "appointment_patient_id_starts_at_idx" ON "appointment"("patient_id", "starts_at");

-- CreateIndex
CREATE INDEX "appointment_conversation_id_idx" ON "appointment"("conversation_id");

-- CreateIndex
CREATE INDEX "appointment_state_held_until_idx" ON "appointment"("state", "held_until");

-- AddForeignKey
ALTER TABLE "agent_message" ADD CONSTRAINT "agent_message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_message" ADD CONSTRAINT "agent_message_from_agent_id_fkey" FOREIGN KEY ("from_agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_message" ADD CONSTRAINT "agent_message_to_agent_id_fkey" FOREIGN KEY ("to_agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_attempt" ADD CONSTRAINT "delivery_attempt_agent_message_id_fkey" FOREIGN KEY ("agent_message_id") REFERENCES "agent_message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_clinic" ADD CONSTRAINT "staff_clinic_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_clinic" ADD CONSTRAINT "staff_clinic_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_seal_item" ADD CONSTRAINT "audit_seal_item_audit_event_id_fkey" FOREIGN KEY ("audit_event_id") REFERENCES "audit_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_seal_item" ADD CONSTRAINT "audit_seal_item_seal_sequence_fkey" FOREIGN KEY ("seal_sequence") REFERENCES "audit_seal"("sequence") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient" ADD CONSTRAINT "patient_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patient" ADD CONSTRAINT "patient_preferred_provider_id_fkey" FOREIGN KEY ("preferred_provider_id") REFERENCES "provider"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_service_type_id_fkey" FOREIGN KEY ("service_type_id") REFERENCES "service_type"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer" ADD CONSTRAINT "offer_service_type_id_fkey" FOREIGN KEY ("service_type_id") REFERENCES "service_type"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_option" ADD CONSTRAINT "offer_option_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_option" ADD CONSTRAINT "offer_option_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_option" ADD CONSTRAINT "offer_option_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sms_message" ADD CONSTRAINT "sms_message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sms_message" ADD CONSTRAINT "sms_message_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sms_attempt" ADD CONSTRAINT "sms_attempt_sms_message_id_fkey" FOREIGN KEY ("sms_message_id") REFERENCES "sms_message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_sms_message_id_fkey" FOREIGN KEY ("sms_message_id") REFERENCES "sms_message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider" ADD CONSTRAINT "provider_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_type" ADD CONSTRAINT "service_type_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_service_type" ADD CONSTRAINT "provider_service_type_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_service_type" ADD CONSTRAINT "provider_service_type_service_type_id_fkey" FOREIGN KEY ("service_type_id") REFERENCES "service_type"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "availability" ADD CONSTRAINT "availability_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "time_off" ADD CONSTRAINT "time_off_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_service_type_id_fkey" FOREIGN KEY ("service_type_id") REFERENCES "service_type"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- From here on written by hand: what a Prisma schema cannot say.

-- No provider has two visits or holds at one time; buffers count. The loser gets 23P01, or no row with ON CONFLICT
-- DO NOTHING. An empty range overlaps nothing: the third constraint keeps ranges from being empty.
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_no_overlap"
  EXCLUDE USING gist (provider_id WITH =, blocked WITH &&) WHERE (state IN ('held', 'booked', 'arrived'));

-- No patient is booked in two places at one time. A hold elsewhere is no booking yet.
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_patient_no_overlap"
  EXCLUDE USING gist (patient_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
  WHERE (state IN ('booked', 'arrived'));

ALTER TABLE "appointment"
  ADD CONSTRAINT "appointment_times_in_order"
    CHECK (starts_at < ends_at AND blocked_from <= starts_at AND blocked_until >= ends_at),
  ADD CONSTRAINT "appointment_hold_ends" CHECK (state <> 'held' OR held_until IS NOT NULL),
  ADD CONSTRAINT "appointment_booking_has_a_patient"
    CHECK (state NOT IN ('booked', 'arrived', 'fulfilled', 'noshow') OR patient_id IS NOT NULL);
ALTER TABLE "time_off" ADD CONSTRAINT "time_off_times_in_order" CHECK (starts_at < ends_at);
-- "24:00" sorts behind every other time of day.
ALTER TABLE "availability"
  ADD CONSTRAINT "availability_weekday_is_iso" CHECK (weekday BETWEEN 1 AND 7),
  ADD CONSTRAINT "availability_times_in_order" CHECK (start_local COLLATE "C" < end_local COLLATE "C"),
  ADD CONSTRAINT "availability_dates_in_order" CHECK (from_date <= until_date);
ALTER TABLE "service_type" ADD CONSTRAINT "service_type_minutes_make_sense"
  CHECK (duration_minutes > 0 AND buffer_before_minutes >= 0 AND buffer_after_minutes >= 0
    AND alignment_minutes > 0 AND minimum_notice_minutes >= 0);

ALTER TABLE "installation" ADD CONSTRAINT "installation_is_one_row" CHECK (id = 1);
CREATE UNIQUE INDEX "clinic_one_default" ON "clinic" (is_default) WHERE is_default;
CREATE UNIQUE INDEX "service_type_one_default_per_clinic" ON "service_type" (clinic_id) WHERE is_default;

-- Due work: small indexes that hold only what still waits.
CREATE INDEX "sms_message_unread_idx" ON "sms_message" (phone_index, received_at)
  WHERE direction = 'inbound' AND interpreted_at IS NULL;
CREATE INDEX "sms_message_to_send_idx" ON "sms_message" (due_at) WHERE state IN ('queued', 'sending');
CREATE INDEX "agent_message_pending_idx" ON "agent_message" (due_at) WHERE state = 'pending';
CREATE INDEX "offer_open_idx" ON "offer" (expires_at) WHERE state = 'open';
CREATE INDEX "appointment_held_idx" ON "appointment" (held_until) WHERE state = 'held';

-- The audit trail is written once. Triggers hold for the owner of the tables too, rights alone do not; per statement,
-- they refuse even a change of no rows, and ALWAYS keeps them on under session_replication_role = replica.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_seal_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seal"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_seal_item_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seal_item"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE "audit_event" ENABLE ALWAYS TRIGGER "audit_event_append_only";
ALTER TABLE "audit_seal" ENABLE ALWAYS TRIGGER "audit_seal_append_only";
ALTER TABLE "audit_seal_item" ENABLE ALWAYS TRIGGER "audit_seal_item_append_only";
