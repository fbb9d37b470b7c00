-- Which key signed. Null: the first of the installation, from before keys of this kind could be changed.
alter table kernel.checkpoint add column signer text;
