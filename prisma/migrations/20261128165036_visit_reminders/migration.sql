-- CreateEnum
CREATE TYPE "reminder_state" AS ENUM ('planned', 'texted', 'skipped', 'cancelled');

-- AlterTable
ALTER TABLE "service_type" ADD COLUMN     "reminder_minutes" INTEGER[];

-- AlterTable
ALTER TABLE "appointment" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "confirmed_for" TIMESTAMPTZ(3),
ADD COLUMN     "reminders_off" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "visit_reminder" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "patient_id" UUID NOT NULL,
    "minutes_before" INTEGER NOT NULL,
    "visit_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "reminder_state" NOT NULL,
    "reason" TEXT,
    "sms_message_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visit_reminder_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "visit_reminder_state_due_at_idx" ON "visit_reminder"("state", "due_at");

-- CreateIndex
CREATE INDEX "visit_reminder_patient_id_state_idx" ON "visit_reminder"("patient_id", "state");

-- CreateIndex
CREATE INDEX "visit_reminder_sms_message_id_idx" ON "visit_reminder"("sms_message_id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_reminder_appointment_id_minutes_before_visit_at_key" ON "visit_reminder"("appointment_id", "minutes_before", "visit_at");

-- AddForeignKey
ALTER TABLE "visit_reminder" ADD CONSTRAINT "visit_reminder_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_reminder" ADD CONSTRAINT "visit_reminder_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_reminder" ADD CONSTRAINT "visit_reminder_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_reminder" ADD CONSTRAINT "visit_reminder_sms_message_id_fkey" FOREIGN KEY ("sms_message_id") REFERENCES "sms_message"("id") ON DELETE SET NULL ON UPDATE CASCADE;
