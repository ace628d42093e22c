CREATE TABLE `audit` (
	`key` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`before` text,
	`after` text,
	`request_id` text
);
--> statement-breakpoint
CREATE INDEX `audit_by_subject` ON `audit` (`subject`);--> statement-breakpoint
CREATE TABLE `checks` (
	`key` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`component_key` integer NOT NULL,
	`kind` text NOT NULL,
	`retired_at` integer,
	FOREIGN KEY (`component_key`) REFERENCES `components`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `checks_id_unique` ON `checks` (`id`);--> statement-breakpoint
CREATE TABLE `components` (
	`key` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`retired_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `components_id_unique` ON `components` (`id`);--> statement-breakpoint
CREATE TABLE `hourly_rollups` (
	`hour` integer NOT NULL,
	`check_key` integer NOT NULL,
	`region_key` integer NOT NULL,
	`up` integer NOT NULL,
	`degraded` integer NOT NULL,
	`down` integer NOT NULL,
	`unknown` integer NOT NULL,
	`latency_sketch` blob,
	PRIMARY KEY(`hour`, `check_key`, `region_key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `incident_impacts` (
	`key` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`incident_key` integer NOT NULL,
	`component_key` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`superseded_at` integer,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`impact` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `incident_impacts_by_component` ON `incident_impacts` (`component_key`,`starts_at`);--> statement-breakpoint
CREATE TABLE `incident_revisions` (
	`incident_key` integer NOT NULL,
	`revision` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`superseded_at` integer,
	`title` text NOT NULL,
	`published_at` integer,
	`started_at` integer NOT NULL,
	`resolved_at` integer,
	`next_update_by` integer,
	`postmortem` text,
	PRIMARY KEY(`incident_key`, `revision`)
);
--> statement-breakpoint
CREATE TABLE `incident_updates` (
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`incident_key` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`superseded_at` integer,
	`at` integer NOT NULL,
	`status` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`id`, `revision`)
);
--> statement-breakpoint
CREATE INDEX `incident_updates_by_incident` ON `incident_updates` (`incident_key`);--> statement-breakpoint
CREATE TABLE `incidents` (
	`key` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`created_at` integer NOT NULL,
	`automatic` integer NOT NULL,
	`private` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_id_unique` ON `incidents` (`id`);--> statement-breakpoint
CREATE TABLE `maintenance_occurrences` (
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`superseded_at` integer,
	`series_id` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`announced_at` integer NOT NULL,
	`cancelled_at` integer,
	`moved_from` integer,
	`timezone` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`components` text NOT NULL,
	`expect` text NOT NULL,
	PRIMARY KEY(`id`, `revision`)
);
--> statement-breakpoint
CREATE INDEX `maintenance_occurrences_by_start` ON `maintenance_occurrences` (`starts_at`);--> statement-breakpoint
CREATE TABLE `maintenance_series` (
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`superseded_at` integer,
	`origin` text NOT NULL,
	`cancelled_at` integer,
	`definition` text NOT NULL,
	PRIMARY KEY(`id`, `revision`)
);
--> statement-breakpoint
CREATE TABLE `regions` (
	`key` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `regions_id_unique` ON `regions` (`id`);--> statement-breakpoint
CREATE TABLE `results` (
	`at` integer NOT NULL,
	`check_key` integer NOT NULL,
	`region_key` integer NOT NULL,
	`outcome` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`reason_code` text,
	`detail` text,
	PRIMARY KEY(`at`, `check_key`, `region_key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `run_marks` (
	`key` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`started_at` integer NOT NULL,
	`last_alive_at` integer NOT NULL,
	`stopped_at` integer
);
--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_hash_unique` ON `tokens` (`hash`);--> statement-breakpoint
CREATE TABLE `verdict_transitions` (
	`key` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`check_key` integer NOT NULL,
	`region_key` integer NOT NULL,
	`at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`verdict` text NOT NULL,
	`reason_code` text
);
--> statement-breakpoint
CREATE INDEX `verdict_transitions_by_check` ON `verdict_transitions` (`check_key`,`region_key`,`at`);