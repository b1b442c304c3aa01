#!/bin/bash
# One database and one role of the same name per service; passwords come from the environment and stand nowhere else.
set -euo pipefail

for service in inventory allocation hardware workflow alert gateway; do
  variable="DB_PASSWORD_${service^^}"
  psql --username postgres --no-psqlrc --set ON_ERROR_STOP=1 \
    --set service="$service" --set password="${!variable:?$variable is not set}" <<'SQL'
create role :"service" login password :'password';
create database :"service" owner :"service";
revoke all on database :"service" from public;
SQL
done
