ALTER TABLE "components" ADD COLUMN "created_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Those of before were first configured when they were first known: with the first change of a verdict, or today.
UPDATE "components" SET "created_at" = COALESCE(
	(SELECT MIN(t."at") FROM "verdict_transitions" t JOIN "checks" c ON c."key" = t."check_key" WHERE c."component_key" = "components"."key"),
	CAST(EXTRACT(EPOCH FROM now()) * 1000 AS bigint)
);
