-- AlterTable
ALTER TABLE "sms_gateway_state" ADD COLUMN     "is_trial" BOOLEAN NOT NULL DEFAULT false;
