-- CreateTable
CREATE TABLE "consent_event" (
    "id" UUID NOT NULL,
    "phone_index" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "clinic_id" UUID,
    "conversation_id" UUID,
    "patient_id" UUID,
    "sms_message_id" UUID,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "text_version" TEXT,
    "given" TEXT,
    "note_sealed" TEXT,

    CONSTRAINT "consent_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "consent_event_phone_index_occurred_at_idx" ON "consent_event"("phone_index", "occurred_at");

-- What is known from before the ledger: opt-outs, their end, and numbers that the clinic had on file.
INSERT INTO "consent_event" (id, phone_index, kind, source, occurred_at, sms_message_id, actor_kind, actor_name)
  SELECT uuidv7(), phone_index, 'opted_out', source, opted_out_at, sms_message_id, 'system', 'Switchboard' FROM "opt_out"
  UNION ALL
  SELECT uuidv7(), phone_index, 'opted_in', 'start_word', opted_in_at, NULL, 'patient', 'Patient' FROM "opt_out" WHERE opted_in_at IS NOT NULL
  UNION ALL
  SELECT uuidv7(), phone_index, 'opted_in', 'import', min(created_at), NULL, 'system', 'Switchboard' FROM "patient" WHERE NOT is_stub GROUP BY phone_index;

ALTER TABLE "consent_event"
  ADD CONSTRAINT "consent_event_kind_check" CHECK (kind IN ('opted_in', 'opted_out'));

CREATE TRIGGER "consent_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "consent_event"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE "consent_event" ENABLE ALWAYS TRIGGER "consent_event_append_only";
