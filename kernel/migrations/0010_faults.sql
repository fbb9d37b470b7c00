-- What a fault may leave behind is looked for by its content.

/* The nightly sweep asks of every file on the disk whether a row names it. */
create index file_sha256 on kernel.file (sha256);
