-- A new profile's values are in its row: its change does not repeat them. They are that row with all later changes undone.

ALTER TABLE trusthub.changes ALTER COLUMN changed DROP NOT NULL;
ALTER TABLE trusthub.changes ADD CONSTRAINT changes_changed CHECK (changed IS NOT NULL OR kind = 'new');

-- The same rule without a regular expression, which took a tenth of the time of an INSERT.
ALTER TABLE trusthub.profiles DROP CONSTRAINT profiles_sid_check;
ALTER TABLE trusthub.profiles ADD CONSTRAINT profiles_sid CHECK (
  starts_with(sid, 'BU') AND length(sid) = 34 AND ltrim(substr(sid, 3), '0123456789abcdefABCDEF') = ''
);
