CREATE TABLE `idempotency_keys` (
	`token_id` text NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	`fingerprint` text NOT NULL,
	`status` integer NOT NULL,
	`headers` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`token_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `maintenance_events` (
	`id` text PRIMARY KEY NOT NULL,
	`occurrence_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`recorded_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `maintenance_events_by_occurrence` ON `maintenance_events` (`occurrence_id`);--> statement-breakpoint
ALTER TABLE `audit` ADD `actor_id` text;--> statement-breakpoint
ALTER TABLE `incident_revisions` ADD `touched_at` integer;--> statement-breakpoint
ALTER TABLE `incident_updates` ADD `components` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `maintenance_occurrences` ADD `extended_from` integer;--> statement-breakpoint
ALTER TABLE `maintenance_occurrences` ADD `handled_at` integer;--> statement-breakpoint
ALTER TABLE `maintenance_occurrences` ADD `notice_days` integer DEFAULT 7 NOT NULL;