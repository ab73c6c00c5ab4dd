-- Texts are compared byte by byte: who owns a row must not hang on a collation.
create table integrations (
    id uuid primary key,
    owner_id text collate "C" not null,
    account_key bytea not null,
    type text collate "C" not null,
    url text collate "C" not null,
    created_at timestamptz not null,
    uid text collate "C" not null,
    username text not null,
    avatar_url text not null,
    email text not null,
    profile_url text not null,
    access_token text,
    refresh_token text,
    status smallint not null,
    checked_at timestamptz,
    expires_at timestamptz,
    scopes text[],
    revision bigint not null
);

-- Hashes, because owners' ids and addresses may be longer than an index entry.
create unique index integrations_account on integrations (account_key);
create index integrations_owner on integrations using hash (owner_id);

create table adoptions (
    owner_key bytea primary key,
    owner_id text collate "C" not null
);

create table protection_keys (
    id text collate "C" primary key,
    seals bigint not null
);

-- Tells the gateways whose integrations have changed. An owner whose id does not fit into a notification is told as «somebody».
create function notify_owner_changed() returns trigger language plpgsql as $$
declare
    owner text := case when tg_op = 'DELETE' then old.owner_id else new.owner_id end;
begin
    perform pg_notify('gateway_owner_changed', case when octet_length(owner) < 7500 then owner else '' end);
    return null;
end
$$;

create trigger integrations_changed after insert or update or delete on integrations
    for each row execute function notify_owner_changed();
