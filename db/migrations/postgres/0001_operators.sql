CREATE TABLE "idempotency_keys" (
	"token_id" text NOT NULL,
	"key" text NOT NULL,
	"at" bigint NOT NULL,
	"fingerprint" text NOT NULL,
	"status" integer NOT NULL,
	"headers" jsonb NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "idempotency_keys_token_id_key_pk" PRIMARY KEY("token_id","key")
);
--> statement-breakpoint
CREATE TABLE "maintenance_events" (
	"id" text PRIMARY KEY NOT NULL,
	"occurrence_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" bigint NOT NULL,
	"recorded_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "actor_id" text;--> statement-breakpoint
ALTER TABLE "incident_revisions" ADD COLUMN "touched_at" bigint;--> statement-breakpoint
ALTER TABLE "incident_updates" ADD COLUMN "components" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenance_occurrences" ADD COLUMN "extended_from" bigint;--> statement-breakpoint
ALTER TABLE "maintenance_occurrences" ADD COLUMN "handled_at" bigint;--> statement-breakpoint
ALTER TABLE "maintenance_occurrences" ADD COLUMN "notice_days" integer DEFAULT 7 NOT NULL;--> statement-breakpoint
CREATE INDEX "maintenance_events_by_occurrence" ON "maintenance_events" USING btree ("occurrence_id");