ALTER TABLE `checks` ADD `region` text;--> statement-breakpoint
ALTER TABLE `checks` ADD `worst` text;--> statement-breakpoint
ALTER TABLE `checks` ADD `informational` integer;--> statement-breakpoint
ALTER TABLE `checks` ADD `private` integer;--> statement-breakpoint
ALTER TABLE `checks` ADD `stale_after_ms` integer;