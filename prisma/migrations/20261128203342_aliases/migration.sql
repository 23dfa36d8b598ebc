-- AlterTable
ALTER TABLE "provider" ADD COLUMN     "aliases" TEXT[];

-- AlterTable
ALTER TABLE "service_type" ADD COLUMN     "aliases" TEXT[];
