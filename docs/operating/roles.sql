-- What the nodes that people reach may do in main (docs/adr/0022). Run by the owner of the database once, and again after every upgrade:
--   psql --set=ON_ERROR_STOP=1 --set=role=educonnect_web --dbname=main --file=roles.sql
-- The role exists by then (create role educonnect_web login password '…'). The audit trail can be written and read by it, never changed or erased.

grant usage on schema public to :"role";
grant select, insert, update, delete on all tables in schema public to :"role";
grant usage on all sequences in schema public to :"role";

revoke update, delete on audit_event from :"role";
revoke insert, update, delete on audit_seal from :"role";
revoke insert, update, delete on "__EFMigrationsHistory" from :"role";
