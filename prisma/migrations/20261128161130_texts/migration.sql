-- CreateEnum
CREATE TYPE "patient_language" AS ENUM ('en', 'es');

-- AlterTable
-- Patients on file so far were texted in English. The default goes again: the code says what a new patient speaks.
ALTER TABLE "patient" ADD COLUMN     "language" "patient_language" NOT NULL DEFAULT 'en';
ALTER TABLE "patient" ALTER COLUMN "language" DROP DEFAULT;

-- AlterTable
ALTER TABLE "sms_message" ADD COLUMN     "text_version" TEXT;

-- CreateTable
CREATE TABLE "text_template" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "service_type_id" UUID,
    "scope_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "language" "patient_language" NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT,
    "changed_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_at" TIMESTAMPTZ(3),

    CONSTRAINT "text_template_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "text_template_clinic_id_replaced_at_idx" ON "text_template"("clinic_id", "replaced_at");

-- CreateIndex
CREATE UNIQUE INDEX "text_template_scope_id_key_language_version_key" ON "text_template"("scope_id", "key", "language", "version");

-- AddForeignKey
ALTER TABLE "text_template" ADD CONSTRAINT "text_template_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "text_template" ADD CONSTRAINT "text_template_service_type_id_fkey" FOREIGN KEY ("service_type_id") REFERENCES "service_type"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Written by hand: one wording holds at a time.
CREATE UNIQUE INDEX "text_template_one_current" ON "text_template" (scope_id, key, language) WHERE replaced_at IS NULL;
