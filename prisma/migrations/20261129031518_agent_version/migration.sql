-- AlterTable
ALTER TABLE "agent" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
