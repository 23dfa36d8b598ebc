-- CreateTable
CREATE TABLE "metric_tally" (
    "name" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "metric_tally_pkey" PRIMARY KEY ("name","label")
);
