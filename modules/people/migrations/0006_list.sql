-- A grid's people by the beginning of a name were found in the index and then looked up one by one, each on a page of its
-- own: what the list asks of a card lies in the index beside its order.
drop index people.resident_list;
create index resident_list on people.resident (place, address, household, id) include (community, name, state, merged_into);
